import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";

import type { Schema } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import { etagOf, newKey, type WriteHeaders } from "../../api/writes";

/** How a change of rules is sent: first as a trial, then in earnest, each time on the version that was looked at. */
export interface How {
  dryRun: boolean;
  note: string;
  headers: WriteHeaders & { "If-Match"?: string };
}

export type Attempt<Change> = (change: Change, how: How) => Promise<unknown>;

/** A change that waits for a yes: what it would do is known. */
export interface Waiting<Change> {
  change: Change;
  effect: Schema<"DryRun">;
}

export interface Saving<Change> {
  /** Tries a change, and asks by `waiting`. */
  review: (change: Change) => void;
  waiting: Waiting<Change> | undefined;
  busy: boolean;
  problem: Problem | null;
  confirm: (note: string) => void;
  close: () => void;
  /** Forgets a refusal, when another form is opened. */
  forget: () => void;
}

interface Options<Change> {
  attempt: Attempt<Change>;
  /** Of the rules on which the change is based. */
  version: number | undefined;
  touches: QueryKey[];
  saved: (change: Change) => void;
}

/** useSaving takes a change of rules through its trial: nothing is saved before a person has seen what it does to open promises. */
export function useSaving<Change>({ attempt, version, touches, saved }: Options<Change>): Saving<Change> {
  const cache = useQueryClient();
  const [waiting, setWaiting] = useState<Waiting<Change>>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function send(change: Change, dryRun: boolean, note: string): Promise<unknown> {
    const headers = { "Idempotency-Key": newKey(), ...(version === undefined ? {} : { "If-Match": etagOf(version) }) };
    setBusy(true);
    setProblem(null);
    try {
      return await attempt(change, { dryRun, note, headers });
    } catch (failure) {
      setProblem(asProblem(failure));
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  async function review(change: Change) {
    const effect = await send(change, true, "");
    if (isDryRun(effect)) setWaiting({ change, effect });
  }
  async function confirm(note: string) {
    if (!waiting) return;
    const answer = await send(waiting.change, false, note);
    setWaiting(undefined);
    if (answer === undefined) return;
    await Promise.all(touches.map((queryKey) => cache.invalidateQueries({ queryKey })));
    saved(waiting.change);
  }
  return {
    review: (change) => void review(change),
    waiting,
    busy,
    problem,
    confirm: (note) => void confirm(note),
    close: () => { setWaiting(undefined); },
    forget: () => { setProblem(null); },
  };
}

function isDryRun(answer: unknown): answer is Schema<"DryRun"> {
  return typeof answer === "object" && answer !== null && "affected" in answer;
}
