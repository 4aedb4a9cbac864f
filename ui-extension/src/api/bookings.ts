import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";

import { useHost, type Host } from "../host";
import { keys } from "./cache";
import type { Schema } from "./client";
import { makeOutbox, type Kept, type Outbox } from "./outbox";
import { answer } from "./problem";
import { newKey } from "./writes";

const patience = 15_000; // milliseconds until an agent in wrap-up is told that the booking is kept here

/** createCallback stores a booking. The same key again gives what the first made. */
export function createCallback({ api }: Pick<Host, "api">, body: Schema<"CreateCallback">, key: string = newKey()): Promise<Schema<"Callback">> {
  return answer(api.POST("/api/v1/callbacks", { body, params: { header: { "Idempotency-Key": key } }, signal: AbortSignal.timeout(patience) }));
}

interface Box {
  outbox: Outbox;
  listeners: Set<(callback: Schema<"Callback">, kept: Kept) => void>;
}

// One for each way to Ringback: the many mounts of a desktop share it.
const boxes = new WeakMap<Host["surroundings"], Box>();

function boxOf(host: Host): Box {
  let box = boxes.get(host.surroundings);
  if (!box) {
    const listeners: Box["listeners"] = new Set();
    const outbox = makeOutbox({
      owner: host.me.workerSid ?? host.me.name,
      send: (body, key) => createCallback(host, body, key),
      stored: (callback, kept) => { listeners.forEach((each) => { each(callback, kept); }); },
    });
    outbox.start();
    box = { outbox, listeners };
    boxes.set(host.surroundings, box);
  }
  return box;
}

/** outboxOf is the host's outbox, which sends by itself what was kept, from the first call on. */
export function outboxOf(host: Host): Outbox {
  return boxOf(host).outbox;
}

/** onStored tells of bookings that were kept and are stored at last. */
export function onStored(host: Host, tell: (callback: Schema<"Callback">, kept: Kept) => void): () => void {
  const { listeners } = boxOf(host);
  listeners.add(tell);
  return () => void listeners.delete(tell);
}

/** useKept are the bookings kept in this browser. */
export function useKept(): readonly Kept[] {
  const outbox = outboxOf(useHost());
  const [items, setItems] = useState(outbox.items);
  useEffect(() => {
    const hear = () => { setItems(outbox.items()); };
    hear();
    return outbox.subscribe(hear);
  }, [outbox]);
  return items;
}

/** useTouched marks as stale what a new or changed callback alters: the stream may be slower than the eye. */
export function useTouched(): (callback: Schema<"Callback">) => void {
  const cache = useQueryClient();
  return useCallback(({ id }) => {
    for (const queryKey of [keys.callbacks, keys.slots, keys.callback(id)]) void cache.invalidateQueries({ queryKey });
  }, [cache]);
}
