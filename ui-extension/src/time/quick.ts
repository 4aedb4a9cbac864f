import type { Temporal } from "temporal-polyfill";

import { toLocalTime, zoned } from "./wall";

/** What donors say. Each name is a string `booking.quick_…`. */
export type QuickName = "in_an_hour" | "in_2_hours" | "this_evening" | "tomorrow_morning" | "tomorrow_same_time" | "tomorrow_evening" | "saturday_morning" | "monday_evening";

export interface QuickChoice {
  name: QuickName;
  /** As the API's local_time, on the donor's clock. */
  localTime: string;
}

const morning = 10;
const evening = 18;

/**
 * quickChoices are times in the donor's own words, on the donor's clock. Those that are past, or nearer than the words would make a donor
 * think, are left out. Whether each may be booked is for the backend to say.
 */
export function quickChoices(now: number, zone: string): QuickChoice[] {
  const here = zoned(now, zone);
  const tomorrow = here.add({ days: 1 });
  const choices: [QuickName, Temporal.ZonedDateTime][] = [
    ["in_an_hour", roundUp(here.add({ hours: 1 }))],
    ["in_2_hours", roundUp(here.add({ hours: 2 }))],
    ["tomorrow_same_time", roundUp(tomorrow)],
    ["tomorrow_morning", at(tomorrow, morning)],
    ["tomorrow_evening", at(tomorrow, evening)],
  ];
  if (here.hour < evening - 2) choices.splice(2, 0, ["this_evening", at(here, evening)]);
  if (here.dayOfWeek < 5) choices.push(["saturday_morning", at(nextWeekday(here, 6), morning)]);
  if (here.dayOfWeek === 5 || here.dayOfWeek === 6) choices.push(["monday_evening", at(nextWeekday(here, 1), evening)]);
  return choices.map(([name, time]) => ({ name, localTime: toLocalTime(time) }));
}

function at(day: Temporal.ZonedDateTime, hour: number): Temporal.ZonedDateTime {
  return day.with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
}

/** roundUp goes to the next five minutes: nobody promises 14:37. */
function roundUp(time: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return time.round({ smallestUnit: "minute", roundingIncrement: 5, roundingMode: "ceil" });
}

function nextWeekday(from: Temporal.ZonedDateTime, weekday: number): Temporal.ZonedDateTime {
  return from.add({ days: (weekday - from.dayOfWeek + 7) % 7 || 7 });
}
