import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show, type Answers } from "../../test/render";
import type { Schema } from "../api/client";
import { callback, story } from "../queue/queue.fixtures";
import { CallbackCard } from "./CallbackCard";

configure({ asyncUtilTimeout: 5000 });

const now = Date.parse("2026-12-01T12:05:00Z"); // five minutes into the window, 20:05 in Perth
const due = story({ ...callback(1, "Ben Okafor"), status: "assigned", worker_sid: "WK1", routing: "agent" });
const ladder = [{ rung: "owner", minutes: 10 }, { rung: "team", minutes: 20 }, { rung: "anyone", minutes: null }];
const yes = { allowed: true, reasons: [], timezone: "Australia/Perth", next_allowed_at: null, allowed_until: null, override_id: null, ladder, rung: "owner", rung_ends_at: "2026-12-01T12:10:00.000Z" };
const sunday = { code: "outside_calling_hours", set: "au", rule: "au: Sunday closed", detail: null, lifted_by: null, unverified: false };
const no = { ...yes, allowed: false, reasons: [sunday], next_allowed_at: "2026-12-02T01:00:00.000Z", rung: null, rung_ends_at: null };

function open(of: Schema<"CallbackStory">, answers: Answers = {}, dial = vi.fn(() => Promise.resolve())) {
  const path = `/callbacks/${of.id}`;
  const notify = vi.fn();
  fakeRingback({ [`GET ${path}`]: of, [`GET ${path}/explain`]: yes, "GET /outcomes": { items: [{ code: "no_answer", label: "No answer" }], next_cursor: null, version: 0 }, "GET /agents": { items: [{ worker_sid: "WK1", name: "Maya" }] }, ...answers });
  const shown = show(<CallbackCard id={of.id} />, { host: { now: () => now, dial, notify } });
  return { ...shown, dial, notify };
}
const ring = () => screen.findByRole("button", { name: "Ring now" });

describe("a callback that is due", () => {
  it("shows the donor, both clocks, why, who is asked, and rings once however often it is pressed", async () => {
    const { container, dial } = open(due, {}, vi.fn(() => new Promise<void>(() => undefined))); // Flex takes its time
    const button = await ring();
    expect(await screen.findByText("May be rung now")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Ben Okafor" })).toBeVisible();
    expect(screen.getByText(/20:00.*20:30/)).toHaveTextContent("Perth");
    expect(screen.getByText("driving")).toBeVisible();
    expect(within(screen.getByRole("list", { name: "Who is asked" })).getByText("Owner").closest("li")).toHaveAttribute("aria-current", "step");
    expect((await axe.run(container)).violations).toEqual([]);
    await userEvent.dblClick(button);
    await waitFor(() => { expect(dial).toHaveBeenCalledWith({ callbackId: due.id, phone: "+61491570156" }); });
    expect(dial).toHaveBeenCalledTimes(1);
  });
  it("is refused by the gate: the rule, the next hour, and a button that does nothing", async () => {
    const { dial } = open(due, { [`GET /callbacks/${due.id}/explain`]: no });
    expect(await screen.findByText("May not be rung now")).toBeVisible();
    expect(screen.getByText("Rule: au: Sunday closed")).toBeVisible();
    expect(screen.getByText(/May be rung again from .*09:00/)).toBeVisible();
    expect(await ring()).toBeDisabled();
    expect(dial).not.toHaveBeenCalled();
  });
  it("is not rung by what was allowed a minute ago", async () => {
    let answer: unknown = yes;
    const { dial } = open(due, { [`GET /callbacks/${due.id}/explain`]: () => answer });
    await screen.findByText("May be rung now");
    answer = no;
    await userEvent.click(await ring());
    expect(await screen.findByText("May not be rung now")).toBeVisible();
    expect(dial).not.toHaveBeenCalled();
  });
  it("is rung by nobody while Ringback is away, and says so", async () => {
    let up = true;
    const { dial } = open(due, { [`GET /callbacks/${due.id}/explain`]: () => (up ? yes : problem(503, "unavailable")) });
    await screen.findByText("May be rung now");
    up = false;
    await userEvent.click(await ring());
    expect(await screen.findByRole("alert")).toHaveTextContent("The call could not be started.");
    expect(dial).not.toHaveBeenCalled();
  });
});

describe("a callback that was dialled", () => {
  const dialled = { ...due, attempts: 1, attempt_log: [{ id: "att_1", number: 1, worker_sid: "WK1", call_task_sid: "WT9", override_id: null, outside_hours: false, outcome: "no_answer", notes: null, started_at: "2026-12-01T12:01:00.000Z", started_at_local: null, ended_at: "2026-12-01T12:02:00.000Z", ended_at_local: null }] };
  it("tells of the call, and keeps its outcome by one click", async () => {
    const kept = vi.fn(async (request: Request) => { expect(await request.json()).toEqual({ code: "contacted" }); return { ...dialled, status: "completed" }; });
    const { notify } = open(dialled, { [`POST /callbacks/${due.id}/outcome`]: kept });
    const calls = (await screen.findByText("Calls so far")).closest("section") as HTMLElement;
    expect(await within(calls).findByText("No answer")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Reached" }));
    await waitFor(() => { expect(notify).toHaveBeenCalledWith("success", "Saved: Reached"); });
    expect(kept).toHaveBeenCalledOnce();
  });
  it("asks before what cannot be taken back", async () => {
    open(dialled, { [`POST /callbacks/${due.id}/outcome`]: dialled });
    await userEvent.click(await screen.findByRole("button", { name: "Do not call" }));
    const dialog = await screen.findByRole("dialog", { name: "Never call this donor again?" });
    expect(asked.some(({ method }) => method === "POST")).toBe(false);
    await userEvent.click(within(dialog).getByRole("button", { name: "Never call again" }));
    await waitFor(() => { expect(asked.filter(({ path }) => path.endsWith("/outcome")).map(({ body }) => body)).toEqual(['{"code":"do_not_call"}']); });
  });
  it("says why an outcome was not taken", async () => {
    open(dialled, { [`POST /callbacks/${due.id}/outcome`]: problem(409, "callback_closed") });
    await userEvent.click(await screen.findByRole("button", { name: "Busy" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("the detail of callback_closed");
  });
});

describe("a callback that cannot be acted on", () => {
  it("has ended: how, and no buttons", async () => {
    open({ ...due, status: "completed", resolution: "contacted" });
    expect(await screen.findByText("How it ended")).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
    expect(asked.some(({ path }) => path.endsWith("/explain"))).toBe(false);
  });
  it("is of an erased donor: no name, no number, nobody to ring", async () => {
    open({ ...due, status: "cancelled", resolution: null, phone: null, reason: null, record: { ...due.record, name: null, external_id: null, phone: null } });
    expect(await screen.findByRole("heading", { name: "Name unknown" })).toBeVisible();
    expect(screen.getByText("Number hidden")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Ring now" })).toBeNull();
  });
  it("cannot be read: it says so, and is tried again", async () => {
    let up = false;
    open(due, { [`GET /callbacks/${due.id}`]: () => (up ? due : problem(404, "not_found")) });
    expect(await screen.findByRole("alert")).toHaveTextContent("It may have been moved to another team, or erased.");
    up = true;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Ben Okafor" })).toBeVisible();
  });
});
