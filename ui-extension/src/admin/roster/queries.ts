import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";

export type Shift = Schema<"Shift">;

const shifts = ["shifts"] as const;

/** useShifts reads all shifts of a stretch, whatever the number of pages. */
export function useShifts(from: string, to: string): UseQueryResult<Shift[], Problem> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...shifts, from, to],
    queryFn: async ({ signal }) => {
      const all: Shift[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await answer(api.GET("/api/v1/shifts", { params: { query: { from, to, limit: 200, ...(cursor ? { cursor } : {}) } }, signal }));
        all.push(...page.items);
        cursor = page.next_cursor;
      }
      return all;
    },
    keepPreviousData: true,
  });
}

/** useImportShifts takes a file of shifts: all of it or nothing. */
export function useImportShifts(): UseMutationResult<Schema<"Rostered">, Problem, string> {
  const { api } = useHost();
  return useWrite(
    (text: string, header) => answer(api.POST("/api/v1/shifts/import", { params: { header }, body: text, bodySerializer: (body) => body, headers: { "Content-Type": "text/csv" } })),
    [shifts, keys.slots],
  );
}
