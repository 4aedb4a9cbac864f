import { describe, expect, it } from "vitest";

import type { Schema } from "../api/client";
import { partsOf } from "./parts";
import { makeReminders } from "./reminders";
import { snoozed } from "./snoozed";

const minute = 60_000;
const noon = Date.parse("2026-11-18T01:00:00Z"); // noon in Sydney

function due(id: string, inMinutes: number, status: Schema<"Status"> = "scheduled"): Schema<"Callback"> {
  return { id, status, due_at: new Date(noon + inMinutes * minute).toISOString() } as Schema<"Callback">;
}

describe("the list", () => {
  it("has what is due, then the viewer's own day, then what is after it", () => {
    const parts = partsOf([due("tomorrow", 13 * 60), due("evening", 6 * 60), due("late", -3), due("queued", 20, "queued"), due("soon", 4)], noon, "Australia/Sydney");
    expect(parts.now.map(({ id }) => id)).toEqual(["late", "queued"]);
    expect(parts.today.map(({ id }) => id)).toEqual(["soon", "evening"]);
    expect(parts.later.map(({ id }) => id)).toEqual(["tomorrow"]);
  });
});

describe("reminders", () => {
  const told = (remind: ReturnType<typeof makeReminders>, at: number, quiet = false, inMinutes = 10) =>
    remind([due("a", inMinutes)], noon + at * minute, quiet).map(({ kind }) => kind);
  it("come five minutes before and when it is due, once each", () => {
    const remind = makeReminders();
    expect([0, 4.9, 5, 7, 10, 12].map((at) => told(remind, at).join())).toEqual(["", "", "soon", "", "due", ""]);
  });
  it("are silent during a call, and made up for after it", () => {
    const remind = makeReminders();
    expect([5, 9, 11].map((at) => told(remind, at, true).join())).toEqual(["", "", ""]);
    expect(told(remind, 14)).toEqual(["due"]);
  });
  it("come again for a promise that was moved", () => {
    const remind = makeReminders();
    expect(told(remind, 6)).toEqual(["soon"]);
    expect(told(remind, 56, false, 60)).toEqual(["soon"]);
  });
  it("are not given for what was due long before anybody looked", () => {
    expect(told(makeReminders(), 30)).toEqual([]);
  });
});

describe("putting off", () => {
  it("is by a quarter of an hour on the donor's clock, from now if it is due, to five minutes", () => {
    const promised = { window_start: "2026-11-18T01:00:00.000Z", timezone: "Australia/Perth" };
    expect(snoozed(promised, noon - 30 * minute)).toBe("2026-11-18T09:15");
    expect(snoozed(promised, noon + 7 * minute)).toBe("2026-11-18T09:25");
  });
});
