import { Callout, CalloutHeading, CalloutText } from "@twilio-paste/callout";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { Plan } from "./queries";
import { changesOf } from "./words";

const variants = { ready: "neutral", blocked: "warning", nothing_to_do: "success", unreachable: "error", refused: "error", not_configured: "warning" } as const;

/** PlanState says in a sentence or two how the workspace stands, and what to do about it. */
export function PlanState({ plan }: { plan: Plan }): ReactElement {
  const say = useStrings();
  const { status, detail, workspace } = plan;
  return (
    <div aria-live="polite">
      <Callout variant={variants[status]}>
        <CalloutHeading as="h3">{status === "ready" ? say("setup.state_ready", { n: changesOf(plan.steps).length }) : say(`setup.state_${status}`)}</CalloutHeading>
        <CalloutText>{say(`setup.state_${status}_detail`, { workspace: workspace?.name ?? "" })}</CalloutText>
        {detail ? <CalloutText><span dir="auto" style={{ overflowWrap: "anywhere" }}>{detail}</span></CalloutText> : null}
      </Callout>
    </div>
  );
}
