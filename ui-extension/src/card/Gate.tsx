import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useHost } from "../host";
import { Remark } from "../parts/Remark";
import { useLanguage, useStrings } from "../strings/languages";
import { showIn } from "../time/show";

const halfADay = 12 * 3_600_000;

/** Gate says whether the donor may be rung now, by every rule that speaks against it, and when again. */
export function Gate({ explanation }: { explanation: Schema<"Explanation"> }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const { now } = useHost();
  const { allowed, allowed_until, override_id, reasons, next_allowed_at, timezone } = explanation;
  if (allowed) {
    const ends = allowed_until && Date.parse(allowed_until) - now() < halfADay; // what ends tomorrow hurries nobody
    const until = ends ? say("card.gate_until", { time: showIn(allowed_until, timezone, locale, "time") }) : say("card.gate_yes");
    return <Remark icon="success">{override_id ? say("card.gate_override") : until}</Remark>;
  }
  return (
    <Box display="flex" flexDirection="column" rowGap="space20">
      <Remark icon="error"><strong>{say("card.gate_no")}</strong></Remark>
      {reasons.filter(({ lifted_by }) => !lifted_by).map(({ code, rule, set }) => (
        <Text as="p" key={code + (set ?? "")} lineHeight="lineHeight20" overflowWrap="anywhere">{say("booking.rule", { rule })}</Text>
      ))}
      {next_allowed_at ? <Text as="p">{say("card.gate_next", { time: showIn(next_allowed_at, timezone, locale) })}</Text> : null}
    </Box>
  );
}
