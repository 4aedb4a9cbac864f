import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";

import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";

export type Plan = Schema<"SetupPlan">;
export type PlanStep = Schema<"SetupStep">;
export type Choice = Plan["choice"];
export type Findings = Schema<"Findings">;
export type Finding = Findings["findings"][number];
type Job = Schema<"Job">;

/** What is read of Twilio: a change of the workspace makes all of it stale. */
export const setupKey = ["setup"] as const;

/** What the reader has chosen otherwise than last time. */
export type Wish = Partial<Choice>;

/** usePlan reads the workspace as it is now. What is not wished is as it was chosen for the last set-up. */
export function usePlan(wish: Wish): UseQueryResult<Plan, Problem> {
  const { api } = useHost();
  const query = {
    ...(wish.events ? { events: wish.events } : {}),
    ...(wish.workflow === undefined ? {} : { workflow: wish.workflow ?? "" }),
    ...(wish.take_over ? { take_over: "1" as const } : {}),
  };
  return useQuery({
    queryKey: [...setupKey, "plan", query],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/setup/plan", { params: { query }, signal })),
    keepPreviousData: true,
  });
}

/** useApply applies the very plan that is shown: its digest goes along. */
export function useApply(): UseMutationResult<Job, Problem, Plan> {
  const { api } = useHost();
  return useWrite((plan, header) => answer(api.POST("/api/v1/setup/apply", { params: { header: { ...header, "If-Match": `"${plan.digest ?? ""}"` } }, body: plan.choice })));
}

export function useUndo(): UseMutationResult<Job, Problem, Plan["undo"]> {
  const { api } = useHost();
  return useWrite((_, header) => answer(api.POST("/api/v1/setup/undo", { params: { header } })));
}

/** useFindings asks the doctor, by the choice that is in force. It takes some seconds, and is asked again only by hand or after a change. */
export function useFindings(): UseQueryResult<Findings, Problem> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...setupKey, "findings"],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/doctor", { signal })),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/** useLoopback has a test Task made, and waits for its event: half a minute at most. */
export function useLoopback(): UseMutationResult<Findings, Problem, undefined> {
  const { api } = useHost();
  return useWrite<undefined, Findings>((_, header) => answer(api.POST("/api/v1/doctor/loopback", { params: { header } })));
}
