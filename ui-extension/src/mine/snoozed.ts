import type { Schema } from "../api/client";
import { wallNow } from "../time/wall";

const quarter = 15 * 60_000;
const fiveMinutes = 5 * 60_000;

/** snoozed is the wall time, on the donor's clock, of a promise that is put off by a quarter of an hour, counted from now if it is due. */
export function snoozed({ window_start, timezone }: Pick<Schema<"Callback">, "window_start" | "timezone">, now: number): string {
  const from = Math.max(now, Date.parse(window_start));
  return wallNow(Math.ceil((from + quarter) / fiveMinutes) * fiveMinutes, timezone);
}
