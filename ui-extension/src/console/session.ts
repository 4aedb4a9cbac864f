import { useCallback, useEffect, useState } from "react";

import type { Schema } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { Door } from "./host";

export type SessionState =
  | { at: "asking" }
  | { at: "away"; problem: Problem }
  | { at: "outside"; code?: string | undefined }
  | { at: "inside"; session: Schema<"Session"> };

/** useSession asks who is signed in, and lets people in and out. A sign-in link's code goes before a session that is there already. */
export function useSession(door: Door, code: string | undefined) {
  const [state, setState] = useState<SessionState>(code ? { at: "outside", code } : { at: "asking" });
  const ask = useCallback(() => {
    setState({ at: "asking" });
    door.session().then(
      (session) => { setState(session ? { at: "inside", session } : { at: "outside" }); },
      (failure: unknown) => { setState({ at: "away", problem: asProblem(failure) }); },
    );
  }, [door]);
  useEffect(() => {
    if (!code) ask();
  }, [ask, code]);

  const signIn = useCallback(async (by: { key: string } | { code: string }) => {
    setState({ at: "inside", session: await door.signIn(by) });
  }, [door]);
  const lost = useCallback(() => { setState({ at: "outside" }); }, []);
  const signOut = useCallback(() => {
    door.signOut().then(lost, lost); // a session that cannot be closed ends by itself
  }, [door, lost]);
  return { state, signIn, signOut, lost, again: ask };
}
