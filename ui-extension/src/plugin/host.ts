import type { Manager } from "@twilio/flex-ui";

import { makeClient, type Surroundings } from "../api/client";
import type { Host, Me, NoticeKind } from "../host";
import { makeClock } from "../time/clock";

/** What the host asks of the desktop beside its manager. */
export interface Desk {
  notify(kind: NoticeKind, text: string): void;
  onCall(): boolean;
}

/** addressOf finds Ringback: the Flex configuration names it, else it is where the plugin's own script came from. */
export function addressOf(customData: Record<string, unknown> | undefined, scriptSrc: string | undefined): string | undefined {
  const ringback = customData?.["ringback"];
  const named = typeof ringback === "object" && ringback !== null && "url" in ringback ? ringback.url : undefined;
  if (typeof named === "string" && named !== "") return named.replace(/\/+$/, "");
  return scriptSrc ? new URL(scriptSrc).origin : undefined;
}

/** meInFlex is who Flex says that this is. Flex's desktop must not wait for Ringback, which judges each request by the token anyway. */
export function meInFlex({ user, workerClient }: Pick<Manager, "user" | "workerClient">): Me {
  const role = (["admin", "supervisor"] as const).find((each) => user.roles.includes(each)) ?? "agent";
  const team = workerClient?.attributes["team"];
  return { role, name: user.identity, workerSid: workerClient?.sid, team: typeof team === "string" ? team : undefined };
}

/** makeFlexHost asks in the agent's name. The token is read anew for each request, since Flex renews it. */
export function makeFlexHost(manager: Manager, baseUrl: string, desk: Desk): Host {
  const clock = makeClock();
  const surroundings: Surroundings = { baseUrl, token: () => manager.user.token, heard: clock.heard };
  return { kind: "flex", api: makeClient(surroundings), surroundings, me: meInFlex(manager), notify: desk.notify, now: clock.now, onCall: desk.onCall };
}
