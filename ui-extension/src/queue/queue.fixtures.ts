import type { Schema } from "../api/client";

/** callback is an open callback for tests, at noon UTC on a day of its own. */
export function callback(number: number, name: string): Schema<"Callback"> {
  const start = `2026-12-0${number}T12:00:00.000Z`;
  const local = `2026-12-0${number}T20:00:00`;
  return {
    id: `cb_0000000000000000000000000${number}`,
    status: "scheduled",
    wait_reason: "promised",
    resolution: null,
    record: { id: `rec_0000000000000000000000000${number}`, external_id: `D-${number}`, name, phone: "+61491570156", timezone: "Australia/Perth", campaign: "autumn" },
    routing: "team",
    agent_strict: false,
    worker_sid: null,
    team: "welcome",
    local_time: local,
    timezone: "Australia/Perth",
    time_adjustment: null,
    window_minutes: 30,
    window_start: start,
    window_start_local: local,
    window_end: start.replace("12:00", "12:30"),
    window_end_local: local.replace("20:00", "20:30"),
    due_at: start,
    due_at_local: local,
    phone: "+61491570156",
    warnings: [],
    overdue: false,
    broken: false,
    reason: "driving",
    reason_code: "driving",
    notes: null,
    override: null,
    attempts: 0,
    max_attempts: 6,
    last_outcome: null,
    last_attempt_at: null,
    task_sid: null,
    source: "api",
    source_task_sid: null,
    chain_id: `cb_0000000000000000000000000${number}`,
    chain_length: 1,
    reference: null,
    fundraiser: null,
    created_by: "key:test",
    created_at: "2026-11-22T10:00:00.000Z",
    updated_at: "2026-11-22T10:00:00.000Z",
    version: 1,
  };
}

/** story is the same with its story, which is that it was made. */
export function story(of: Schema<"Callback">): Schema<"CallbackStory"> {
  const event: Schema<"Event"> = { id: "evt_00000000000000000000000001", version: 1, type: "created", at: of.created_at, at_local: null, actor: "key:test", reason: null, before: null, after: "scheduled", data: {} };
  return { ...of, attempt_log: [], events: [event], chain: [] };
}

const none = { value: null, n: 0 };
const spread = { n: 0, p50_seconds: null, p90_seconds: null };

/** stats are figures of a week in which three of four promises were kept. */
export function stats(over: Partial<Schema<"Stats">> = {}): Schema<"Stats"> {
  const kept = { value: 0.75, n: 4 };
  return {
    from: "2026-11-15T10:00:00.000Z",
    to: "2026-11-22T10:00:00.000Z",
    team: null,
    as_of: "2026-11-22T10:00:00.000Z",
    promises: { n: 4, all: 4, moved: 0, cancelled_by_donor: 0, kept: 3, on_time: 3, early: 0, late: 1, closed: 0, owed: 0, not_due: 0, broken: 1 },
    rates: { kept, on_time: kept, broken: { value: 0.25, n: 4 }, contact: none, attempts_per_contact: none, re_promise: none, owner_kept: none, fallback: none },
    punctuality: { ...spread, early: none, on_time: none, late: none },
    attempts: { n: 0, contacts: 0, outside_hours_with_override: 0, outside_hours_without_override: 0 },
    time_to_contact: spread,
    offer_to_accept: spread,
    suppression_leaks: 0,
    duplicate_dispatches: 0,
    now: { open: 2, owed: 2, overdue: 1, broken: 1, overdue_by_age: [{ from_minutes: 0, to_minutes: 15, n: 1 }, { from_minutes: 15, to_minutes: null, n: 0 }] },
    slot_load: [],
    ...over,
  };
}
