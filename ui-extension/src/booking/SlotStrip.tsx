import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { SlotFilter } from "../api/queries";
import { useSlots } from "../api/queries";
import { HeatStrip } from "../charts/HeatStrip";
import { mayManage, useHost } from "../host";
import { useLanguage, useStrings } from "../strings/languages";
import { showIn } from "../time/show";
import { place, wallNow } from "../time/wall";
import { chosenTime, withTime } from "./draft";
import type { Form } from "./useBooking";

const quarter = 15 * 60_000;
const before = 6 * quarter;
const after = 10 * quarter;

/** SlotStrip shows how full the quarter hours round the chosen time are; one click takes one. */
export function SlotStrip({ form }: { form: Form }): ReactElement | null {
  const say = useStrings();
  const { locale } = useLanguage();
  const { me } = useHost();
  const { draft, zone: { zone }, change, booking } = form;
  const chosen = zone ? place(chosenTime(draft) ?? "", zone)?.instant : undefined;
  const slot = chosen === undefined ? undefined : Math.floor(chosen / quarter) * quarter;
  const recordId = booking.kind === "new" ? booking.recordId : booking.callback.record.id;
  const team = mayManage(me) && draft.outcome === "other_team" ? draft.team : undefined;
  const { data } = useSlots(zone && slot !== undefined ? asked(zone, slot, recordId, team) : undefined);
  const items = data?.items ?? [];
  const first = items[0];
  const last = items.at(-1);
  if (!zone || slot === undefined) return null;
  return (
    <Box display="flex" flexDirection="column" rowGap="space20" minHeight="3.25rem">
      <Text as="span" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
        {say("booking.load")}
        {first && last ? ` · ${say("booking.load_span", { from: showIn(first.start, zone, locale, "time"), to: showIn(Date.parse(last.start) + quarter, zone, locale, "time") })}` : null}
      </Text>
      <HeatStrip label={say("booking.load")} slots={items} chosen={new Date(slot).toISOString()} choose={({ start }) => { change(withTime(draft, wallNow(Date.parse(start), zone))); }} />
    </Box>
  );
}

function asked(timezone: string, slot: number, recordId: string | undefined, team: string | undefined): SlotFilter {
  return {
    timezone,
    from: new Date(slot - before).toISOString(),
    to: new Date(slot + after).toISOString(),
    ...(recordId ? { record_id: recordId } : {}),
    ...(team ? { team } : {}),
  };
}
