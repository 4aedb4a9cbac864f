import { QueryCache, QueryClient } from "@tanstack/react-query";

import type { Schema } from "./client";
import { asProblem } from "./problem";

/** What the cache holds, by first word. Anything that a change of a callback may alter begins with one of these. */
export const keys = {
  callbacks: ["callbacks"] as const,
  mine: ["callbacks", "mine"] as const,
  /** The long list, which is altered in place: a change does not make it stale. */
  queue: ["queue"] as const,
  callback: (id: string) => ["callback", id] as const,
  explain: (id: string) => ["callback", id, "explain"] as const,
  slots: ["slots"] as const,
  stats: ["stats"] as const,
  ledger: ["ledger"] as const,
  teams: ["teams"] as const,
  agents: ["agents"] as const,
  outcomes: ["outcomes"] as const,
  reasons: ["reasons"] as const,
  welcomeSources: ["welcome-sources"] as const,
  records: ["records"] as const,
  inbox: ["inbox"] as const,
  callingHours: ["calling-hours"] as const,
};

/** makeCache reads again what failed in passing, twice; a refusal stays one. `signedOut` is told when the credential holds no more. */
export function makeCache(signedOut?: () => void): QueryClient {
  const queryCache = new QueryCache({
    onError(failure) {
      if (asProblem(failure).code === "unauthenticated") signedOut?.();
    },
  });
  return new QueryClient({
    queryCache,
    // What fails is shown to whoever is looking; the browser's console is for faults of ours.
    logger: { log: () => undefined, warn: console.warn, error: () => undefined },
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, failure) => count < 2 && asProblem(failure).passing,
        retryDelay: (count) => Math.random() * 1000 * 2 ** count,
        // A browser that believes itself offline may still reach a Ringback on its own machine or network: let the request decide.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

const afterChange = [keys.callbacks, keys.slots, keys.stats, keys.ledger];
const gatherFor = 250; // milliseconds: a burst of changes reads each list once

/** makeInvalidator gathers streamed changes and marks what they alter as stale. */
export function makeInvalidator(cache: QueryClient) {
  const ids = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush() {
    timer = undefined;
    for (const queryKey of afterChange) void cache.invalidateQueries({ queryKey });
    for (const id of ids) void cache.invalidateQueries({ queryKey: keys.callback(id) });
    ids.clear();
  }
  return {
    changed(change: Schema<"StreamedChange">) {
      ids.add(change.callback_id);
      timer ??= setTimeout(flush, gatherFor);
    },
    everything() {
      void cache.invalidateQueries();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
