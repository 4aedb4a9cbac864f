import { describe, expect, it } from "vitest";

import { normalise, shownOf, withSource } from "./mapping";

const body = { pledge: { id: 77 }, donor: { phones: ["+61491570156"], tags: ["a"] }, call: { at: "2026-12-01T18:00" } };

describe("the mapping of a welcome call", () => {
  it("follows paths and list places, takes fixed texts, and makes numbers texts", () => {
    const { event, missing, unfit } = normalise(body, { type: "welcome_call.requested", reference: "$.pledge.id", "record.phone": "$.donor.phones.0", "callback_request.local_time": "$.call.at", "callback_request.window_minutes": "45" });
    expect(event).toEqual({ type: "welcome_call.requested", data: { reference: "77", record: { phone: "+61491570156" }, callback_request: { local_time: "2026-12-01T18:00", window_minutes: 45 } } });
    expect([missing, unfit]).toEqual([[], []]);
  });
  it("tells what leads nowhere, and what is no single value", () => {
    const { event, missing, unfit } = normalise(body, { "record.name": "$.donor.name", "record.campaign": "$.donor.tags", "record.phone": "$.donor.phones.1" });
    expect(event).toEqual({});
    expect(missing).toEqual(["record.name", "record.phone"]);
    expect(unfit).toEqual(["record.campaign"]);
  });
  it("is put among those of other senders, and keeps what the page does not show", () => {
    const app = { name: "app", fields: { type: "a", reference: "$.id", dry_run: "$.test", "record.name": "$.name" } };
    const web = { name: "web", fields: { type: "b", reference: "$.ref" } };
    expect(shownOf(app)).toEqual({ type: "a", reference: "$.id", "record.name": "$.name" });
    expect(withSource([app, web], "app", { type: " c ", reference: "$.id", "record.name": " " })).toEqual([web, { name: "app", fields: { dry_run: "$.test", type: "c", reference: "$.id" } }]);
    expect(withSource([web], "new", { type: "c" })).toEqual([web, { name: "new", fields: { type: "c" } }]);
  });
});
