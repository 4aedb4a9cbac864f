import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import type { ITask } from "@twilio/flex-ui";
import { useState, type ReactElement } from "react";

import { Callout } from "../parts/Callout";
import { useStrings } from "../strings/languages";
import { mayComplete, type Choice } from "./choices";
import type { WrapUp } from "./wrapUp";

interface Props {
  task: ITask;
  wrapUp: WrapUp;
  choice: Choice;
}

/** GiveUp is the way out for an agent whose choice cannot be stored. It asks twice: a donor was promised something. */
export function GiveUp({ task, wrapUp, choice }: Props): ReactElement | null {
  const say = useStrings();
  const [sure, setSure] = useState(false);
  if (mayComplete(choice) || task.status !== "wrapping") return null;
  return (
    <Callout variant="warning">
      {sure ? <CalloutHeading as="h3">{say("desk.give_up_sure")}</CalloutHeading> : null}
      <CalloutText>{say(sure ? "desk.give_up_detail" : choice.at === "kept" ? "desk.unwritten" : "desk.chosen")}</CalloutText>
      <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30" marginTop="space40">
        {choice.at === "kept" && !sure ? (
          <Button variant="secondary" size="small" onClick={() => void wrapUp.writeAgain(task)}>
            {say("desk.write_again")}
          </Button>
        ) : null}
        <Button variant={sure ? "destructive" : "secondary"} size="small" onClick={() => { if (sure) void wrapUp.giveUp(task); setSure(!sure); }}>
          {say("desk.give_up")}
        </Button>
        {sure ? (
          <Button variant="secondary" size="small" onClick={() => { setSure(false); }}>
            {say("states.cancel")}
          </Button>
        ) : null}
      </Box>
    </Callout>
  );
}
