import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";

import { useHost } from "../host";
import { keys } from "./cache";
import type { Schema } from "./client";
import { answer, type Problem } from "./problem";
import { useWrite } from "./writes";

type Bulk = Schema<"Bulk">;
type Job = Schema<"Job">;

/** What an action on many comes to: an answer for each at once, or a job where they are more than can be waited for. */
export type BulkResult = Schema<"BulkAnswer"> | Job;

/** A hand-over names who leaves beside its body. */
export type HandOver = Schema<"HandOver"> & { leaver: string };

/** Order is one action on many callbacks, or the hand-over of all that an agent owns. */
export type Order = { bulk: Bulk } | { handOver: HandOver };

export function isJob(result: BulkResult): result is Job {
  return "status" in result;
}

/** useBulk tries an action, or does it. Tried ones touch nothing; the stream tells of the others. */
export function useBulk(): UseMutationResult<BulkResult, Problem, Order> {
  const { api } = useHost();
  return useWrite<Order, BulkResult>((order, header) => {
    if ("bulk" in order) return answer(api.POST("/api/v1/callbacks/bulk", { params: { header }, body: order.bulk }));
    const { leaver, ...body } = order.handOver;
    return answer(api.POST("/api/v1/agents/{worker_sid}/hand-over", { params: { path: { worker_sid: leaver }, header }, body }));
  }, [keys.callbacks]);
}

/** tried is the same order as a dry run. */
export function tried(order: Order): Order {
  return "bulk" in order ? { bulk: { ...order.bulk, dry_run: true } } : { handOver: { ...order.handOver, dry_run: true } };
}

const askEvery = 700; // milliseconds

/** useJob follows a job to its end. */
export function useJob(id: string): UseQueryResult<Job, Problem> {
  const { api } = useHost();
  return useQuery({
    queryKey: ["job", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/jobs/{id}", { params: { path: { id } }, signal })),
    refetchInterval: (job) => (job?.status === "done" ? false : askEvery),
  });
}

/** useRefused reads what a job that has ended could not do: the first two hundred. */
export function useRefused(job: Job | undefined): UseQueryResult<Schema<"JobItemPage">, Problem> {
  const { api } = useHost();
  return useQuery({
    queryKey: ["job", job?.id, "refused"],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/jobs/{id}/items", { params: { path: { id: job?.id ?? "" }, query: { refused: "1", limit: 200 } }, signal })),
    enabled: job?.status === "done" && job.failed > 0,
  });
}
