import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { Ladder } from "./ladder";

/** LadderPicture draws how a waiting callback widens: its owner, the team, anyone, and when the managers are told. */
export function LadderPicture({ ladder }: { ladder: Ladder }): ReactElement {
  const say = useStrings();
  const told = say("ladder.picture", { owner: ladder.owner, team: ladder.team, alert: ladder.alert });
  const percent = (minutes: number) => `${(minutes / ladder.length) * 100}%`;
  return (
    <Box role="img" aria-label={told} position="relative" paddingBottom="space70">
      <Box display="flex" borderRadius="borderRadius20" overflow="hidden" aria-hidden="true">
        <Rung width={percent(ladder.owner)} label={say("ladder.owner")} detail={say("ladder.minutes", { n: ladder.owner })} tone="colorBackgroundPrimaryWeakest" />
        <Rung width={percent(ladder.team)} label={say("ladder.team")} detail={say("ladder.minutes", { n: ladder.team })} tone="colorBackgroundPrimaryWeaker" />
        <Rung width={percent(ladder.length - ladder.anyone)} label={say("ladder.anyone")} detail={say("ladder.then")} tone="colorBackgroundPrimaryWeak" />
      </Box>
      <Alert at={ladder.alert / ladder.length} label={say("ladder.managers", { n: ladder.alert })} />
    </Box>
  );
}

/** Alert is the line at which managers are told; its words stand on the side that has room. */
function Alert({ at, label }: { at: number; label: string }): ReactElement {
  const line = "2px dashed currentColor";
  const place = at > 0.5 ? { insetInlineEnd: `${(1 - at) * 100}%`, borderInlineEnd: line, paddingInlineEnd: 6 } : { insetInlineStart: `${at * 100}%`, borderInlineStart: line, paddingInlineStart: 6 };
  return (
    <Box position="absolute" aria-hidden="true" display="flex" color="colorTextErrorStrong" style={{ ...place, bottom: 0, top: 0, alignItems: "flex-end", pointerEvents: "none" }}>
      <Text as="span" fontSize="fontSize20" color="colorTextErrorStrong" style={{ whiteSpace: "nowrap" }}>
        {label}
      </Text>
    </Box>
  );
}

type Tone = "colorBackgroundPrimaryWeakest" | "colorBackgroundPrimaryWeaker" | "colorBackgroundPrimaryWeak";

function Rung({ width, label, detail, tone }: { width: string; label: string; detail: string; tone: Tone }): ReactElement {
  return (
    <Box backgroundColor={tone} paddingX="space30" paddingY="space30" minWidth="size0" style={{ width, overflow: "hidden" }}>
      <Text as="div" fontSize="fontSize20" fontWeight="fontWeightSemibold" style={{ whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" }}>{label}</Text>
      <Text as="div" fontSize="fontSize20" style={{ whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" }}>{detail}</Text>
    </Box>
  );
}
