import { describe, expect, it } from "vitest";

import type { Me } from "../host";
import { toCreate, toPreview } from "./booking";
import { draftToRequest, draftToTime, emptyDraft, outcomeCode, withTime } from "./draft";

const agent: Me = { role: "agent", name: "maya", workerSid: "WK1", team: "welcome" };
const supervisor: Me = { role: "supervisor", name: "sue", workerSid: undefined, team: undefined };
const timed = withTime(emptyDraft(), "2026-12-01T18:00");

describe("a draft", () => {
  it("is no request until it has a date and a time", () => {
    expect(draftToRequest(emptyDraft(), agent)).toBeUndefined();
    expect(draftToRequest({ ...timed, time: "" }, agent)).toBeUndefined();
  });
  it("names an agent as its own owner, and the team when it is queued", () => {
    expect(draftToRequest(timed, agent)).toEqual({ local_time: "2026-12-01T18:00", window_minutes: 30, routing: "agent", worker_sid: "WK1" });
    expect(draftToRequest({ ...timed, outcome: "queue" }, agent)).toEqual({ local_time: "2026-12-01T18:00", window_minutes: 30, routing: "team" });
  });
  it("lets those who manage name another owner or team, and nobody else", () => {
    expect(draftToRequest({ ...timed, workerSid: "WK9" }, supervisor)?.worker_sid).toBe("WK9");
    expect(draftToRequest({ ...timed, workerSid: "WK9" }, agent)?.worker_sid).toBe("WK1");
    expect(draftToRequest({ ...timed, outcome: "other_team", team: "renewals" }, supervisor)).toMatchObject({ routing: "team", team: "renewals" });
    expect(draftToRequest({ ...timed, team: "renewals" }, supervisor)).not.toHaveProperty("team");
  });
  it("carries a wish once it is whole, and leaves out what is empty", () => {
    const wish = { requestedBy: "donor", capturedVia: "call", wording: " " };
    expect(draftToRequest({ ...timed, wish, reason: " driving " }, agent)).toMatchObject({ reason: "driving" });
    expect(draftToRequest({ ...timed, wish }, agent)).not.toHaveProperty("override");
    expect(draftToRequest({ ...timed, wish: { ...wish, wording: "nights" } }, agent)?.override).toEqual({ requested_by: "donor", captured_via: "call", wording: "nights" });
  });
  it("moves a promise by its time alone: reason, notes and owner stay", () => {
    expect(draftToTime({ ...timed, reason: "driving", timezone: "Australia/Perth" }, agent)).toEqual({ local_time: "2026-12-01T18:00", window_minutes: 30, timezone: "Australia/Perth" });
  });
  it("has the outcome's code of Flex", () => {
    expect(outcomeCode(emptyDraft())).toBe("callback_agent");
    expect(outcomeCode(emptyDraft("queue"))).toBe("callback_queue");
  });
});

describe("a booking", () => {
  it("asks nothing while there is no donor", () => {
    expect(toPreview({ kind: "new", record: { name: "A. Donor" } }, timed, agent)).toBeUndefined();
    expect(toPreview({ kind: "new", record: { phone: "+61491570156" } }, timed, agent)).toMatchObject({ record: { phone: "+61491570156" }, local_time: "2026-12-01T18:00" });
  });
  it("names its record once, and the call that it came of", () => {
    expect(toCreate({ kind: "new", record: { phone: "+61491570156" }, recordId: "rec_1", sourceTaskSid: "WT1" }, timed, agent)).toMatchObject({ record_id: "rec_1", source_task_sid: "WT1" });
    expect(toCreate({ kind: "new", record: { phone: "+61491570156" }, recordId: "rec_1" }, timed, agent)).not.toHaveProperty("record");
  });
});
