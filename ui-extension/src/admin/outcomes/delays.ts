const seconds = { m: 60, h: 3600, d: 86_400 } as const;

/** readDelays reads "10m, 2h, 1d"; undefined when something else is written. */
export function readDelays(text: string): number[] | undefined {
  const words = text.split(/[\s,،]+/).filter(Boolean);
  const delays = words.map((word) => {
    const [, number, unit] = /^(\d+)([mhd])$/i.exec(word) ?? [];
    return number === undefined ? undefined : Number(number) * seconds[(unit ?? "m").toLowerCase() as keyof typeof seconds];
  });
  return delays.every((delay) => delay !== undefined) ? delays : undefined;
}

/** writeDelays is the other way round, each in the largest unit that fits. */
export function writeDelays(delays: readonly number[]): string {
  return delays.map(writeDelay).join(", ");
}

function writeDelay(delay: number): string {
  if (delay % seconds.d === 0) return `${delay / seconds.d}d`;
  if (delay % seconds.h === 0) return `${delay / seconds.h}h`;
  return `${Math.round(delay / seconds.m)}m`;
}
