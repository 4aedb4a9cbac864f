import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { Remark } from "../parts/Remark";
import type { Schema } from "../api/client";
import { ClockPair } from "../parts/ClockPair";
import { Countdown } from "../parts/Countdown";
import { OverrideBadge } from "../parts/OverrideBadge";
import { StatusBadge } from "../parts/StatusBadge";
import { isOpen } from "../queue/filter";
import { useStrings } from "../strings/languages";

interface Props {
  callback: Schema<"CallbackStory">;
  /** The donor's name stands above the card already. */
  named: boolean;
}

/** CardHead is who is to be rung and when it was promised. */
export function CardHead({ callback, named }: Props): ReactElement {
  const say = useStrings();
  const { record, phone } = callback;
  const broken = callback.chain.filter((link) => link.broken).length;
  return (
    <Box display="flex" flexDirection="column" rowGap="space40">
      <div>
        {named ? null : <Heading as="h2" variant="heading30" marginBottom="space0"><bdi>{donorName(record) ?? say("card.unnamed")}</bdi></Heading>}
        <Text as="p" color="colorTextWeak" overflowWrap="anywhere"><bdi>{phone ?? say("card.number_hidden")}</bdi>{record.external_id && record.name ? <> · <bdi>{record.external_id}</bdi></> : null}</Text>
      </div>
      <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
        <StatusBadge callback={callback} />
        <OverrideBadge override={callback.override} />
      </Box>
      <Box display="flex" flexWrap="wrap" alignItems="baseline" justifyContent="space-between" columnGap="space50">
        <ClockPair at={callback.window_start} until={callback.window_end} zone={callback.timezone} />
        {isOpen(callback) && callback.attempts === 0 ? <Text as="span" fontWeight="fontWeightSemibold"><Countdown to={callback.window_start} /></Text> : null}
      </Box>
      {broken > 0 ? <Remark icon="warning">{say("card.broken_before", { n: broken })}</Remark> : null}
    </Box>
  );
}

/** donorName is what a donor is called: by name, or by the caller's own id. */
export function donorName({ name, external_id }: Schema<"CallbackStory">["record"]): string | undefined {
  return name ?? external_id ?? undefined;
}
