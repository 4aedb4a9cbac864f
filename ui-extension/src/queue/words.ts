import type { Schema } from "../api/client";
import { en } from "../strings/en";
import type { Key } from "../strings/texts";

type QueueKey<Part extends string> = Extract<Key, `queue.${Part}_${string}`>;

// The backend may come to know more words than these texts: then its own is shown.
function keyFor<Part extends string>(part: Part, word: string): QueueKey<Part> | undefined {
  const name = `${part}_${word.replaceAll(/\W/g, "_")}`;
  return name in en.queue ? (`queue.${name}` as QueueKey<Part>) : undefined;
}

/** whyKey says why a callback waits, or how it ended. */
export function whyKey({ wait_reason, resolution, status }: Pick<Schema<"Callback">, "wait_reason" | "resolution" | "status">): QueueKey<"wait"> | QueueKey<"resolution"> | undefined {
  if (resolution) return keyFor("resolution", resolution);
  return status === "scheduled" && wait_reason ? keyFor("wait", wait_reason) : undefined;
}

export const sourceKey = (source: string) => keyFor("source", source);
export const eventKey = (type: string) => keyFor("event", type);
export const resolutionKey = (resolution: string) => keyFor("resolution", resolution);
