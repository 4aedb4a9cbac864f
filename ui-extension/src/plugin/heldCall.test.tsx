import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, makeHost, show } from "../../test/render";
import type { Schema } from "../api/client";
import { askAboutNumber, judge, type Held } from "./handDial";
import { HeldCall } from "./HeldCall";
import { makeSignal } from "./signal";

configure({ asyncUtilTimeout: 5000 });

const now = Date.parse("2026-11-22T10:00:30Z"); // 18:00 in Perth
const phone = "+61491570156";
const sunday = { code: "outside_calling_hours", field: "local_time", detail: "closed", rule: "au: Sunday closed", unverified: false };
const no = { allowed: false, problems: [sunday], timezone: "Australia/Perth", next_allowed_at: "2026-11-23T01:00:00.000Z", open_callback_id: null, override_used: false } as unknown as Schema<"Preview">;
const lifted = { ...no, allowed: true, problems: [], override_used: true };

function open(preview: unknown) {
  fakeRingback({ "POST /callbacks/preview": preview, "POST /callbacks": { id: "cb_1" } });
  const held = makeSignal<Held | undefined>({ phone, preview: no, problems: [sunday] });
  const dial = vi.fn(() => Promise.resolve());
  show(<HeldCall held={held} />, { host: { now: () => now, dial, me: { role: "agent", name: "maya", workerSid: "WK1", team: "welcome" } } });
  return { held, dial };
}

describe("a number dialled by hand", () => {
  it("is judged on the clock of whoever has it, which only the backend knows", async () => {
    fakeRingback({ "POST /callbacks/preview": no });
    const { judgement } = await askAboutNumber(makeHost({ now: () => now }), phone);
    expect(judgement).toEqual(judge(no));
    const last = JSON.parse(asked.at(-1)?.body ?? "{}") as object;
    expect(last).toMatchObject({ record: { phone }, local_time: "2026-11-22T18:01" });
    expect(last).not.toHaveProperty("timezone"); // nobody stated one
  });
  it("names the rule and the next hour, and offers no wish that lifts nothing", async () => {
    const { held } = open(no);
    await screen.findByText("Rule: au: Sunday closed"); // the dialog fades in
    screen.getByText(/^Next allowed: .*09:00/);
    await waitFor(() => { expect(asked).toHaveLength(1); });
    expect(screen.queryByRole("button", { name: "The donor asked to be rung now" })).toBeNull();
    await userEvent.click(screen.getAllByRole("button", { name: "Close" }).at(-1) as HTMLElement);
    expect(held.get()).toBeUndefined();
  });
  it("is rung for a promise that keeps the donor's words, and not before there are some", async () => {
    const { held, dial } = open(lifted);
    await userEvent.click(await screen.findByRole("button", { name: "The donor asked to be rung now" }));
    await userEvent.click(screen.getByRole("button", { name: "Record the wish and ring" }));
    expect(asked.some(({ path }) => path === "/api/v1/callbacks")).toBe(false);
    await userEvent.type(screen.getByLabelText(/In their words/), "night shift");
    await userEvent.click(screen.getByRole("button", { name: "Record the wish and ring" }));
    await waitFor(() => { expect(dial).toHaveBeenCalledWith({ callbackId: "cb_1", phone }); });
    const body = JSON.parse(asked.find(({ path }) => path === "/api/v1/callbacks")?.body ?? "{}") as object;
    expect(body).toMatchObject({ routing: "agent", worker_sid: "WK1", local_time: "2026-11-22T18:01", override: { requested_by: "donor", captured_via: "call", wording: "night shift" } });
    expect(held.get()).toBeUndefined();
  });
});
