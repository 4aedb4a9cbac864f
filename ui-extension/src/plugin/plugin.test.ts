import type { FlexState, ITask } from "@twilio/flex-ui";
import { describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, makeHost } from "../../test/render";
import { emptyDraft } from "../booking/draft";
import { languages } from "../strings/languages";
import { makeSay } from "../strings/texts";
import { mayComplete, withDisposition, withoutDisposition, type Disposition } from "./choices";
import { makeDialler } from "./dialling";
import { judge } from "./handDial";
import { languageIn } from "./language";
import { openingOf } from "./openTabs";
import { callerOf, onCall, roleOf } from "./tasks";
import { makeWrapUp } from "./wrapUp";

function task(over: Partial<ITask> = {}): ITask {
  return { sid: "WR1", taskSid: "WT1", status: "wrapping", attributes: {}, setAttributes: vi.fn(() => Promise.resolve()), ...over };
}

const disposition: Disposition = { outcome: "callback_agent", request: { local_time: "2026-12-01T18:00", window_minutes: 30, notes: "n".repeat(5000) }, record: { phone: "+61491570156" } };

describe("what is written on a task", () => {
  it("keeps what others wrote, and shortens the notes", () => {
    const written = withDisposition({ conversations: { conversation_id: "c1" }, other: 1 }, disposition);
    expect(written).toMatchObject({ other: 1, conversations: { conversation_id: "c1", outcome: "callback_agent" }, record: { phone: "+61491570156" } });
    expect(JSON.stringify(written).length).toBeLessThan(1000);
    expect(withoutDisposition(written)).toMatchObject({ other: 1, conversations: { conversation_id: "c1" } });
    expect(JSON.stringify(withoutDisposition(written))).not.toContain("callback_agent");
  });
});

describe("completing a task", () => {
  const say = makeSay(languages.en);
  const wrapUp = () => makeWrapUp({ notify: vi.fn(), clear: vi.fn() }, say);

  it("waits for a choice that is stored nowhere, and for one that only the browser has", async () => {
    const { choices, changed, kept, stored } = wrapUp();
    const call = task();
    expect(mayComplete(choices.of("WT1"))).toBe(true);
    changed(call, emptyDraft(), true);
    expect(mayComplete(choices.of("WT1"))).toBe(false);
    await stored(call, "cb_1", disposition);
    expect(mayComplete(choices.of("WT1"))).toBe(true);
    const failing = task({ taskSid: "WT2", setAttributes: () => Promise.reject(new Error("429")) });
    const warned = vi.spyOn(console, "warn").mockReturnValue(undefined);
    await kept(failing, disposition);
    expect(warned).toHaveBeenCalled();
    expect(choices.of("WT2")).toEqual({ at: "kept", written: false });
    expect(mayComplete(choices.of("WT2"))).toBe(false);
  });

  it("goes on once a kept one is on the task, or given up", async () => {
    const { choices, kept, giveUp } = wrapUp();
    const call = task();
    await kept(call, disposition);
    expect(choices.of("WT1")).toEqual({ at: "kept", written: true });
    await giveUp(call);
    expect(choices.of("WT1")).toEqual({ at: "none" });
    expect(call.setAttributes).toHaveBeenCalledTimes(2);
  });
});

describe("ringing a donor", () => {
  const request = { callbackId: "cb_1", phone: "+61491570156" };
  const explain = (allowed: boolean) => ({ "GET /callbacks/cb_1/explain": { allowed, reasons: allowed ? [] : [{ code: "do_not_call", lifted_by: null }] } });

  it("asks the gate, and rings once however often it is asked", async () => {
    fakeRingback(explain(true));
    const start = vi.fn(() => Promise.resolve());
    const dial = makeDialler(makeHost().api, { tasks: () => [task({ attributes: { taskType: "callback", callback_id: "cb_1", conversations: { conversation_id: "cb_1" } } })], start });
    const both = await Promise.all([dial(request), dial(request)]);
    expect(both).toEqual([{ ok: true }, { ok: false, because: "already_ringing" }]);
    expect(start).toHaveBeenCalledTimes(1);
    expect(start).toHaveBeenCalledWith("+61491570156", expect.objectContaining({ callback_id: "cb_1", taskType: "callback-outbound", parentTask: "WT1", conversations: { conversation_id: "cb_1" } }));
    expect(asked).toHaveLength(1);
  });

  it("rings nobody whom the gate forbids, nor again while a call for the callback is on", async () => {
    const start = vi.fn(() => Promise.resolve());
    fakeRingback(explain(false));
    expect(await makeDialler(makeHost().api, { tasks: () => [], start })(request)).toMatchObject({ because: "not_allowed", why: [{ code: "do_not_call" }] });
    const ringing = task({ status: "accepted", attributes: { taskType: "callback-outbound", callback_id: "cb_1" } });
    expect(await makeDialler(makeHost().api, { tasks: () => [ringing], start })(request)).toEqual({ ok: false, because: "already_ringing" });
    fakeRingback({ "GET /callbacks/cb_1/explain": () => Promise.reject(new TypeError("no network")) });
    expect(await makeDialler(makeHost().api, { tasks: () => [], start })(request)).toMatchObject({ because: "not_asked" });
    expect(start).not.toHaveBeenCalled();
  });
});

describe("a number that is dialled by hand", () => {
  const against = (code: string) => judge({ problems: [{ code, field: "", detail: "", rule: null, unverified: false }] }).do;
  it("is stopped by the rules, and only warned of for an open promise", () => {
    expect([against("do_not_call"), against("outside_calling_hours"), against("callback_already_open"), against("unknown_timezone"), against("slot_full")]).toEqual(["stop", "stop", "warn", "warn", "call"]);
  });
});

describe("tasks", () => {
  it("knows a callback's task from a call for it", () => {
    expect(roleOf(task({ attributes: { taskType: "callback", callback_id: "cb_1" } })).kind).toBe("callback");
    expect(roleOf(task({ attributes: { taskType: "callback-outbound", callback_id: "cb_1" } })).kind).toBe("call_for");
    expect(onCall([task({ status: "accepted", attributes: { taskType: "callback", callback_id: "cb_1" } })])).toBe(false);
    expect(onCall([task({ status: "accepted" })])).toBe(true);
  });

  it("finds the donor at the other end, whoever rang", () => {
    expect(callerOf(task({ attributes: { direction: "inbound", from: "+61491570156", name: "G" } }))).toEqual({ phone: "+61491570156", name: "G" });
    expect(callerOf(task({ attributes: { direction: "outbound", from: "+15005550006", outbound_to: "+61491570157" } }))).toEqual({ phone: "+61491570157" });
    expect(callerOf(task({ attributes: { direction: "outbound", to: "+61491570158", record: { external_id: "D-1", timezone: "Australia/Perth" } } }))).toEqual({ external_id: "D-1", phone: "+61491570158", timezone: "Australia/Perth" });
  });

  it("opens the tab when a call is wrapped up and when a callback is accepted", () => {
    const state = (each: ITask, selectedTaskSid?: string): FlexState => ({ flex: { worker: { tasks: new Map([[each.sid, each]]) }, view: selectedTaskSid ? { selectedTaskSid } : {} } });
    expect(openingOf(state(task(), "WR1"))).toBe("WR1 wrapping");
    expect(openingOf(state(task({ status: "accepted" }), "WR1"))).toBeUndefined();
    expect(openingOf(state(task({ status: "accepted", attributes: { taskType: "callback", callback_id: "cb_1" } }), "WR1"))).toBe("WR1 accepted");
    expect(openingOf(state(task()))).toBeUndefined();
  });
});

describe("the plugin's language", () => {
  const flex = (localeSource: string, localeTag = "en-US") => ({ configuration: {}, localization: { localeTag, localeSource } });
  it("is Flex's where somebody chose that, else the browser's; the configuration has the last word", () => {
    expect(languageIn(flex("user preference"), ["ar"])).toBe("en");
    expect(languageIn(flex("flex default"), ["ar-EG", "en"])).toBe("ar");
    expect(languageIn(flex("account default", "ar"), ["en"])).toBe("ar");
    expect(languageIn({ ...flex("user preference"), configuration: { custom_data: { ringback: { language: "ar" } } } }, ["en"])).toBe("ar");
    expect(languageIn({ configuration: {} }, [])).toBe("en");
  });
});
