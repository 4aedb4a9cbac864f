import { useEffect, useState } from "react";

/** Clock is the backend's time as far as the browser can tell it. */
export interface Clock {
  now(): number;
  /** Takes the Date of an answer, which is exact to the second. */
  heard(date: string | null): void;
}

const unnoticed = 2000; // milliseconds: less than this is the answer's way and the second that Date is cut to

/** makeClock starts from the browser's clock, and corrects it once answers show that it is wrong. */
export function makeClock(own: () => number = Date.now): Clock {
  let offset = 0;
  return {
    now: () => own() + offset,
    heard(date) {
      const told = date ? Date.parse(date) : Number.NaN;
      if (Number.isNaN(told)) return;
      const found = told + 500 - own();
      offset = Math.abs(found) > unnoticed ? found : 0;
    },
  };
}

// One timer for every text that counts down, so that they all change together.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function listen(tick: () => void): () => void {
  listeners.add(tick);
  timer ??= setInterval(() => {
    listeners.forEach((each) => {
      each();
    });
  }, 1000);
  return () => {
    listeners.delete(tick);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** useNow is the time, cut to steps of so many seconds: a component is drawn again at each step only. */
export function useNow(now: () => number, stepSeconds = 1): number {
  const step = stepSeconds * 1000;
  const [at, setAt] = useState(() => Math.floor(now() / step) * step);
  useEffect(() => {
    const tick = () => {
      setAt(Math.floor(now() / step) * step);
    };
    tick();
    return listen(tick);
  }, [now, step]);
  return at;
}
