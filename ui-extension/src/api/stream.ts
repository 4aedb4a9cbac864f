import { authorize, credentialsOf, type Schema, type Surroundings } from "./client";
import { makeSseParser, type Sent } from "./sse";

/** How the stream fares: screens show `away` as "offline", and poll meanwhile. */
export type StreamState = "connecting" | "live" | "away";

export interface StreamListener {
  change(change: Schema<"StreamedChange">): void;
  /** Too much was missed: everything is to be read anew. */
  reset(): void;
  state(state: StreamState): void;
}

const silence = 45_000; // milliseconds: three heartbeats of the backend missed
const longestPause = 30_000;

/** pauseAfter is how long to wait after so many failures in a row: it doubles, with jitter, so that a restart is not met by all at once. */
export function pauseAfter(failures: number, random: () => number = Math.random): number {
  return Math.min(longestPause, 500 * 2 ** Math.min(failures, 10)) * (0.5 + random() / 2);
}

/**
 * follow reads the stream until it is told to stop, and comes again when it breaks, from the last line that it has seen. It is read with
 * fetch, since EventSource cannot send a token.
 */
export function follow(at: Surroundings, listener: StreamListener): () => void {
  const stop = new AbortController();
  void run(at, listener, stop.signal);
  return () => {
    stop.abort();
  };
}

async function run(at: Surroundings, listener: StreamListener, stop: AbortSignal): Promise<void> {
  let last = "";
  let failures = 0;
  function hear(sent: Sent) {
    if (sent.id) last = sent.id;
    if (sent.event === "reset") listener.reset();
    if (sent.event === "change") listener.change(JSON.parse(sent.data) as Schema<"StreamedChange">);
  }
  while (!stop.aborted) {
    listener.state("connecting");
    await readOnce(at, last, stop, hear, () => {
      // What happened between the lists' reading and a first stream's beginning is in no stream; nor is what a long absence missed.
      if (failures > 0 && !last) listener.reset();
      failures = 0;
      listener.state("live");
    });
    if (stop.aborted) return;
    failures++;
    if (failures > 1) listener.state("away");
    await pause(pauseAfter(failures - 1), stop);
  }
}

async function readOnce(at: Surroundings, last: string, stop: AbortSignal, hear: (sent: Sent) => void, live: () => void): Promise<void> {
  const cut = new AbortController();
  const quit = () => {
    cut.abort();
  };
  stop.addEventListener("abort", quit);
  let watchdog = setTimeout(quit, silence);
  try {
    const headers = new Headers({ Accept: "text/event-stream" });
    if (last) headers.set("Last-Event-ID", last);
    authorize(headers, at, "GET");
    const response = await fetch(`${at.baseUrl}/api/v1/stream`, { headers, credentials: credentialsOf(at), signal: cut.signal, cache: "no-store" });
    if (!response.ok || !response.body) return;
    live();
    const parse = makeSseParser(hear);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(quit, silence);
      parse(piece.value);
    }
  } catch {
    // cut off, or nobody there: the caller comes again either way
  } finally {
    clearTimeout(watchdog);
    stop.removeEventListener("abort", quit);
  }
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
