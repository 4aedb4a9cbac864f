import type { Schema } from "../api/client";
import { mayManage, type Me } from "../host";
import { joinLocalTime, splitLocalTime } from "../time/wall";
import type { QuickName } from "../time/quick";

/** Who rings: the owner first (Callback Agent), the team (Callback Queue), or another team's queue. */
export type Outcome = "agent" | "queue" | "other_team";

/** The codes that the two callback outcomes have at wrap-up. */
export type OutcomeCode = "callback_agent" | "callback_queue";

/** A donor's wish to be rung outside calling hours, as it is recorded. */
export interface Wish {
  requestedBy: string;
  capturedVia: string;
  wording: string;
}

/** Draft is a promise while it is being made. Nothing of it is stored yet. */
export interface Draft {
  outcome: Outcome;
  /** The owner that a supervisor chose; an agent is the owner itself. */
  workerSid: string;
  /** The other team. */
  team: string;
  /** The quick choice that filled the date and time in, until they are changed by hand. */
  quick: QuickName | undefined;
  date: string;
  time: string;
  windowMinutes: number;
  /** Chosen by hand; empty leaves it to the record and its number. */
  timezone: string;
  reason: string;
  notes: string;
  wish: Wish | undefined;
}

export const windowLengths = [15, 30, 60, 120, 240] as const;

/** emptyDraft is where booking begins. */
export function emptyDraft(outcome: Outcome = "agent"): Draft {
  return { outcome, workerSid: "", team: "", quick: undefined, date: "", time: "", windowMinutes: 30, timezone: "", reason: "", notes: "", wish: undefined };
}

/** chosenTime is the draft's wall time on the donor's clock; undefined until both parts are there. */
export function chosenTime({ date, time }: Pick<Draft, "date" | "time">): string | undefined {
  return joinLocalTime(date, time);
}

/** withTime sets the wall time. */
export function withTime(draft: Draft, localTime: string, quick?: QuickName): Draft {
  return { ...draft, ...splitLocalTime(localTime), quick };
}

/** outcomeCode is what goes into conversations.outcome of the call's Task. */
export function outcomeCode({ outcome }: Pick<Draft, "outcome">): OutcomeCode {
  return outcome === "agent" ? "callback_agent" : "callback_queue";
}

/** draftToRequest is the callback_request of a draft, for the API and for a Task's attributes alike; undefined until it has a time. */
export function draftToRequest(draft: Draft, me: Me): Schema<"CallbackRequest"> | undefined {
  const localTime = chosenTime(draft);
  if (!localTime) return undefined;
  return {
    local_time: localTime,
    window_minutes: draft.windowMinutes,
    ...routed(draft, me),
    ...filled({ timezone: draft.timezone, reason: draft.reason.trim(), notes: draft.notes.trim() }),
    ...(draft.wish && isWhole(draft.wish) ? { override: overrideOf(draft.wish) } : {}),
  };
}

/** draftToTime is the part of a request that moves a promise and leaves the rest of it as it is. */
export function draftToTime(draft: Draft, me: Me): Schema<"Reschedule"> | undefined {
  const whole = draftToRequest(draft, me);
  if (!whole) return undefined;
  const { local_time, window_minutes, timezone, override } = whole;
  return { local_time, window_minutes: window_minutes ?? draft.windowMinutes, ...(timezone ? { timezone } : {}), ...(override ? { override } : {}) };
}

/** isWhole is true once a wish says who asked and how it was captured. */
export function isWhole(wish: Wish): boolean {
  return wish.requestedBy.trim() !== "" && wish.capturedVia.trim() !== "" && wish.wording.trim() !== "";
}

/** overrideOf is a wish as the API takes it. */
export function overrideOf(wish: Wish): Schema<"Override"> {
  return { requested_by: wish.requestedBy.trim(), captured_via: wish.capturedVia.trim(), wording: wish.wording.trim() };
}

function routed(draft: Draft, me: Me): Pick<Schema<"CallbackRequest">, "routing" | "team" | "worker_sid"> {
  if (draft.outcome !== "agent") return { routing: "team", ...(draft.outcome === "other_team" ? filled({ team: draft.team }) : {}) };
  // The backend takes an agent's own name from the credential; only those who manage may name another.
  const owner = mayManage(me) ? draft.workerSid : me.workerSid;
  return { routing: "agent", ...filled({ worker_sid: owner ?? "" }) };
}

function filled<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")) as Partial<Fields>;
}
