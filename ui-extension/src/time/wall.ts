import { Temporal } from "temporal-polyfill";

/** What a wall time comes to in a zone. The backend judges the same way; this only says it before it is asked. */
export interface Placed {
  instant: number;
  adjustment: "dst_gap" | "dst_overlap" | null;
}

/** wallNow is a zone's wall time at an instant, to the minute, as the API's local_time wants it. */
export function wallNow(instant: number, zone: string): string {
  return toLocalTime(zoned(instant, zone));
}

/** place finds the instant of a wall time: after a gap the first instant, of two the earlier. Undefined: no date and time. */
export function place(localTime: string, zone: string): Placed | undefined {
  try {
    const wall = Temporal.PlainDateTime.from(localTime);
    const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
    const later = wall.toZonedDateTime(zone, { disambiguation: "later" });
    if (earlier.epochMilliseconds === later.epochMilliseconds) return { instant: earlier.epochMilliseconds, adjustment: null };
    const inGap = !earlier.toPlainDateTime().equals(wall);
    if (!inGap) return { instant: earlier.epochMilliseconds, adjustment: "dst_overlap" };
    const jump = earlier.getTimeZoneTransition("next");
    return { instant: jump?.epochMilliseconds ?? later.epochMilliseconds, adjustment: "dst_gap" };
  } catch {
    return undefined;
  }
}

/** joinLocalTime makes a local_time of what the inputs for a date and a time hold; undefined while one is empty. */
export function joinLocalTime(date: string, time: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && /^\d{2}:\d{2}$/.test(time) ? `${date}T${time}` : undefined;
}

/** splitLocalTime is the other way round. */
export function splitLocalTime(localTime: string): { date: string; time: string } {
  const [date = "", time = ""] = localTime.split("T");
  return { date, time: time.slice(0, 5) };
}

/** zoned is an instant as a zone's calendar has it. */
export function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

/** toLocalTime cuts a time to the minute. */
export function toLocalTime(at: Temporal.ZonedDateTime | Temporal.PlainDateTime): string {
  return at.toString().slice(0, 16);
}

/** zones are the names that the browser knows, for choosing one. */
export function zones(): string[] {
  return Intl.supportedValuesOf("timeZone");
}
