import type { Flex, Manager } from "@twilio/flex-ui";

import type { Schema } from "../api/client";
import type { DialRequest, Host } from "../host";
import type { Say } from "../strings/texts";
import { before } from "./desktop";
import { makeDialler, type Dialled } from "./dialling";
import { askAboutNumber, type Held } from "./handDial";
import type { Signal } from "./signal";
import { liveTasks } from "./tasks";

interface StartOutboundCall {
  destination?: string;
  taskAttributes?: Record<string, unknown>;
}

const known = ["outside_calling_hours", "attempt_cap", "refusal_cool_off", "do_not_call", "deceased", "erased", "callback_closed"] as const;

/** reasonText says why somebody may not be rung, in the agent's language. */
export function reasonText(code: string | undefined, say: Say): string {
  const found = known.find((each) => each === code);
  return say(found ? `desk.reason_${found}` : "desk.reason_other");
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

/** watchHandDials asks the gate about each number that is dialled in another way than by a callback. What it stops goes into `held`. */
export function watchHandDials(flex: Flex, host: Host, held: Signal<Held | undefined>, say: Say): void {
  before(flex, "StartOutboundCall", async (payload, abort) => {
    const { destination, taskAttributes } = payload as StartOutboundCall;
    if (!destination || taskAttributes?.["callback_id"]) return; // our own calls were asked about
    try {
      const { judgement, preview } = await askAboutNumber(host, destination);
      if (judgement.do === "call") return;
      if (judgement.do === "warn") return host.notify("warning", say(judgement.of === "open" ? "desk.hand_open" : "desk.hand_unknown_timezone"));
      abort();
      held.set({ phone: destination, preview, problems: judgement.problems });
    } catch {
      // A call centre goes on without Ringback: the call is made, and the agent told that nobody checked it.
      host.notify("warning", say("desk.hand_unasked"));
    }
  });
}
