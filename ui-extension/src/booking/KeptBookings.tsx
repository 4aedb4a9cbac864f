import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import { Callout } from "../parts/Callout";
import { outboxOf, useKept } from "../api/bookings";
import type { Kept } from "../api/outbox";
import { useHost } from "../host";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useLanguage, useStrings } from "../strings/languages";
import { showIn } from "../time/show";

/** KeptBookings are those that the browser holds because Ringback did not answer. Nothing is shown when there are none. */
export function KeptBookings({ only }: { only?: string }): ReactElement | null {
  const say = useStrings();
  const kept = useKept().filter(({ key }) => !only || key === only);
  if (kept.length === 0) return null;
  return (
    <div role="status">
      <Callout variant="warning">
        <CalloutHeading as="h2">{say("booking.kept_title", { n: kept.length })}</CalloutHeading>
        <CalloutText>{say("booking.kept_detail")}</CalloutText>
        {kept.map((each) => <One key={each.key} kept={each} />)}
      </Callout>
    </div>
  );
}

function One({ kept }: { kept: Kept }): ReactElement {
  const say = useStrings();
  const outbox = outboxOf(useHost());
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  return (
    <Box display="flex" flexDirection="column" rowGap="space30" marginTop="space40">
      <Summary kept={kept} />
      {kept.refused ? <Text as="p" color="colorTextError">{say("booking.kept_refused", { detail: kept.refused.detail })}</Text> : null}
      <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
        <Button variant="secondary" size="small" loading={busy} onClick={() => { setBusy(true); void outbox.tryNow(kept.key).finally(() => { setBusy(false); }); }}>{say("booking.kept_try")}</Button>
        <Button variant="destructive_secondary" size="small" onClick={() => { setAsking(true); }}>{say("booking.kept_abandon")}</Button>
      </Box>
      <ConfirmDialog open={asking} destructive title={say("booking.kept_abandon_title")} confirmLabel={say("booking.kept_abandon_confirm")} confirm={() => { outbox.abandon(kept.key); }} close={() => { setAsking(false); }}>
        {say("booking.kept_abandon_detail")}
      </ConfirmDialog>
    </Box>
  );
}

/** donorOf names the donor of a booking as far as the browser knows. */
export function donorOf({ body: { record, record_id } }: Kept): string {
  return record?.name ?? record?.external_id ?? record?.phone ?? record_id ?? "";
}

function Summary({ kept }: { kept: Kept }): ReactElement {
  const { locale } = useLanguage();
  const { local_time, timezone } = kept.body;
  // A wall time without its zone is shown as it was said.
  const when = showIn(`${local_time}:00Z`, "UTC", locale);
  return <Text as="span" fontWeight="fontWeightSemibold"><bdi>{donorOf(kept)}</bdi> · {when}{timezone ? <> <bdi>{timezone}</bdi></> : null}</Text>;
}
