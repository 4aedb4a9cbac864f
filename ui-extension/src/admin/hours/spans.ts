/** The days of a week as the API writes them. */
export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof days)[number];

/** Interval is a part of a day in minutes after its midnight. An end above 1440 is of the next day. */
export interface Interval {
  from: number;
  to: number;
}

export type WeekPlan = Readonly<Record<Day, readonly Interval[]>>;

export const wholeDay = 24 * 60;

/** parseSpan reads 08:00-20:00; an end at or before the start is of the next day, as 26:00 is. */
export function parseSpan(text: string): Interval | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (fromHour === undefined) return undefined;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  return { from, to: to > from ? to : to + wholeDay };
}

export function formatSpan({ from, to }: Interval): string {
  return `${clock(from)}-${clock(to)}`;
}

/** clock writes minutes as 09:30, those of the next day as 26:00. */
export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** wallClock is what an input for a time holds: 26:00 is 02:00 there. */
export function wallClock(minutes: number): string {
  return clock(minutes % wholeDay);
}

/** minutesOf reads what an input for a time holds. */
export function minutesOf(time: string): number | undefined {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

/** between makes an interval of two wall times; the end is on the next day when it is not after the start. */
export function between(from: number, to: number): Interval {
  const start = from % wholeDay;
  const end = to % wholeDay;
  return { from: start, to: end > start ? end : end + wholeDay };
}

/** readWeek reads a week of the API: single days, or runs such as mon-fri. */
export function readWeek(week: Readonly<Record<string, readonly string[]>>): WeekPlan {
  const plan: Record<Day, Interval[]> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const [name, spans] of Object.entries(week)) {
    for (const day of runOf(name)) plan[day].push(...spans.flatMap((span) => parseSpan(span) ?? []));
  }
  return plan;
}

function runOf(name: string): readonly Day[] {
  const [first = "", last = first] = name.split("-");
  const from = days.findIndex((day) => day === first);
  const to = days.findIndex((day) => day === last);
  return from < 0 || to < from ? [] : days.slice(from, to + 1);
}

/** writeWeek is the other way round; closed days are left out. */
export function writeWeek(plan: WeekPlan): Record<string, string[]> {
  return Object.fromEntries(days.filter((day) => plan[day].length > 0).map((day) => [day, plan[day].map(formatSpan)]));
}

/** merge joins intervals that touch or overlap, in order. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const next of [...intervals].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else joined.push({ ...next });
  }
  return joined;
}

function without(intervals: readonly Interval[], cut: Interval): Interval[] {
  return intervals.flatMap(({ from, to }) => {
    if (to <= cut.from || from >= cut.to) return [{ from, to }];
    return [{ from, to: cut.from }, { from: cut.to, to }].filter((rest) => rest.to > rest.from);
  });
}

export function dayBefore(day: Day): Day {
  return days[(days.indexOf(day) + days.length - 1) % days.length] ?? day;
}

/** What a piece of a day is: no calls, calls, or calls that began the day before. */
export type Piece = "closed" | "open" | "spilt";

/** pieceAt says what the time at a minute of a day is. */
export function pieceAt(plan: WeekPlan, day: Day, minute: number): Piece {
  if (covers(plan[day], minute)) return "open";
  return covers(plan[dayBefore(day)], minute + wholeDay) ? "spilt" : "closed";
}

function covers(intervals: readonly Interval[], minute: number): boolean {
  return intervals.some(({ from, to }) => from <= minute && minute < to);
}

/** paint opens or closes a piece of a day; what ran into it from the day before ends there. */
export function paint(plan: WeekPlan, day: Day, piece: Interval, open: boolean): WeekPlan {
  if (open) return pieceAt(plan, day, piece.from) === "closed" ? { ...plan, [day]: merge([...plan[day], piece]) } : plan;
  const before = dayBefore(day);
  const late = { from: piece.from + wholeDay, to: piece.to + wholeDay };
  return { ...plan, [before]: without(plan[before], late), [day]: without(day === before ? plan[before] : plan[day], piece) };
}
