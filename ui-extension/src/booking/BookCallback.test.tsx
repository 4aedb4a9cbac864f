import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, makeHost, problem, show, type Answers } from "../../test/render";
import { BookCallback } from "./BookCallback";

configure({ asyncUtilTimeout: 8000 }); // the preview waits until typing has settled, on machines that are busy too

const now = Date.parse("2026-11-18T02:00:00Z"); // Wednesday, 10:00 in Perth
const me = { role: "agent", name: "maya", workerSid: "WK1", team: "welcome" } as const;
const record = { external_id: "D-1", phone: "+61491570156", timezone: "Australia/Perth" };
const alternative = { local_time: "2026-11-23T09:00", timezone: "Australia/Perth", window_minutes: 30, window_start: "2026-11-23T01:00:00.000Z" };

const yes = {
  allowed: true, problems: [], warnings: [], timezone: "Australia/Perth", timezone_inferred: false, number_timezones: [], open_callback_id: null, time_adjustment: null,
  window_start: "2026-11-19T10:00:00.000Z", window_end: "2026-11-19T10:30:00.000Z", next_allowed_at: null, suggestions: [], override_used: false,
};
const sunday = { code: "outside_calling_hours", field: "local_time", detail: "closed", rule: "au: Sunday closed", unverified: false };
const booked = { id: "cb_1", status: "scheduled", overdue: false, broken: false, record: { name: "A. Donor" }, timezone: "Australia/Perth", window_start: yes.window_start, window_end: yes.window_end };

function open(answers: Answers, props: Partial<Parameters<typeof BookCallback>[0]> = {}) {
  fakeRingback({ "POST /callbacks/preview": yes, "GET /slots": { items: [] }, "GET /agents": { items: [] }, ...answers });
  return show(<BookCallback record={record} sourceTaskSid="WT1" {...props} />, { host: { me, now: () => now, surroundings: makeHost().surroundings } });
}
const sent = (path: string) => asked.filter((each) => each.path === `/api/v1${path}`).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

beforeEach(() => { localStorage.clear(); });
afterEach(() => { vi.unstubAllGlobals(); });

describe("booking", () => {
  it("takes a quick choice and Enter, in the donor's words and on the donor's clock", async () => {
    const onBooked = vi.fn();
    open({ "POST /callbacks": booked }, { onBooked });
    await userEvent.click(await screen.findByRole("radio", { name: /Tomorrow evening/ }));
    await screen.findByText("Allowed: within calling hours");
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByText("The callback is booked")).toBeVisible();
    expect(sent("/callbacks")).toEqual([expect.objectContaining({ local_time: "2026-11-19T18:00", routing: "agent", worker_sid: "WK1", source_task_sid: "WT1", record })]);
    expect(onBooked).toHaveBeenCalledWith(expect.objectContaining({ id: "cb_1" }));
  });
  it("is not sent without a time: it says what is missing", async () => {
    open({});
    await userEvent.click(screen.getByRole("button", { name: "Book the callback" }));
    expect(screen.getByRole("alert")).toHaveTextContent("Choose a date and a time.");
    expect(sent("/callbacks")).toEqual([]);
  });
  it("names the rule of a refused hour, and one click takes a time that can be had", async () => {
    const answer = async (request: Request) => ((await request.text()).includes("2026-11-22T18:00") ? { ...yes, allowed: false, problems: [sunday], suggestions: [alternative] } : yes);
    open({ "POST /callbacks/preview": answer });
    await userEvent.type(screen.getByLabelText(/^Date/), "2026-11-22");
    await userEvent.type(screen.getByLabelText(/^Time/), "18:00");
    expect(await screen.findByText("Rule: au: Sunday closed")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Book the callback" }));
    expect(sent("/callbacks")).toEqual([]);
    await userEvent.click(within(screen.getByRole("group", { name: "Take one of these instead" })).getByRole("button"));
    expect(await screen.findByText("Allowed: within calling hours")).toBeVisible();
    expect(screen.getByLabelText(/^Date/)).toHaveValue("2026-11-23");
  });
  it("offers the donor's own wish only where that would lift the rule, and sends it", async () => {
    const answer = async (request: Request) => ((await request.text()).includes("override") ? { ...yes, override_used: true } : { ...yes, allowed: false, problems: [sunday] });
    open({ "POST /callbacks/preview": answer, "POST /callbacks": booked });
    await userEvent.click(await screen.findByRole("radio", { name: /Tomorrow evening/ }));
    await userEvent.click(await screen.findByRole("button", { name: "The donor asked for exactly this time" }));
    await userEvent.type(screen.getByLabelText(/In their words/), "night shift");
    await screen.findByText("Allowed because the donor asked for it");
    await userEvent.click(screen.getByRole("button", { name: "Book the callback" }));
    await screen.findByText("The callback is booked");
    expect(sent("/callbacks")[0]).toMatchObject({ override: { captured_via: "call", wording: "night shift" } });
  });
  it("warns of an owner who is off shift, and queues to the team instead by one click", async () => {
    open({ "POST /callbacks/preview": { ...yes, warnings: ["owner_off_shift"] } });
    await userEvent.click(await screen.findByRole("radio", { name: /Tomorrow evening/ }));
    await userEvent.click(await screen.findByRole("button", { name: "Queue to the team instead" }));
    expect(screen.getByRole("radio", { name: /Callback Queue/ })).toBeChecked();
  });
  it("shows the callback that is open already when somebody was faster", async () => {
    open({ "POST /callbacks": () => problem(409, "callback_already_open", { callback_id: "cb_9" }), "GET /callbacks/cb_9": { ...booked, id: "cb_9", version: 3 }, "POST /callbacks/cb_9/reschedule": { ...booked, id: "cb_9" } });
    await userEvent.click(await screen.findByRole("radio", { name: /Tomorrow evening/ }));
    await screen.findByText("Allowed: within calling hours");
    await userEvent.keyboard("{Enter}");
    await userEvent.click(await screen.findByRole("button", { name: "Move it to this time" }));
    await screen.findByText("The callback is booked");
    expect(sent("/callbacks/cb_9/reschedule")).toEqual([expect.objectContaining({ local_time: "2026-11-19T18:00" })]);
  });
  it("is kept in the browser when nobody answers, says so, and is sent again under the same key", async () => {
    let up = false;
    const onKept = vi.fn();
    open({ "POST /callbacks": () => (up ? booked : problem(503, "unavailable")) }, { onKept });
    await userEvent.click(await screen.findByRole("radio", { name: /Tomorrow evening/ }));
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByText("1 booking is kept here, not stored yet")).toBeVisible();
    expect(onKept).toHaveBeenCalledOnce();
    up = true;
    await userEvent.click(screen.getByRole("button", { name: "Try now" }));
    await waitFor(() => { expect(localStorage).toHaveLength(0); });
    const keys = asked.filter(({ path }) => path === "/api/v1/callbacks").map(({ headers }) => headers.get("Idempotency-Key"));
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(2);
  });
});

describe("the donor's zone", () => {
  it("is asked for when the number can be in several, these first", async () => {
    vi.spyOn(Intl, "supportedValuesOf").mockReturnValue(["Australia/Perth", "Europe/London"]);
    const { container } = open({ "POST /callbacks/preview": { ...yes, timezone: null, number_timezones: ["Australia/Perth", "Australia/Sydney"] } }, { record: { phone: "+61491570156" } });
    const select = await screen.findByLabelText(/Donor's time zone/);
    const likely = within(select).getByRole("group", { name: "The number can be in" });
    expect(within(likely).getAllByRole("option")).toHaveLength(2);
    expect((await axe.run(container)).violations).toEqual([]);
    await userEvent.selectOptions(select, within(likely).getByRole("option", { name: /Perth/ }));
    expect(await screen.findByRole("radio", { name: /Tomorrow evening.*18:00/ })).toBeEnabled();
  });
  it("says that it was taken from the number", async () => {
    open({ "POST /callbacks/preview": { ...yes, timezone_inferred: true } }, { record: { phone: "+12125550177" } });
    expect(await screen.findByText("from the number")).toBeVisible();
  });
});
