import type { Flex, Manager } from "@twilio/flex-ui";

import { makeClient, type Surroundings } from "../api/client";
import { answer } from "../api/problem";
import { meOf, type Host, type NoticeKind } from "../host";
import { makeClock } from "../time/clock";

/** What the host asks of the desktop beside its manager. */
export interface Desk {
  notify(kind: NoticeKind, text: string): void;
  onCall(): boolean;
  dial: NonNullable<Host["dial"]>;
}

/** addressOf finds Ringback: the Flex configuration names it, else it is where the plugin's own script came from. */
export function addressOf(customData: Record<string, unknown> | undefined, scriptSrc: string | undefined): string | undefined {
  const ringback = customData?.["ringback"];
  const named = typeof ringback === "object" && ringback !== null && "url" in ringback ? ringback.url : undefined;
  if (typeof named === "string" && named !== "") return named.replace(/\/+$/, "");
  return scriptSrc ? new URL(scriptSrc).origin : undefined;
}

/** makeFlexHost asks Ringback who the agent is, by the agent's own token, which is read anew for each request since Flex renews it. */
export async function makeFlexHost(manager: Pick<Manager, "user">, baseUrl: string, desk: Desk): Promise<Host> {
  const clock = makeClock();
  const surroundings: Surroundings = { baseUrl, token: () => manager.user.token, heard: clock.heard };
  const api = makeClient(surroundings);
  const me = meOf(await answer(api.GET("/api/v1/session")));
  return { kind: "flex", api, surroundings, me, notify: desk.notify, now: clock.now, dial: desk.dial, onCall: desk.onCall };
}

/** notifier shows notices the way Flex shows its own. */
export function notifier(flex: Flex): Desk["notify"] {
  const types: Record<NoticeKind, string> = { success: flex.NotificationType.success, neutral: flex.NotificationType.information, warning: flex.NotificationType.warning, error: flex.NotificationType.error };
  for (const [kind, type] of Object.entries(types)) {
    flex.Notifications.registerNotification({ id: `ringback-${kind}`, type, content: "{{text}}", timeout: 8000 });
  }
  return (kind, text) => {
    flex.Notifications.showNotification(`ringback-${kind}`, { text });
  };
}
