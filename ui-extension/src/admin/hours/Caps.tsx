import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { ChoiceField, NumberField } from "../form/Fields";
import type { HoursSet } from "./document";

type Cap = NonNullable<HoursSet["caps"]>[number];

const periods = ["day", "24h", "30d"] as const;
const scopes = ["number", "record"] as const;

interface Props {
  caps: readonly Cap[];
  change: (caps: Cap[]) => void;
}

/** Caps are how often a donor may be tried. */
export function Caps({ caps, change }: Props): ReactElement {
  const say = useStrings();
  const put = (index: number, part: Partial<Cap>) => { change(caps.map((cap, at) => (at === index ? { ...cap, ...part } : cap))); };
  return (
    <Box role="group" aria-label={say("hours.caps")} display="flex" flexDirection="column" rowGap="space40">
      <Text as="h3" fontWeight="fontWeightSemibold">{say("hours.caps")}</Text>
      {caps.length === 0 ? <Text as="p" color="colorTextWeak">{say("hours.no_caps")}</Text> : null}
      {caps.map((cap, index) => (
        <Box key={index} display="flex" flexWrap="wrap" alignItems="center" columnGap="space30" rowGap="space20">
          <Box width="size10"><NumberField bare label={say("hours.cap_max")} value={cap.max} min={1} max={1000} change={(max) => { put(index, { max }); }} /></Box>
          <ChoiceField bare label={say("hours.cap_per")} value={cap.per} of={periods.map((value) => ({ value, label: say(`hours.cap_per_${value}`) }))} change={(per) => { put(index, { per }); }} />
          <ChoiceField bare label={say("hours.cap_scope")} value={cap.scope} of={scopes.map((value) => ({ value, label: say(`hours.cap_scope_${value}`) }))} change={(scope) => { put(index, { scope }); }} />
          <Button variant="secondary" size="small" onClick={() => { change(caps.filter((_, at) => at !== index)); }}>{say("admin.remove")}</Button>
        </Box>
      ))}
      <Box>
        <Button variant="secondary" size="small" onClick={() => { change([...caps, { max: 3, per: "24h", scope: "number" }]); }}>{say("hours.add_cap")}</Button>
      </Box>
    </Box>
  );
}
