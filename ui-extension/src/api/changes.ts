import { useEffect, useRef } from "react";

import type { Schema } from "./client";

/** One streamed change, or word that so much was missed that everything is to be read anew. */
export type Heard = Schema<"StreamedChange"> | "everything";

type Listener = (heard: Heard) => void;

const listeners = new Set<Listener>();

/** tellChanges passes on what the stream brought; there is one stream for each page. */
export function tellChanges(heard: Heard): void {
  for (const listener of listeners) listener(heard);
}

/** useChanges is for a view that alters what it shows in place, rather than reading its list anew with every change. */
export function useChanges(listener: Listener): void {
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  useEffect(() => {
    const hear: Listener = (heard) => {
      current.current(heard);
    };
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
}
