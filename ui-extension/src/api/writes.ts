import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from "@tanstack/react-query";
import { useRef } from "react";

import { asProblem, type Problem } from "./problem";

/** newKey names one request: 128 random bits. crypto.randomUUID would need https, which a first look on a local network may lack. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** etagOf is what If-Match takes of a callback or record that was read. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** WriteHeaders go with each write: the key by which it is done once. Spread them into params.header. */
export interface WriteHeaders {
  "Idempotency-Key": string;
}

/** KeyKeeper keeps the key of a request whose fate is unknown, so that sending it again cannot do it twice. */
export class KeyKeeper {
  private open: { body: string; key: string } | undefined;

  keyFor(body: unknown): string {
    const text = JSON.stringify(body) ?? "";
    if (this.open?.body !== text) this.open = { body: text, key: newKey() };
    return this.open.key;
  }

  /** The request has succeeded or was refused: the next one is another. */
  settle(problem?: Problem): void {
    if (!problem?.passing) this.open = undefined;
  }
}

/**
 * useWrite makes one kind of change. `send` gets the variables and the headers; what `touches` names is read anew afterwards.
 * Pressing the button again after a lost answer sends the same key.
 */
export function useWrite<Variables, Body>(
  send: (variables: Variables, headers: WriteHeaders) => Promise<Body>,
  touches: QueryKey[] = [],
): UseMutationResult<Body, Problem, Variables> {
  const cache = useQueryClient();
  const keeper = useRef(new KeyKeeper());
  return useMutation<Body, Problem, Variables>({
    mutationFn: async (variables) => {
      try {
        const body = await send(variables, { "Idempotency-Key": keeper.current.keyFor(variables) });
        keeper.current.settle();
        return body;
      } catch (failure) {
        const problem = asProblem(failure);
        keeper.current.settle(problem);
        throw problem;
      }
    },
    onSuccess: async () => {
      await Promise.all(touches.map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
}
