import type { Schema } from "../api/client";

type Callback = Schema<"Callback">;

/** The parts of the day that an agent's list falls into. */
export interface Parts {
  now: Callback[];
  today: Callback[];
  later: Callback[];
}

/** partsOf sorts promises by when they are next to be rung: due already, on the viewer's own date, after it. */
export function partsOf(items: readonly Callback[], now: number, zone: string): Parts {
  const parts: Parts = { now: [], today: [], later: [] };
  for (const callback of [...items].sort((one, other) => one.due_at.localeCompare(other.due_at))) parts[partFor(callback, now, zone)].push(callback);
  return parts;
}

function partFor({ due_at, status }: Callback, now: number, zone: string): keyof Parts {
  if (Date.parse(due_at) <= now || status !== "scheduled") return "now";
  return onSameDate(due_at, now, zone) ? "today" : "later";
}

function onSameDate(at: string, now: number, zone: string): boolean {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  return day.format(Date.parse(at)) === day.format(now);
}
