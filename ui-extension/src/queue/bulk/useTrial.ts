import { useEffect, useState } from "react";

import { isJob, tried, useBulk, type BulkResult, type Order } from "../../api/bulk";
import type { Schema } from "../../api/client";
import type { Problem } from "../../api/problem";

type Answers = Schema<"BulkAnswer">;

export interface Trial {
  /** What would become of each; undefined until it was tried as it now stands. */
  answers: Answers | undefined;
  /** The answers are of the rows that were read, since all would have been too many to try. */
  sampled: boolean;
  /** What became of each. */
  result: Answers | undefined;
  /** The job that does it. */
  job: string | undefined;
  problem: Problem | undefined;
  busy: boolean;
  check: () => void;
  apply: () => void;
}

/** useTrial tries an order and then does it. An order that was changed is to be tried again. */
export function useTrial(order: Order | undefined, sample: Order | undefined): Trial {
  const write = useBulk();
  const [trial, setTrial] = useState<{ of: string; answers: Answers; sampled: boolean }>();
  const [outcome, setOutcome] = useState<BulkResult>();
  const [problem, setProblem] = useState<Problem>();
  const text = JSON.stringify(order);
  useEffect(() => {
    setProblem(undefined);
  }, [text]);

  async function check() {
    if (!order) return;
    setProblem(undefined);
    try {
      const { result, sampled } = await tryOut(order);
      if (!isJob(result)) setTrial({ of: text ?? "", answers: result, sampled });
    } catch (failure) {
      setProblem(failure as Problem); // useWrite throws no other
    }
  }
  async function tryOut(whole: Order): Promise<{ result: BulkResult; sampled: boolean }> {
    try {
      return { result: await write.mutateAsync(tried(whole)), sampled: false };
    } catch (failure) {
      const tooMany = (failure as Problem).errors.some(({ field }) => field === "filter");
      if (!tooMany || !sample) throw failure;
      return { result: await write.mutateAsync(tried(sample)), sampled: true };
    }
  }
  async function apply() {
    if (!order) return;
    try {
      setOutcome(await write.mutateAsync(order));
    } catch (failure) {
      setProblem(failure as Problem);
    }
  }
  const current = trial?.of === text ? trial : undefined;
  return {
    answers: current?.answers,
    sampled: current?.sampled ?? false,
    result: outcome && !isJob(outcome) ? outcome : undefined,
    job: outcome && isJob(outcome) ? outcome.id : undefined,
    problem,
    busy: write.isLoading,
    check: () => void check(),
    apply: () => void apply(),
  };
}
