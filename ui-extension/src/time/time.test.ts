import { describe, expect, it } from "vitest";

import { makeClock } from "./clock";
import { quickChoices } from "./quick";
import { sameClock, showIn, showStretch, zonePlace } from "./show";
import { joinLocalTime, place, splitLocalTime, wallNow } from "./wall";

const noon = Date.parse("2026-11-18T12:00:00Z"); // a Wednesday

describe("showing an instant", () => {
  it("follows the zone's clocks, not the viewer's", () => {
    expect(showIn(noon, "Australia/Perth", "en-GB", "time")).toBe("20:00");
    expect(showIn(noon, "America/New_York", "en-GB", "dayTime")).toContain("07:00");
  });
  it("knows when two zones show the same", () => {
    expect(sameClock("Australia/Sydney", "Australia/Melbourne", noon)).toBe(true);
    expect(sameClock("Australia/Sydney", "Australia/Brisbane", noon)).toBe(false);
  });
  it("says a stretch of time as people do", () => {
    expect(showStretch(5 * 60_000, "en")).toBe("5 min");
    expect(showStretch(-26 * 3_600_000, "en")).toBe("26 hr");
    expect(showStretch(3 * 86_400_000, "en", "long")).toBe("3 days");
    expect(zonePlace("America/New_York")).toBe("New York");
  });
});

describe("a wall time", () => {
  it("that a clock change leaves out is the first instant after it", () => {
    expect(place("2027-03-14T02:30", "America/New_York")).toEqual({ instant: Date.parse("2027-03-14T07:00:00Z"), adjustment: "dst_gap" });
  });
  it("that comes twice is the earlier", () => {
    expect(place("2026-11-01T01:30", "America/New_York")).toEqual({ instant: Date.parse("2026-11-01T05:30:00Z"), adjustment: "dst_overlap" });
  });
  it("is otherwise what it says", () => {
    expect(place("2026-12-01T18:00", "Australia/Perth")).toEqual({ instant: Date.parse("2026-12-01T10:00:00Z"), adjustment: null });
    expect(place("soon", "Australia/Perth")).toBeUndefined();
  });
  it("is joined of two inputs once both are filled", () => {
    expect(joinLocalTime("2026-12-01", "18:00")).toBe("2026-12-01T18:00");
    expect(joinLocalTime("2026-12-01", "")).toBeUndefined();
    expect(splitLocalTime("2026-12-01T18:00:00")).toEqual({ date: "2026-12-01", time: "18:00" });
    expect(wallNow(noon, "Australia/Perth")).toBe("2026-11-18T20:00");
  });
});

describe("quick choices", () => {
  function at(when: string, zone: string) {
    return Object.fromEntries(quickChoices(Date.parse(when), zone).map((choice) => [choice.name, choice.localTime]));
  }
  it("are on the donor's clock", () => {
    expect(at("2026-11-18T01:02:00Z", "Australia/Perth")).toEqual({
      in_an_hour: "2026-11-18T10:05",
      in_2_hours: "2026-11-18T11:05",
      this_evening: "2026-11-18T18:00",
      tomorrow_same_time: "2026-11-19T09:05",
      tomorrow_morning: "2026-11-19T10:00",
      tomorrow_evening: "2026-11-19T18:00",
      saturday_morning: "2026-11-21T10:00",
    });
  });
  it("leave out an evening that has come, and offer Monday at a week's end", () => {
    const friday = at("2026-11-20T17:00:00Z", "Europe/London");
    expect(friday["this_evening"]).toBeUndefined();
    expect(friday["saturday_morning"]).toBeUndefined();
    expect(friday["monday_evening"]).toBe("2026-11-23T18:00");
  });
  it("count hours as they pass across a clock change", () => {
    expect(at("2027-03-14T06:30:00Z", "America/New_York")["in_an_hour"]).toBe("2027-03-14T03:30");
  });
});

describe("the clock", () => {
  it("is set right by the backend, and left alone when it is about right", () => {
    const clock = makeClock(() => noon);
    clock.heard("Wed, 18 Nov 2026 12:10:00 GMT");
    expect(Math.round((clock.now() - noon) / 60_000)).toBe(10);
    clock.heard("Wed, 18 Nov 2026 12:00:01 GMT");
    expect(clock.now()).toBe(noon);
    clock.heard(null);
    expect(clock.now()).toBe(noon);
  });
});
