import { useCallback, useState } from "react";

/** useKept is a state that this browser keeps under a name. `read` makes it of whatever was kept, which may be anybody's. */
export function useKept<Value>(name: string, read: (kept: unknown) => Value): [Value, (to: Value) => void] {
  const place = `ringback.queue.${name}`;
  const [value, setValue] = useState(() => read(parse(place)));
  const keep = useCallback((to: Value) => {
    setValue(to);
    try {
      localStorage.setItem(place, JSON.stringify(to));
    } catch {
      // a browser that keeps nothing: it holds for this page
    }
  }, [place]);
  return [value, keep];
}

function parse(place: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
}
