import type { Schema } from "./client";
import { asProblem, type ProblemCode } from "./problem";
import { newKey } from "./writes";

type Booking = Schema<"CreateCallback">;
type Callback = Schema<"Callback">;

/** Kept is a booking that the browser holds because nobody has said yet that it is stored. */
export interface Kept {
  /** Its Idempotency-Key, under which it is sent each time. */
  key: string;
  body: Booking;
  /** When it was made, in milliseconds. */
  at: number;
  tries: number;
  /** Why it was refused. It is not sent again by itself then: somebody must look at it. */
  refused?: { code: ProblemCode; detail: string };
}

/** What came of a booking: stored, or kept here until it is. */
export type Booked = { callback: Callback } | { kept: Kept };

interface Surroundings {
  /** Whose bookings these are: a browser is shared, and a promise is made in the name of whoever made it. */
  owner: string;
  send(body: Booking, key: string): Promise<Callback>;
  /** Told when a booking that was kept is stored at last. */
  stored(callback: Callback, kept: Kept): void;
  store?: Storage;
  now?: () => number;
  random?: () => number;
}

export interface Outbox {
  /** The bookings kept, oldest first; the same list until one changes. */
  items(): readonly Kept[];
  subscribe(listener: () => void): () => void;
  /** Sends a booking, and keeps it when no answer comes. Throws the Problem of a refusal. */
  book(body: Booking): Promise<Booked>;
  /** Sends one that is kept, or all, now. */
  tryNow(key?: string): Promise<void>;
  /** Forgets a booking that was never stored. */
  abandon(key: string): void;
  /** Begins to retry, with what an earlier page left too; gives the way to stop. */
  start(): () => void;
}

const firstPause = 2000; // milliseconds
const longestPause = 60_000;

/** retryAfter is how long to wait after so many tries: it doubles, with jitter, so that a restart is not met by all at once. */
export function retryAfter(tries: number, random: () => number): number {
  return Math.min(longestPause, firstPause * 2 ** Math.min(tries, 10)) * (0.5 + random() / 2);
}

/** makeOutbox keeps bookings under a key of the browser's storage each, so that two pages never overwrite each other's. */
export function makeOutbox({ owner, send, stored, store = localStorage, now = Date.now, random = Math.random }: Surroundings): Outbox {
  const prefix = `ringback.outbox.${owner}.`;
  const listeners = new Set<() => void>();
  const sending = new Set<string>();
  let list: readonly Kept[] = read(store, prefix);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;

  function changed() {
    list = read(store, prefix);
    listeners.forEach((each) => { each(); });
    plan();
  }
  function keep(kept: Kept) {
    write(store, prefix + kept.key, kept);
    changed();
  }
  function drop(key: string) {
    store.removeItem(prefix + key);
    changed();
  }
  function plan() {
    clearTimeout(timer);
    const waiting = list.filter(({ refused }) => !refused);
    if (!running || waiting.length === 0) return;
    timer = setTimeout(() => void tryNow(), retryAfter(Math.min(...waiting.map(({ tries }) => tries)), random));
  }
  async function retry(kept: Kept): Promise<void> {
    if (sending.has(kept.key)) return;
    sending.add(kept.key);
    try {
      const callback = await send(kept.body, kept.key);
      drop(kept.key);
      stored(callback, kept);
    } catch (failure) {
      const { passing, code, detail } = asProblem(failure);
      // Abandoned meanwhile, here or in another page: it must not come back.
      if (store.getItem(prefix + kept.key) === null) return;
      keep({ ...kept, tries: kept.tries + 1, ...(passing || code === "unauthenticated" ? {} : { refused: { code, detail } }) });
    } finally {
      sending.delete(kept.key);
    }
  }
  async function tryNow(key?: string): Promise<void> {
    const chosen = list.filter((kept) => (key ? kept.key === key : !kept.refused));
    await Promise.all(chosen.map((kept) => retry(unrefused(kept))));
  }

  return {
    items: () => list,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async book(body) {
      const kept: Kept = { key: newKey(), body, at: now(), tries: 0 };
      sending.add(kept.key);
      // Before it is sent: a page that is closed while the answer is on its way loses nothing.
      const held = write(store, prefix + kept.key, kept);
      try {
        const callback = await send(body, kept.key);
        store.removeItem(prefix + kept.key);
        return { callback };
      } catch (failure) {
        const problem = asProblem(failure);
        if (problem.passing && held) return { kept };
        store.removeItem(prefix + kept.key);
        throw problem;
      } finally {
        sending.delete(kept.key);
        changed();
      }
    },
    tryNow,
    abandon: drop,
    start() {
      running = true;
      const online = () => void tryNow();
      const elsewhere = (event: StorageEvent) => { if (event.key?.startsWith(prefix)) changed(); };
      addEventListener("online", online);
      addEventListener("storage", elsewhere);
      void tryNow();
      plan();
      return () => {
        running = false;
        clearTimeout(timer);
        removeEventListener("online", online);
        removeEventListener("storage", elsewhere);
      };
    },
  };
}

function unrefused(kept: Kept): Kept {
  const { key, body, at, tries } = kept;
  return { key, body, at, tries };
}

function read(store: Storage, prefix: string): Kept[] {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at)).filter((key) => key?.startsWith(prefix));
  return keys.map((key) => parse(store.getItem(key ?? ""))).filter((kept) => kept !== undefined).sort((one, other) => one.at - other.at);
}

function parse(text: string | null): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    return typeof kept === "object" && kept !== null && "key" in kept && "body" in kept && "at" in kept ? (kept as Kept) : undefined;
  } catch {
    return undefined; // not ours
  }
}

/** write says whether the browser keeps it: one that keeps nothing must not be said to. */
function write(store: Storage, key: string, kept: Kept): boolean {
  try {
    store.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}
