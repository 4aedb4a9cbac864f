import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Schema } from "./client";
import { makeOutbox, retryAfter, type Outbox } from "./outbox";
import { Problem } from "./problem";

const body: Schema<"CreateCallback"> = { record: { external_id: "D-1" }, local_time: "2026-12-01T18:00", window_minutes: 30 };
const callback = { id: "cb_1" } as Schema<"Callback">;
const away = () => Promise.reject(new Problem("unreachable", 0));

let send = vi.fn<(body: Schema<"CreateCallback">, key: string) => Promise<Schema<"Callback">>>();
let stored = vi.fn();
let stops: (() => void)[] = [];

function open(owner = "WK1"): Outbox {
  return makeOutbox({ owner, send, stored, random: () => 1 });
}
function started(owner?: string): Outbox {
  const outbox = open(owner);
  stops.push(outbox.start());
  return outbox;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  send = vi.fn(away);
  stored = vi.fn();
  stops = [];
});
afterEach(() => {
  stops.forEach((stop) => { stop(); });
  vi.useRealTimers();
});

describe("a booking", () => {
  it("that is stored leaves nothing behind", async () => {
    send.mockResolvedValue(callback);
    const outbox = open();
    expect(await outbox.book(body)).toEqual({ callback });
    expect(outbox.items()).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });
  it("is in the browser before it is sent: a page that is closed meanwhile loses nothing", async () => {
    let answer: ((booked: Schema<"Callback">) => void) | undefined;
    send.mockImplementation(() => new Promise((resolve) => { answer = resolve; }));
    const pending = open().book(body);
    expect(open().items()).toMatchObject([{ body }]);
    answer?.(callback);
    await pending;
    expect(open().items()).toEqual([]);
  });
  it("that nobody answered is kept, and sent again with the same key, less and less often", async () => {
    const outbox = started();
    expect(await outbox.book(body)).toMatchObject({ kept: { body, tries: 0 } });
    await vi.advanceTimersByTimeAsync(2000);
    await vi.advanceTimersByTimeAsync(3999);
    expect(send).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(send).toHaveBeenCalledTimes(3);
    send.mockResolvedValue(callback);
    await vi.advanceTimersByTimeAsync(8000);
    expect(outbox.items()).toEqual([]);
    expect(stored).toHaveBeenCalledExactlyOnceWith(callback, expect.objectContaining({ body }));
    expect(new Set(send.mock.calls.map(([, key]) => key)).size).toBe(1);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(send).toHaveBeenCalledTimes(4);
  });
  it("that is refused is not kept: whoever made it is there to look", async () => {
    send.mockRejectedValue(new Problem("slot_full", 409));
    const outbox = started();
    await expect(outbox.book(body)).rejects.toMatchObject({ code: "slot_full" });
    expect(outbox.items()).toEqual([]);
  });
});

describe("what is kept", () => {
  it("is sent when the next page begins, and when the browser is online again", async () => {
    await open().book(body);
    const next = started();
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledTimes(2);
    send.mockResolvedValue(callback);
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(next.items()).toEqual([]);
  });
  it("is nobody else's who uses the browser", async () => {
    await open("WK1").book(body);
    const other = started("WK2");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(other.items()).toEqual([]);
    expect(send).toHaveBeenCalledOnce();
  });
  it("stays, and says why, once it is refused: it is not sent again by itself", async () => {
    const outbox = started();
    await outbox.book(body);
    send.mockRejectedValue(new Problem("in_the_past", 422, { detail: "too late" }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(outbox.items()).toMatchObject([{ refused: { code: "in_the_past", detail: "too late" } }]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(send).toHaveBeenCalledTimes(2);
    send.mockResolvedValue(callback);
    await outbox.tryNow(outbox.items()[0]?.key);
    expect(outbox.items()).toEqual([]);
  });
  it("waits while nobody is signed in", async () => {
    const outbox = started();
    await outbox.book(body);
    send.mockRejectedValue(new Problem("unauthenticated", 401));
    await vi.advanceTimersByTimeAsync(2000);
    expect(outbox.items()[0]?.refused).toBeUndefined();
  });
  it("that is abandoned while it is being sent does not come back", async () => {
    const outbox = started();
    await outbox.book(body);
    let fail: (() => void) | undefined;
    send.mockImplementation(() => new Promise((_, reject) => { fail = () => { reject(new Problem("unreachable", 0)); }; }));
    const trying = outbox.tryNow();
    outbox.abandon(outbox.items()[0]?.key ?? "");
    fail?.();
    await trying;
    expect(outbox.items()).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });
  it("is not said to be kept by a browser that keeps nothing", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementationOnce(() => { throw new Error("full"); });
    await expect(open().book(body)).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("the pause", () => {
  it("doubles up to a minute, and is not the same for all", () => {
    expect([0, 1, 2, 20].map((tries) => retryAfter(tries, () => 1))).toEqual([2000, 4000, 8000, 60_000]);
    expect(retryAfter(0, () => 0)).toBe(1000);
  });
});
