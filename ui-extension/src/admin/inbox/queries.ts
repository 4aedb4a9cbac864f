import { useInfiniteQuery, type UseInfiniteQueryResult, type UseMutationResult } from "@tanstack/react-query";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";

export type InboxState = Schema<"InboxState">;

/** useInbox reads messages, newest first; those that wait to be applied are soon something else. */
export function useInbox(state: InboxState | ""): UseInfiniteQueryResult<Schema<"InboxPage">, Problem> {
  const { api } = useHost();
  return useInfiniteQuery({
    queryKey: [...keys.inbox, state],
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/inbox", { params: { query: { limit: 50, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam as string } : {}) } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    keepPreviousData: true,
    refetchInterval: 5000,
  });
}

/** What is to be changed of a message before it is applied again; empty: nothing. */
export interface Replay {
  id: string;
  mend: Schema<"MendInbox">;
}

/** useReplay mends a rejected message and has it applied again. */
export function useReplay(): UseMutationResult<Schema<"Replayed">, Problem, Replay> {
  const { api } = useHost();
  return useWrite<Replay, Schema<"Replayed">>(
    async ({ id, mend }, header) => {
      const path = { id };
      if (Object.keys(mend).length > 0) await answer(api.PATCH("/api/v1/inbox/{id}", { params: { path, header }, body: mend }));
      return answer(api.POST("/api/v1/inbox/{id}/replay", { params: { path, header } }));
    },
    [keys.inbox, keys.callbacks],
  );
}
