import { useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";

import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { useHost, type Host } from "../../host";
import type { How } from "./saving";

/** The bodies of rules that have versions. */
export type RulesKind = "calling-hours" | "teams" | "outcomes" | "reasons" | "agents" | "welcome-sources";

/** useVersions reads the saved versions of some rules, newest first. */
export function useVersions(kind: RulesKind): UseInfiniteQueryResult<Schema<"PolicyVersionPage">, Problem> {
  const { api } = useHost();
  return useInfiniteQuery({
    queryKey: [kind, "versions"],
    queryFn: ({ pageParam, signal }) => answer(api.GET(`/api/v1/${kind}/versions`, { params: { query: { limit: 20, ...(pageParam ? { cursor: pageParam as string } : {}) } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** rollBack makes an earlier version the newest, or only tries it. */
export function rollBack(api: Host["api"], kind: RulesKind, version: number, { dryRun, note, headers }: How): Promise<unknown> {
  const params = { query: { dry_run: dryRun ? ("1" as const) : ("0" as const) }, header: headers };
  return answer(api.POST(`/api/v1/${kind}/rollback`, { params, body: { version, ...(note ? { note } : {}) } }));
}
