import { useMemo } from "react";

import { useLanguage } from "../../strings/languages";
import { clock, days, formatSpan, readWeek, type Day, type Interval } from "./spans";

const aMonday = Date.UTC(2024, 0, 1);
const dayLength = 24 * 3_600_000;

/** useDayNames gives the days' names in the reader's language. */
export function useDayNames(length: "long" | "short" = "long"): Record<Day, string> {
  const { locale } = useLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: "UTC" });
    return Object.fromEntries(days.map((day, index) => [day, format.format(aMonday + index * dayLength)])) as Record<Day, string>;
  }, [locale, length]);
}

/** summaryOf writes a week in a line: "Mon–Fri 09:00–20:00, Sat 09:00–17:00". */
export function summaryOf(week: Record<string, string[]>, names: Record<Day, string>, closed: string): string {
  const plan = readWeek(week);
  const runs: { first: Day; last: Day; hours: readonly Interval[] }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && same(run.hours, plan[day])) run.last = day;
    else runs.push({ first: day, last: day, hours: plan[day] });
  }
  const open = runs.filter(({ hours }) => hours.length > 0);
  if (open.length === 0) return closed;
  return open.map(({ first, last, hours }) => `${first === last ? names[first] : `${names[first]}–${names[last]}`} ${hours.map((each) => `${clock(each.from)}–${clock(each.to)}`).join(", ")}`).join(" · ");
}

function same(one: readonly Interval[], other: readonly Interval[]): boolean {
  return one.map(formatSpan).join() === other.map(formatSpan).join();
}
