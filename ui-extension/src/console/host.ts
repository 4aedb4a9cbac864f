import { makeClient, type Schema, type Surroundings } from "../api/client";
import { answer, Problem } from "../api/problem";
import { meOf, type Host } from "../host";
import { makeClock } from "../time/clock";

type Session = Schema<"Session">;

/** Door is the console's way in and out: the browser's session with Ringback. */
export interface Door {
  /** Who is signed in; undefined for nobody. */
  session(): Promise<Session | undefined>;
  /** Opens a session by a key, or by the code of a sign-in link. */
  signIn(by: { key: string } | { code: string }): Promise<Session>;
  signOut(): Promise<void>;
  host(session: Session, notify: Host["notify"]): Host;
}

/** makeDoor speaks to the Ringback that served the page. */
export function makeDoor(baseUrl: string): Door {
  let csrf: string | undefined;
  const clock = makeClock();
  const surroundings: Surroundings = { baseUrl, csrf: () => csrf, heard: clock.heard };
  const api = makeClient(surroundings);

  function remember(session: Session): Session {
    csrf = session.csrf_token ?? undefined;
    return session;
  }
  return {
    async session() {
      try {
        return remember(await answer(api.GET("/api/v1/session")));
      } catch (failure) {
        if (failure instanceof Problem && failure.code === "unauthenticated") return undefined;
        throw failure;
      }
    },
    async signIn(by) {
      return remember(await answer(api.POST("/api/v1/session", { body: by })));
    },
    async signOut() {
      await answer(api.DELETE("/api/v1/session"));
      csrf = undefined;
    },
    host: (session, notify) => ({ kind: "console", api, surroundings, me: meOf(session), notify, now: clock.now, onCall: () => false }),
  };
}

/** codeIn finds the code that a sign-in link carries behind its #. */
export function codeIn(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, "")).get("code") ?? undefined;
}
