import type { ReactElement, ReactNode } from "react";

import type { Problem } from "../api/problem";
import { ErrorState } from "./ErrorState";
import { LoadingRows } from "./LoadingRows";

interface Reading<Body> {
  data: Body | undefined;
  error: Problem | null;
  refetch: () => unknown;
}

interface Props<Body> {
  of: Reading<Body>;
  /** Of the final size; rows of a list if nothing is given. */
  loading?: ReactNode;
  children: (body: Body) => ReactNode;
}

/** Loaded shows what a query read; until then its skeleton, and its error with a way to try again. Old data stays in sight over an error. */
export function Loaded<Body>({ of, loading, children }: Props<Body>): ReactElement {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <ErrorState problem={of.error} retry={() => void of.refetch()} />;
  return <>{loading ?? <LoadingRows />}</>;
}
