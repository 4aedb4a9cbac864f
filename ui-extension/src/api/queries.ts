import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult, type UseQueryResult } from "@tanstack/react-query";

import { useHost } from "../host";
import { keys } from "./cache";
import type { Schema } from "./client";
import { answer, type Problem } from "./problem";
import type { operations } from "./schema";

type QueryOf<Operation extends keyof operations> = NonNullable<operations[Operation]["parameters"]["query"]>;

/** The filters of the Call Back Queue; a page's cursor is not one of them. */
export type CallbackFilter = Omit<QueryOf<"listCallbacks">, "cursor">;
export type MineFilter = Omit<QueryOf<"listMyCallbacks">, "cursor">;
export type SlotFilter = QueryOf<"listSlots">;
/** A booking, whole or in part: the document does not say of what a part may consist. */
export type PreviewBody = Partial<Schema<"CreateCallback">>;
export type StatsFilter = QueryOf<"getStats">;

type Read<Body> = UseQueryResult<Body, Problem>;
type Pages<Body> = UseInfiniteQueryResult<Body, Problem>;

const longLived = { staleTime: 5 * 60_000 };

/** useCallbacks reads the Call Back Queue page by page: data.pages, fetchNextPage(), hasNextPage. */
export function useCallbacks(filter: CallbackFilter): Pages<Schema<"CallbackPage">> {
  const { api } = useHost();
  return useInfiniteQuery({
    queryKey: [...keys.callbacks, filter],
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/callbacks", { params: { query: { ...filter, ...(pageParam ? { cursor: pageParam as string } : {}) } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    keepPreviousData: true,
  });
}

/** useMine reads the agent's own list; nothing where there is nobody's to read. */
export function useMine(filter: MineFilter = {}, enabled = true): Read<Schema<"CallbackPage">> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.mine, filter],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/callbacks/mine", { params: { query: filter }, signal })),
    keepPreviousData: true,
    enabled,
  });
}

/** useCallbackStory reads one callback with its attempts, ledger and chain. */
export function useCallbackStory(id: string | undefined): Read<Schema<"CallbackStory">> {
  const { api } = useHost();
  return useQuery({
    queryKey: keys.callback(id ?? ""),
    queryFn: ({ signal }) => answer(api.GET("/api/v1/callbacks/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== undefined,
  });
}

/** useExplanation says whether a callback may be dialled now, and why not. Reasons change with the clock: it is read every minute. */
export function useExplanation(id: string | undefined): Read<Schema<"Explanation">> {
  const { api } = useHost();
  return useQuery({
    queryKey: keys.explain(id ?? ""),
    queryFn: ({ signal }) => answer(api.GET("/api/v1/callbacks/{id}/explain", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== undefined,
    refetchInterval: 60_000,
  });
}

/** usePreview asks what a booking would come to, without storing anything. No body: nothing is asked. */
export function usePreview(body: PreviewBody | undefined): Read<Schema<"Preview">> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.slots, "preview", body],
    queryFn: ({ signal }) => answer(api.POST("/api/v1/callbacks/preview", { body: (body ?? {}) as Schema<"PreviewCallback">, signal })),
    enabled: body !== undefined,
    keepPreviousData: true,
  });
}

/** useSlots reads the load of quarter hours. */
export function useSlots(filter: SlotFilter | undefined): Read<Schema<"SlotPage">> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.slots, filter],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/slots", { params: { query: filter ?? {} }, signal })),
    enabled: filter !== undefined,
    keepPreviousData: true,
  });
}

export function useTeams(): Read<Schema<"TeamPage">> {
  const { api } = useHost();
  return useQuery({ queryKey: keys.teams, queryFn: ({ signal }) => answer(api.GET("/api/v1/teams", { signal })), ...longLived });
}

export function useAgents(): Read<Schema<"AgentPage">> {
  const { api } = useHost();
  return useQuery({ queryKey: keys.agents, queryFn: ({ signal }) => answer(api.GET("/api/v1/agents", { signal })), staleTime: 30_000 });
}

export function useOutcomes(): Read<Schema<"OutcomePage">> {
  const { api } = useHost();
  return useQuery({ queryKey: keys.outcomes, queryFn: ({ signal }) => answer(api.GET("/api/v1/outcomes", { signal })), ...longLived });
}

/** useReasons reads the reasons that donors have, in the order in which they are offered. */
export function useReasons(): Read<Schema<"ReasonPage">> {
  const { api } = useHost();
  return useQuery({ queryKey: keys.reasons, queryFn: ({ signal }) => answer(api.GET("/api/v1/reasons", { signal })), ...longLived });
}

/** useStats reads the figures of a period, every half minute: what is owed now changes without any event. */
export function useStats(filter: StatsFilter = {}): Read<Schema<"Stats">> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.stats, filter],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/stats", { params: { query: filter }, signal })),
    refetchInterval: 30_000,
    keepPreviousData: true,
  });
}

/** useBalance reads a day's balance, for the day-close report. */
export function useBalance(filter: QueryOf<"getBalance">): Read<Schema<"Balance">> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.ledger, filter],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/ledger", { params: { query: filter }, signal })),
    keepPreviousData: true,
  });
}
