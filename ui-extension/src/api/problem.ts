import { isProblem, type Schema } from "./client";

/** The API's own codes, and `unreachable` for an answer that did not come or is not Ringback's. */
export type ProblemCode = Schema<"Problem">["code"] | "unreachable";

type Details = Partial<Schema<"Problem">>;

/** Problem is why a request did not succeed. Its detail is the backend's own sentence; screens choose their words by the code. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string;
  /** Which fields are wrong; empty when none is named. */
  readonly errors: NonNullable<Details["errors"]>;
  /** Of a refused hour: the rule in words. */
  readonly rule: string | undefined;
  /** Of a refused hour: the first instant after it at which the donor may be rung. */
  readonly nextAllowedAt: string | undefined;
  /** Of a refused time: times near it that can be booked as they are. */
  readonly alternatives: Schema<"Alternative">[];
  /** Of callback_already_open: the open one. */
  readonly callbackId: string | undefined;
  /** When to come again, in seconds, if the backend said. */
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, status: number, details: Details = {}, retryAfter?: number) {
    super(details.detail ?? code);
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.detail = details.detail ?? "";
    this.errors = details.errors ?? [];
    this.rule = details.rule;
    this.nextAllowedAt = details.next_allowed_at;
    this.alternatives = details.alternatives ?? [];
    this.callbackId = details.callback_id;
    this.retryAfter = retryAfter;
  }

  /** True when the same request may succeed later without anybody changing anything. */
  get passing(): boolean {
    return this.code === "unreachable" || this.code === "idempotency_in_progress" || this.status === 429 || this.status >= 500;
  }
}

interface Outcome<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** answer gives what a request brought, or throws a Problem. Use it around every call of the client: answer(api.GET(...)). */
export async function answer<Body>(pending: Promise<Outcome<Body>>): Promise<Exclude<Body, undefined>> {
  return (await answerWithVersion(pending)).body;
}

/** answerWithVersion also gives the answer's ETag, for the If-Match of a change that is based on it. */
export async function answerWithVersion<Body>(pending: Promise<Outcome<Body>>): Promise<{ body: Exclude<Body, undefined>; etag: string | null }> {
  let outcome: Outcome<Body>;
  try {
    outcome = await pending;
  } catch (failure) {
    if (isAbort(failure)) throw failure; // the caller has gone: nothing went wrong
    throw new Problem("unreachable", 0);
  }
  const { data, error, response } = outcome;
  if (!response.ok) throw problemOf(error, response);
  return { body: data as Exclude<Body, undefined>, etag: response.headers.get("ETag") };
}

/** problemOf reads an answer that is no success. */
export function problemOf(body: unknown, response: Response): Problem {
  const wait = Number(response.headers.get("Retry-After"));
  const retryAfter = wait > 0 ? wait : undefined;
  if (isProblem(body)) return new Problem(body.code, body.status, body, retryAfter);
  return new Problem("unreachable", response.status, {}, retryAfter);
}

/** asProblem is for what a catch gives: anything that is no Problem is treated as one that may pass. */
export function asProblem(failure: unknown): Problem {
  return failure instanceof Problem ? failure : new Problem("unreachable", 0, failure instanceof Error ? { detail: failure.message } : {});
}

function isAbort(failure: unknown): boolean {
  return failure instanceof Error && failure.name === "AbortError";
}
