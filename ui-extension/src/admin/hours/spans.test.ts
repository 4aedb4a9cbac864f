import { describe, expect, it } from "vitest";

import { between, formatSpan, paint, parseSpan, pieceAt, readWeek, writeWeek } from "./spans";

describe("a week of calling hours", () => {
  it("is read with runs of days and ends past midnight, and written by day", () => {
    const plan = readWeek({ "mon-wed": ["09:00-12:00", "13:00-20:00"], sat: ["22:00-02:00"] });
    expect(plan.tue).toEqual([{ from: 540, to: 720 }, { from: 780, to: 1200 }]);
    expect(plan.sun).toEqual([]);
    expect(writeWeek(plan)).toEqual({ mon: ["09:00-12:00", "13:00-20:00"], tue: ["09:00-12:00", "13:00-20:00"], wed: ["09:00-12:00", "13:00-20:00"], sat: ["22:00-26:00"] });
    expect(parseSpan("nine to five")).toBeUndefined();
  });
  it("takes an end that is not after its start for the next day's", () => {
    expect(formatSpan(between(22 * 60, 2 * 60))).toBe("22:00-26:00");
    expect(formatSpan(between(9 * 60, 0))).toBe("09:00-24:00");
    expect(formatSpan(between(9 * 60, 26 * 60))).toBe("09:00-26:00");
  });
  it("is painted by pieces, which join and are cut out", () => {
    let plan = readWeek({ sat: ["09:00-12:00"] });
    plan = paint(plan, "sat", { from: 720, to: 750 }, true);
    expect(plan.sat).toEqual([{ from: 540, to: 750 }]);
    plan = paint(plan, "sat", { from: 600, to: 630 }, false);
    expect(plan.sat).toEqual([{ from: 540, to: 600 }, { from: 630, to: 750 }]);
  });
  it("shows and cuts what runs into a day from the one before, across the week's end too", () => {
    const plan = readWeek({ sun: ["22:00-02:00"] });
    expect(pieceAt(plan, "mon", 60)).toBe("spilt");
    expect(pieceAt(plan, "mon", 120)).toBe("closed");
    expect(writeWeek(paint(plan, "mon", { from: 60, to: 90 }, false))).toEqual({ sun: ["22:00-25:00", "25:30-26:00"] });
  });
});
