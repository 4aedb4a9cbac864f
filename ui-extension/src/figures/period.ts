/** How far back the figures reach. */
export const periods = ["day", "week", "month", "quarter"] as const;
export type PeriodName = (typeof periods)[number];

const days: Record<PeriodName, number> = { day: 1, week: 7, month: 30, quarter: 91 };
const step = 5 * 60_000; // milliseconds: a period that ends at the very moment would be another at each drawing, and one that reaches ahead counts promises that nobody could keep yet

/** periodOf is the period as the API wants it: so many days until now. */
export function periodOf(name: PeriodName, now: number): { from: string; to: string } {
  const to = Math.floor(now / step) * step;
  return { from: new Date(to - days[name] * 86_400_000).toISOString(), to: new Date(to).toISOString() };
}

export function isPeriod(text: string): text is PeriodName {
  return (periods as readonly string[]).includes(text);
}
