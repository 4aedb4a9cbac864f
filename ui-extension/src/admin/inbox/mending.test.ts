import { describe, expect, it } from "vitest";

import { draftOf, mendOf, type InboxEntry } from "./mending";

const entry = {
  asked: { outcome: "callback_agent", worker_sid: null, record: { phone: "+61 4", name: "A. Donor", preference: { week: {} } }, callback_request: { local_time: "2026-12-01T18:00", window_minutes: 30, agent_strict: true }, malformed: null, raw: null, welcome: null },
} as unknown as InboxEntry;

describe("mending a message", () => {
  it("changes nothing that the form was not told to", () => {
    expect(mendOf(entry, draftOf(entry))).toEqual({});
  });
  it("sends a changed part whole, with what the form does not show", () => {
    const draft = draftOf(entry);
    const mend = mendOf(entry, { ...draft, record: { ...draft.record, phone: "+61491570156", name: "" }, request: { ...draft.request, local_time: "2026-12-02T10:00" } });
    expect(mend).toEqual({
      record: { phone: "+61491570156", preference: { week: {} } },
      callback_request: { local_time: "2026-12-02T10:00", window_minutes: 30, agent_strict: true },
    });
  });
});
