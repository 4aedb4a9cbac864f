import type { Schema } from "../../api/client";
import type { Key } from "../../strings/texts";
import type { PlanStep } from "./queries";

type Kind = Schema<"SetupKind">;

/** The name of each kind of thing that set-up looks after. */
export const kinds: Record<Kind, Extract<Key, `setup.kind_${string}`>> = {
  "task channel": "setup.kind_channel",
  activities: "setup.kind_activities",
  "task queue": "setup.kind_queue",
  workflow: "setup.kind_workflow",
  "event callback": "setup.kind_callback",
  "event sink": "setup.kind_sink",
  "event subscription": "setup.kind_subscription",
};

/** The look of each thing that a plan does. */
export const looks = { create: "success", change: "info", leave: "decorative10", blocked: "error" } as const satisfies Record<PlanStep["action"], string>;

/** changesOf are the steps that would change something. */
export function changesOf(steps: readonly PlanStep[]): PlanStep[] {
  return steps.filter(({ action }) => action === "create" || action === "change");
}
