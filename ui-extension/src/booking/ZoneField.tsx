import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Select } from "@twilio-paste/select";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import { useHost } from "../host";
import { Field } from "../parts/Field";
import { useLanguage, useStrings } from "../strings/languages";
import { useNow } from "../time/clock";
import { ownZone, sameClock, sameDay, showIn, zonePlace } from "../time/show";
import { zones } from "../time/wall";
import type { DonorZone } from "./useDonorZone";

interface Props {
  known: DonorZone;
  choose: (zone: string) => void;
}

/** ZoneField says where the donor's clock is, how that is known, and lets it be changed; asked for where nobody knows. */
export function ZoneField({ known, choose }: Props): ReactElement | null {
  const [open, setOpen] = useState(false);
  if (known.how === "asking") return <Box minHeight="sizeIcon70" aria-hidden="true" />;
  if (open || !known.zone) return <ZoneSelect known={known} choose={(zone) => { choose(zone); setOpen(false); }} focus={open} />;
  return <ZoneNow zone={known.zone} how={known.how} change={() => { setOpen(true); }} />;
}

function ZoneNow({ zone, how, change }: { zone: string; how: DonorZone["how"]; change: () => void }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const now = useNow(useHost().now, 60);
  const yours = ownZone();
  const form = sameDay(zone, yours, now) ? "time" : "dayTime";
  const time = showIn(now, zone, locale, form);
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20">
      <Box display="flex" flexDirection="column" flexGrow={1}>
        <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space30">
          <Text as="span" fontWeight="fontWeightSemibold">{say("booking.zone")}: <bdi>{zonePlace(zone)}</bdi></Text>
          {how === "inferred" ? <Badge as="span" variant="decorative10">{say("booking.zone_inferred")}</Badge> : null}
          {how === "assumed" ? <Badge as="span" variant="warning">{say("booking.zone_assumed")}</Badge> : null}
        </Box>
        <Text as="span" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
          {sameClock(zone, yours, now) ? say("booking.zone_now_same", { time }) : say("booking.zone_now", { time, your_time: showIn(now, yours, locale, form) })}
        </Text>
      </Box>
      <Button variant="link" onClick={change} aria-label={`${say("booking.zone_change")}: ${say("booking.zone")}`}>{say("booking.zone_change")}</Button>
    </Box>
  );
}

const named = (zone: string) => zone.replaceAll("_", " ");

// Plain options: there are four hundred, and Paste's own cost too much each.
function ZoneSelect({ known, choose, focus }: Props & { focus: boolean }): ReactElement {
  const say = useStrings();
  const now = useNow(useHost().now, 60);
  const { locale } = useLanguage();
  return (
    <Field label={say("booking.zone")} help={known.zone ? undefined : say("booking.zone_ask")} required>
      {(ids) => (
        // eslint-disable-next-line jsx-a11y/no-autofocus -- its own button has just opened it: the keyboard goes on from there
        <Select {...ids} autoFocus={focus} value={known.zone ?? ""} onChange={(event) => { choose(event.currentTarget.value); }}>
          {known.zone ? <></> : <option value="">{say("booking.zone_choose")}</option>}
          {known.likely.length > 0 ? (
            <optgroup label={say("booking.zone_likely")}>
              {known.likely.map((zone) => <option key={zone} value={zone}>{`${named(zone)} (${showIn(now, zone, locale, "time")})`}</option>)}
            </optgroup>
          ) : <></>}
          <optgroup label={say("booking.zone_all")}>
            {all(known).map((zone) => <option key={zone} value={zone}>{named(zone)}</option>)}
          </optgroup>
        </Select>
      )}
    </Field>
  );
}

/** all are the zones beside the likely ones; the backend's name for one may be older than the browser's. */
function all({ zone, likely }: DonorZone): string[] {
  const rest = zones().filter((each) => !likely.includes(each));
  return zone && !rest.includes(zone) && !likely.includes(zone) ? [zone, ...rest] : rest;
}
