import { useCallback, useMemo } from "react";
import { useSearch } from "wouter";

import { readFilter, writeFilter, type QueueFilter } from "./filter";

/** What of the queue stands in the address, so that it can be sent to a colleague and survives a reload. */
export interface Address {
  filter: QueueFilter;
  setFilter: (to: Partial<QueueFilter>) => void;
  /** The callback whose drawer is open. */
  opened: string | undefined;
  open: (id: string | undefined) => void;
}

export function useAddress(): Address {
  const search = useSearch();
  const told = useMemo(() => new URLSearchParams(search), [search]);
  const opened = told.get("callback") ?? undefined;
  const written = writeFilter(readFilter(search));
  const filter = useMemo(() => readFilter(written === "" ? "" : `?${written}`), [written]);

  const setFilter = useCallback((to: Partial<QueueFilter>) => {
    go(writeFilter({ ...filter, ...to }), undefined);
  }, [filter]);
  const open = useCallback((id: string | undefined) => {
    go(written, id);
  }, [written]);
  return { filter, setFilter, opened, open };
}

// The part before the #: which view is shown is behind it, and is the router's.
function go(filter: string, callback: string | undefined) {
  const told = new URLSearchParams(filter);
  if (callback) told.set("callback", callback);
  const search = told.toString();
  history.replaceState(history.state, "", `${location.pathname}${search ? `?${search}` : ""}${location.hash}`);
}
