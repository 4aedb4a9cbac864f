import type { Problem } from "../../api/problem";

/** Faults finds what the backend said of a field, by the field's path in the body: `sets[0].week.sat`. */
export interface Faults {
  at(path: string): string | undefined;
  /** What was said of fields below a path: of `sets[0].week.sat` for any of its spans. */
  below(path: string): string | undefined;
}

/** faultsOf reads a refusal; nothing is wrong where there is none. */
export function faultsOf(problem: Problem | null | undefined): Faults {
  const errors = problem?.errors ?? [];
  return {
    at: (path) => errors.find(({ field }) => field === path)?.detail,
    below: (path) => errors.find(({ field }) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`))?.detail,
  };
}
