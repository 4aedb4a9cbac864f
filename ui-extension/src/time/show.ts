/** The viewer's own zone, by the browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export type Form = "time" | "day" | "dayTime" | "full";

const forms: Record<Form, Intl.DateTimeFormatOptions> = {
  time: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "short", day: "numeric", month: "short" },
  dayTime: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
};

// Formatters cost a hundred times more to make than to use, and a long table needs the same few.
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${locale} ${zone} ${JSON.stringify(options)}`;
  let found = made.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...options, timeZone: zone });
    made.set(name, found);
  }
  return found;
}

/** showIn writes an instant as the clocks of a zone show it. */
export function showIn(instant: string | number, zone: string, locale: string, form: Form = "dayTime"): string {
  return formatter(locale, zone, forms[form]).format(new Date(instant));
}

/** spanIn writes an instant, or a window from then on, as the clocks of a zone show it; the end's date only where it is another. */
export function spanIn(from: string | number, until: string | number | undefined, zone: string, locale: string, form: Form = "dayTime"): string {
  const start = showIn(from, zone, locale, form);
  if (until === undefined) return start;
  const sameDate = showIn(from, zone, locale, "day") === showIn(until, zone, locale, "day");
  return `${start} – ${showIn(until, zone, locale, sameDate ? "time" : "dayTime")}`;
}

/** zoneName is what people there call their time: "Australian Eastern Daylight Time"; short: "GMT+11" or "AEDT". */
export function zoneName(zone: string, instant: string | number, locale: string, length: "long" | "short" = "short"): string {
  const parts = formatter(locale, zone, { timeZoneName: length }).formatToParts(new Date(instant));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** zonePlace is the part of a zone's name that people know: Melbourne of Australia/Melbourne. */
export function zonePlace(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** sameClock is true where two zones show the same time at an instant: then one clock is enough. */
export function sameClock(one: string, other: string, instant: string | number): boolean {
  return showIn(instant, one, "en-GB", "full") === showIn(instant, other, "en-GB", "full");
}

/** sameDay is true when an instant falls on the same date in both zones. */
export function sameDay(one: string, other: string, instant: string | number): boolean {
  return showIn(instant, one, "en-GB", "day") === showIn(instant, other, "en-GB", "day");
}

/** A stretch of time in the unit that a person would say it in. */
export interface Stretch {
  value: number;
  unit: "second" | "minute" | "hour" | "day";
}

/** stretchOf cuts milliseconds to whole minutes, hours or days, and to seconds below a minute. */
export function stretchOf(milliseconds: number): Stretch {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < 60) return { value: seconds, unit: "second" };
  if (seconds < 90 * 60) return { value: Math.floor(seconds / 60), unit: "minute" };
  if (seconds < 36 * 3600) return { value: Math.round(seconds / 3600), unit: "hour" };
  return { value: Math.round(seconds / 86_400), unit: "day" };
}

/** showStretch writes a stretch of time: "5 min". */
export function showStretch(milliseconds: number, locale: string, unitDisplay: "short" | "long" | "narrow" = "short"): string {
  const { value, unit } = stretchOf(milliseconds);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay }).format(value);
}

/** showRate writes a rate as per cent; a dash where there is nothing to take it of. */
export function showRate(rate: number | null, locale: string): string {
  return rate === null ? "–" : new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(rate);
}
