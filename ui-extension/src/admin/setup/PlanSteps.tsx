import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { Difference } from "./Difference";
import type { PlanStep } from "./queries";
import { kinds, looks } from "./words";

/** PlanSteps lists each thing that set-up looks after, and what it would do to it. */
export function PlanSteps({ steps }: { steps: readonly PlanStep[] }): ReactElement {
  const say = useStrings();
  return (
    <Box as="ul" aria-label={say("setup.plan")} margin="space0" padding="space0" display="flex" flexDirection="column" style={{ listStyle: "none" }}>
      {steps.map((step) => <Step key={`${step.kind} ${step.name}`} of={step} />)}
    </Box>
  );
}

function Step({ of: step }: { of: PlanStep }): ReactElement {
  const say = useStrings();
  const name = step.kind === "activities" ? "" : step.name;
  return (
    <Box as="li" display="grid" columnGap="space50" rowGap="space20" paddingY="space40" borderBottomWidth="borderWidth10" borderBottomStyle="solid" borderBottomColor="colorBorderWeaker" gridTemplateColumns={["minmax(0, 1fr)", "7rem minmax(0, 1fr)"]}>
      <Box><Badge as="span" variant={looks[step.action]}>{say(`setup.action_${step.action}`)}</Badge></Box>
      <Box display="flex" flexDirection="column" rowGap="space30" minWidth="size0">
        <Text as="span" style={{ overflowWrap: "anywhere" }}>
          <Text as="span" color="colorTextWeak">{say(kinds[step.kind])}</Text> <bdi>{name}</bdi>
        </Text>
        {step.obstacle ? <Obstacle of={step.obstacle} /> : null}
        <Difference of={name || say(kinds[step.kind])} lines={step.diff} />
      </Box>
    </Box>
  );
}

function Obstacle({ of }: { of: NonNullable<PlanStep["obstacle"]> }): ReactElement {
  const say = useStrings();
  return <Text as="p" color="colorTextError">{say(`setup.obstacle_${of}`)}</Text>;
}
