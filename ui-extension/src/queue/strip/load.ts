import type { Bar } from "../../charts/Bars";
import type { Schema } from "../../api/client";

type SlotLoad = Schema<"SlotLoad">;

const quarter = 15 * 60_000; // milliseconds

/** nextHour is how many promises begin within the hour. The quarter that runs is counted with it: the figures know no finer. */
export function nextHour(load: readonly SlotLoad[], now: number): number {
  const from = Math.floor(now / quarter) * quarter;
  return load.filter(({ start }) => Date.parse(start) >= from && Date.parse(start) < now + 4 * quarter).reduce((sum, { promised }) => sum + promised, 0);
}

/** loadBars are so many quarter hours from now on, those without a promise too. Only full hours have their time written below them. */
export function loadBars(load: readonly SlotLoad[], now: number, count: number, show: (instant: number) => string): Bar[] {
  const known = new Map(load.map((slot) => [Date.parse(slot.start), slot]));
  const from = Math.floor(now / quarter) * quarter;
  return Array.from({ length: count }, (_, index) => {
    const start = from + index * quarter;
    const { promised = 0, capacity = null } = known.get(start) ?? {};
    return {
      label: show(start),
      tick: start % (4 * quarter) === 0 ? show(start) : "",
      value: promised,
      ...(capacity === null ? {} : { limit: capacity }),
      tone: capacity !== null && promised > capacity ? "error" : "primary",
    };
  });
}

/** hasCapacity is true where somebody said how much can be kept. */
export function hasCapacity(load: readonly SlotLoad[]): boolean {
  return load.some(({ capacity }) => capacity !== null);
}
