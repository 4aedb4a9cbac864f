import type { Flex, Manager } from "@twilio/flex-ui";

import type { Schema } from "../api/client";
import type { DialRequest, Host } from "../host";
import type { Say } from "../strings/texts";
import { before } from "./desktop";
import { makeDialler, type Dialled } from "./dialling";
import { askAboutNumber } from "./handDial";
import { liveTasks } from "./tasks";

interface StartOutboundCall {
  destination?: string;
  taskAttributes?: Record<string, unknown>;
}

const known = ["outside_calling_hours", "attempt_cap", "refusal_cool_off", "do_not_call", "deceased", "erased", "callback_closed"] as const;

/** reasonText says why somebody may not be rung, in the agent's language. */
export function reasonText(code: string | undefined, say: Say): string {
  const found = known.find((each) => each === code);
  return say(found ? `desk.reason_${found}` : code === "callback_already_open" ? "desk.reason_open" : "desk.reason_other");
}

/** makeDial is how the screens ring a donor: through the gate, and through Flex. */
export function makeDial(flex: Flex, manager: Manager, host: Host, say: Say): (request: DialRequest) => Promise<void> {
  const dial = makeDialler(host.api, {
    tasks: () => liveTasks(manager),
    start: (destination, taskAttributes) => flex.Actions.invokeAction("StartOutboundCall", { destination, taskAttributes }),
  });
  return async (request) => {
    tell(await dial(request), host.notify, say);
  };
}

function tell(dialled: Dialled, notify: Host["notify"], say: Say): void {
  if (dialled.ok) return;
  switch (dialled.because) {
    case "already_ringing":
      return notify("neutral", say("desk.already_ringing"));
    case "not_allowed":
      return notify("warning", say("desk.dial_refused", { why: reasonText(firstCode(dialled.why), say) }));
    case "not_asked":
      return notify("error", dialled.problem.code === "unreachable" && dialled.problem.detail ? say("desk.dial_failed", { why: dialled.problem.detail }) : say("desk.gate_away"));
  }
}

const firstCode = (why: Schema<"GateReason">[]) => why[0]?.code;

/** watchHandDials asks the gate about each number that is dialled in another way than by a callback. */
export function watchHandDials(flex: Flex, host: Host, say: Say): void {
  before(flex, "StartOutboundCall", async (payload, abort) => {
    const { destination, taskAttributes } = payload as StartOutboundCall;
    if (!destination || taskAttributes?.["callback_id"]) return; // our own calls were asked about
    try {
      const judgement = await askAboutNumber(host, destination);
      if (judgement.do === "call") return;
      const why = reasonText(judgement.problem.code, say);
      if (judgement.do === "warn") return host.notify("warning", say("desk.hand_warned", { why }));
      abort();
      host.notify("error", say("desk.hand_stopped", { why }));
    } catch {
      // A call centre goes on without Ringback: the call is made, and the agent told that nobody checked it.
      host.notify("warning", say("desk.hand_unasked"));
    }
  });
}
