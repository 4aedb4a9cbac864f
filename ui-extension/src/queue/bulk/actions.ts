import type { Order } from "../../api/bulk";
import type { Schema } from "../../api/client";
import { bulkFilter, type QueueFilter } from "../filter";

/** What can be done to promises, in the order in which it is offered. */
export const actions = ["reassign", "reschedule", "move", "spread", "release", "cancel"] as const;
export type ActionName = (typeof actions)[number];

/** Target is the callbacks that are meant: by their ids, or all that a filter finds. */
export type Target = { ids: readonly string[] } | { filter: QueueFilter; loaded: readonly string[] };

/** The fields of the actions, as their forms hold them. */
export interface Draft {
  team: string;
  worker: string;
  strict: boolean;
  /** By how many minutes, earlier below 0. */
  minutes: number;
  date: string;
  time: string;
  /** Of the stretch over which they are spread, on that day. */
  from: string;
  to: string;
  reason: string;
  resolution: "manager_cancelled" | "donor_cancelled" | "duplicate" | "do_not_call" | "deceased";
}

export const blank: Draft = { team: "", worker: "", strict: false, minutes: 30, date: "", time: "", from: "", to: "", reason: "", resolution: "manager_cancelled" };

/** countOf is how many are meant; undefined where only the backend knows. */
export function countOf(target: Target): number | undefined {
  return "ids" in target ? target.ids.length : undefined;
}

/** orderOf makes the request of a form that is complete; undefined while something is missing. */
export function orderOf(action: ActionName, draft: Draft, target: Target): Order | undefined {
  const fields = fieldsOf(action, draft);
  if (!fields) return undefined;
  const whom = "ids" in target ? { ids: [...target.ids] } : { filter: bulkFilter(target.filter) };
  return { bulk: { action, ...fields, ...whom } as Schema<"Bulk"> };
}

function fieldsOf(action: ActionName, draft: Draft): Partial<Schema<"Bulk">> | undefined {
  switch (action) {
    case "reassign":
      return reassignment(draft);
    case "reschedule":
      return draft.date && draft.time ? { local_time: `${draft.date}T${draft.time}`, ...(draft.reason ? { reason: draft.reason } : {}) } : undefined;
    case "move":
      return draft.minutes ? { minutes: draft.minutes } : undefined;
    case "spread":
      return spreading(draft);
    case "cancel":
      return draft.reason.trim() ? { reason: draft.reason.trim(), resolution: draft.resolution } : undefined;
    case "release":
      return {};
  }
}

// On the reader's own clock, since the donors may have several.
function spreading({ date, from, to }: Draft): Partial<Schema<"Bulk">> | undefined {
  if (!date || !from || !to || to <= from) return undefined;
  return { from: new Date(`${date}T${from}`).toISOString(), to: new Date(`${date}T${to}`).toISOString() };
}

function reassignment({ team, worker, strict }: Draft): Partial<Schema<"Bulk">> | undefined {
  if (worker) return { routing: "agent", worker_sid: worker, agent_strict: strict };
  return team ? { routing: "team", team, agent_strict: false } : undefined;
}

/** sampleOf is what of a target can be tried where the whole of it is too much: the rows that were read. */
export function sampleOf(target: Target): Target | undefined {
  return "ids" in target || target.loaded.length === 0 ? undefined : { ids: target.loaded.slice(0, 1000) };
}
