import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";

import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";

const key = ["keys"] as const;

export function useKeys(): UseQueryResult<Schema<"KeyPage">, Problem> {
  const { api } = useHost();
  return useQuery({ queryKey: key, queryFn: ({ signal }) => answer(api.GET("/api/v1/keys", { signal })) });
}

export function useMakeKey(): UseMutationResult<Schema<"MadeKey">, Problem, Schema<"CreateKey">> {
  const { api } = useHost();
  return useWrite((body, header) => answer(api.POST("/api/v1/keys", { params: { header }, body })), [key]);
}

export function useRevokeKey(): UseMutationResult<unknown, Problem, string> {
  const { api } = useHost();
  return useWrite((name: string, header) => answer(api.DELETE("/api/v1/keys/{name}", { params: { path: { name }, header } })), [key]);
}
