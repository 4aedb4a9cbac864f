import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useStrings } from "../../strings/languages";
import { ChoiceField, TextField } from "../form/Fields";
import { readDelays, writeDelays } from "./delays";

export type Outcome = Schema<"Outcome">;

export const actions = ["callback", "retry", "resolve"] as const;
const resolutions = ["contacted", "satisfied_elsewhere", "refused", "no_contact", "wrong_number", "do_not_call", "deceased", "donor_cancelled", "manager_cancelled", "duplicate"] as const;

interface Props {
  outcome: Outcome;
  change: (part: Partial<Outcome>) => void;
  fault: (field: string) => string | undefined;
}

/** Code names an outcome as programs do. */
export function Code({ outcome }: { outcome: Outcome }): ReactElement {
  const say = useStrings();
  return (
    <Box display="flex" flexDirection="column" rowGap="space10" alignItems="flex-start">
      <Text as="span" fontFamily="fontFamilyCode" fontSize="fontSize20"><bdi>{outcome.code}</bdi></Text>
      {outcome.built_in ? null : <Badge as="span" variant="new">{say("outcomes.own")}</Badge>}
    </Box>
  );
}

/** Then is what follows an outcome: the resolution, or the tries to come. */
export function Then({ outcome, change, fault }: Props): ReactElement {
  const say = useStrings();
  switch (outcome.action) {
    case "callback":
      return <Text as="span" color="colorTextWeak">{say("outcomes.then_callback")}</Text>;
    case "resolve":
      return (
        <ChoiceField
          bare
          label={say("outcomes.resolution_of", { code: outcome.code })}
          value={outcome.resolution ?? "contacted"}
          of={resolutions.map((value) => ({ value, label: say(`outcomes.resolution_${value}`) }))}
          fault={fault("resolution")}
          change={(resolution) => { change({ resolution }); }}
        />
      );
    case "retry":
      return <Delays outcome={outcome} change={change} fault={fault} />;
  }
}

function Delays({ outcome, change, fault }: Props): ReactElement {
  const say = useStrings();
  const [text, setText] = useState(() => writeDelays(outcome.retry_delays));
  const unreadable = readDelays(text) === undefined;
  return (
    <TextField
      bare
      label={say("outcomes.delays_of", { code: outcome.code })}
      value={text}
      help={say("outcomes.tries", { n: outcome.retry_delays.length })}
      fault={unreadable ? say("outcomes.delays_unreadable") : fault("retry_delays")}
      change={(next) => {
        setText(next);
        const delays = readDelays(next);
        if (delays) change({ retry_delays: delays });
      }}
    />
  );
}
