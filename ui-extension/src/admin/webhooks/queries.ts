import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";

import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { etagOf, useWrite } from "../../api/writes";
import { useHost } from "../../host";

export type Endpoint = Schema<"Endpoint">;
export type EndpointDraft = Schema<"PutEndpoints">["items"][number];
export type DeliveryState = Schema<"DeliveryState">;

const endpoints = ["webhooks"] as const;
const deliveries = ["deliveries"] as const;

export function useEndpoints(): UseQueryResult<Schema<"EndpointPage">, Problem> {
  const { api } = useHost();
  return useQuery({ queryKey: endpoints, queryFn: ({ signal }) => answer(api.GET("/api/v1/webhooks", { signal })) });
}

/** useSaveEndpoints saves the whole list, as it stands on the version that was read. */
export function useSaveEndpoints(version: number): UseMutationResult<Schema<"EndpointPage">, Problem, EndpointDraft[]> {
  const { api } = useHost();
  return useWrite((items, header) => answer(api.PUT("/api/v1/webhooks", { params: { header: { ...header, "If-Match": etagOf(version) } }, body: { items } })), [endpoints, deliveries]);
}

export function useTestEndpoint(): UseMutationResult<Schema<"Delivery">, Problem, string> {
  const { api } = useHost();
  return useWrite((id: string, header) => answer(api.POST("/api/v1/webhooks/{id}/test", { params: { path: { id }, header } })), [deliveries]);
}

export function useRotateSecret(): UseMutationResult<Endpoint, Problem, string> {
  const { api } = useHost();
  return useWrite((id: string, header) => answer(api.POST("/api/v1/webhooks/{id}/rotate", { params: { path: { id }, header } })), [endpoints]);
}

export function useDeliveries(state: DeliveryState | ""): UseInfiniteQueryResult<Schema<"DeliveryPage">, Problem> {
  const { api } = useHost();
  return useInfiniteQuery({
    queryKey: [...deliveries, state],
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/deliveries", { params: { query: { limit: 50, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam as string } : {}) } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    keepPreviousData: true,
    refetchInterval: 5000,
  });
}

export function useReplayDelivery(): UseMutationResult<Schema<"Delivery">, Problem, string> {
  const { api } = useHost();
  return useWrite((id: string, header) => answer(api.POST("/api/v1/deliveries/{id}/replay", { params: { path: { id }, header } })), [deliveries]);
}

/** draftOf is an endpoint as the list is saved. */
export function draftOf({ id, url, description, types, thin, disabled }: Endpoint): EndpointDraft {
  return { id, url, description, types, thin, disabled };
}
