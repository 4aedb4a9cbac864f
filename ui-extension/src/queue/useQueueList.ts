import { useInfiniteQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { keys } from "../api/cache";
import { useChanges } from "../api/changes";
import type { Schema } from "../api/client";
import { answer, type Problem } from "../api/problem";
import { useHost } from "../host";
import { fits, listQuery, type QueueFilter } from "./filter";

type Callback = Schema<"Callback">;
type Page = Schema<"CallbackPage">;
type Pages = InfiniteData<Page>;

export interface QueueList {
  pages: UseInfiniteQueryResult<Page, Problem>;
  rows: Callback[];
  /** How many callbacks came, went or moved since the list was read: their places are as they were until it is read anew. */
  stale: number;
  /** Reads the list anew, from its beginning. */
  refresh: () => void;
}

const gatherFor = 300; // milliseconds
const atOnce = 20; // callbacks read anew in one go; the rest follows

/**
 * useQueueList reads the queue page by page and keeps its rows up to date where they stand. Nothing jumps under the reader's hand: what would
 * change the order is counted instead.
 */
export function useQueueList(filter: QueueFilter): QueueList {
  const { api } = useHost();
  const cache = useQueryClient();
  const query = useMemo(() => listQuery(filter), [filter]);
  const queryKey = useMemo(() => [...keys.queue, query], [query]);
  const pages = useInfiniteQuery<Page, Problem>({
    queryKey,
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/callbacks", { params: { query: { ...query, ...(pageParam ? { cursor: pageParam as string } : {}) } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    keepPreviousData: true,
    staleTime: Infinity,
    cacheTime: 0, // read anew by whoever comes back to it
    refetchOnReconnect: false,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const [misplaced, setMisplaced] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    setMisplaced(new Set());
  }, [queryKey]);

  const take = useCallback((found: Callback[], now: number) => {
    const known = rowsOf(cache.getQueryData<Pages>(queryKey));
    const moved = found.filter((callback) => changesOrder(filter, known.get(callback.id), callback, now));
    cache.setQueryData<Pages>(queryKey, (old) => (old ? patch(old, new Map(found.map((callback) => [callback.id, callback]))) : old));
    if (moved.length > 0) setMisplaced((before) => new Set([...before, ...moved.map(({ id }) => id)]));
  }, [cache, queryKey, filter]);
  useRereading(take);

  const refresh = useCallback(() => {
    setMisplaced(new Set());
    cache.setQueryData<Pages>(queryKey, (old) => (old ? { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) } : old));
    void cache.invalidateQueries({ queryKey });
  }, [cache, queryKey]);
  return { pages, rows, stale: misplaced.size, refresh };
}

/** useRereading gathers the ids that the stream names, and reads these callbacks anew. */
function useRereading(take: (found: Callback[], now: number) => void): void {
  const { api, now } = useHost();
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const current = useRef(take);
  useEffect(() => {
    current.current = take;
  });
  useEffect(() => () => { clearTimeout(timer.current); }, []);

  async function read() {
    const ids = [...waiting.current].slice(0, atOnce);
    ids.forEach((id) => waiting.current.delete(id));
    // One that cannot be read is out of sight or will be read with its next change.
    const found = await Promise.all(ids.map((id) => answer(api.GET("/api/v1/callbacks/{id}", { params: { path: { id } } })).catch(() => undefined)));
    current.current(found.filter((each) => each !== undefined), now());
    timer.current = waiting.current.size > 0 ? setTimeout(() => void read(), gatherFor) : undefined;
  }
  useChanges((heard) => {
    if (heard === "everything") return; // the whole cache is read anew
    waiting.current.add(heard.callback_id);
    timer.current ??= setTimeout(() => void read(), gatherFor);
  });
}

function rowsOf(pages: Pages | undefined): Map<string, Callback> {
  return new Map(pages?.pages.flatMap((page) => page.items.map((row) => [row.id, row] as const)) ?? []);
}

function patch(old: Pages, found: ReadonlyMap<string, Callback>): Pages {
  return { ...old, pages: old.pages.map((page) => (page.items.some(({ id }) => found.has(id)) ? { ...page, items: page.items.map((row) => newer(row, found.get(row.id))) } : page)) };
}

function newer(row: Callback, found: Callback | undefined): Callback {
  return found && found.version >= row.version ? found : row;
}

function changesOrder(filter: QueueFilter, before: Callback | undefined, after: Callback, now: number): boolean {
  const belongs = fits(filter, after, now);
  if (!before) return belongs;
  return !belongs && !filter.q ? true : filter.sort === "due" && before.due_at !== after.due_at;
}
