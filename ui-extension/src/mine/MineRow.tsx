import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { ClockPair } from "../parts/ClockPair";
import { Countdown } from "../parts/Countdown";
import { problemTexts } from "../parts/ErrorState";
import { OverrideBadge } from "../parts/OverrideBadge";
import { Remark } from "../parts/Remark";
import { StatusBadge } from "../parts/StatusBadge";
import { useStrings } from "../strings/languages";
import { useSnooze } from "./useSnooze";

interface Props {
  callback: Schema<"Callback">;
  due: boolean;
  open: (opened: { callback: Schema<"Callback">; begin?: "move" }) => void;
}

/** MineRow is one promise of the list, and what is done to it most. */
export function MineRow({ callback, due, open }: Props): ReactElement {
  const say = useStrings();
  const snooze = useSnooze(callback);
  const name = callback.record.name ?? callback.record.external_id ?? say("card.unnamed");
  const movable = callback.status === "scheduled" || callback.status === "queued";
  return (
    <Box as="li" display="flex" flexDirection="column" rowGap="space30" paddingY="space40" borderTopWidth="borderWidth10" borderTopStyle="solid" borderTopColor="colorBorderWeaker">
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space60" rowGap="space30" fontSize="fontSize30">
        <Box style={{ flex: "1 1 13rem", minWidth: 0 }}>
          <Button variant="link" aria-label={say("mine.open", { name })} onClick={() => { open({ callback }); }}><bdi>{name}</bdi></Button>
          <Text as="p" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20" overflowWrap="anywhere">{callback.reason ?? callback.record.campaign}</Text>
          {callback.override ? <Box marginTop="space20"><OverrideBadge override={callback.override} /></Box> : null}
        </Box>
        <Box style={{ flex: "1 1 14rem", minWidth: 0 }}>
          <ClockPair at={callback.window_start} until={callback.window_end} zone={callback.timezone} />
        </Box>
        <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space30" rowGap="space20" style={{ flex: "1 1 10rem" }}>
          <StatusBadge callback={callback} />
          <Text as="span" color="colorTextWeak" fontSize="fontSize20"><Countdown to={callback.due_at} past={callback.attempts === 0 ? "late" : "ago"} /></Text>
        </Box>
        <Box display="flex" columnGap="space30" justifyContent={["flex-start", "flex-end"]} style={{ flex: "0 1 12.5rem" }}>
          {due && movable ? <Button variant="secondary" size="small" loading={snooze.isLoading} onClick={() => { snooze.mutate(undefined); }}>{say("mine.snooze")}</Button> : null}
          {movable ? <Button variant="secondary" size="small" onClick={() => { open({ callback, begin: "move" }); }}>{say("mine.move")}</Button> : null}
        </Box>
      </Box>
      {snooze.error ? <div role="alert"><Remark icon="error">{say("mine.snooze_refused", { why: snooze.error.rule ?? problemTexts(snooze.error, say).detail })}</Remark></div> : null}
    </Box>
  );
}
