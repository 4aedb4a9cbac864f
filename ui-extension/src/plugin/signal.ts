import { useEffect, useState } from "react";

/** Signal is a value that several mounts share: Flex draws each of them as a tree of its own, so a context does not reach them all. */
export interface Signal<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

export function makeSignal<Value>(first: Value): Signal<Value> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      listeners.forEach((each) => { each(); });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** useShared reads something that tells of its changes. */
export function useShared<Value>(subscribe: (listener: () => void) => () => void, read: () => Value): Value {
  const [, redraw] = useState({});
  useEffect(() => subscribe(() => { redraw({}); }), [subscribe]);
  return read();
}
