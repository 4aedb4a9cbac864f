import { useCallback, useEffect, useMemo, useState } from "react";

/** Selection is rows by their ids, or all that the filter finds, seen or not. */
export interface Selection {
  ids: ReadonlySet<string>;
  all: boolean;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** All rows that were read so far, or none. */
  setRead: (ids: readonly string[]) => void;
  setAll: () => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** useSelection forgets what was selected when `of` changes: another list has other rows. */
export function useSelection(of: unknown): Selection {
  const [ids, setIds] = useState(none);
  const [all, setAll] = useState(false);
  const clear = useCallback(() => {
    setIds(none);
    setAll(false);
  }, []);
  useEffect(clear, [of, clear]);
  const toggle = useCallback((id: string) => {
    setAll(false);
    setIds((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const setRead = useCallback((read: readonly string[]) => {
    setAll(false);
    setIds(new Set(read));
  }, []);
  return useMemo(
    () => ({ ids, all, has: (id: string) => all || ids.has(id), toggle, setRead, setAll: () => { setAll(true); }, clear }),
    [ids, all, toggle, setRead, clear],
  );
}
