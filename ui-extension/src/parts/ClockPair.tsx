import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useLanguage, useStrings } from "../strings/languages";
import { ownZone, sameClock, sameDay, spanIn, zoneName, zonePlace } from "../time/show";

interface Props {
  /** An instant, as the API gives it. */
  at: string | number;
  /** The end, of a window that begins then. */
  until?: string | number | undefined;
  /** The donor's zone. */
  zone: string;
  /** The viewer's; the browser's if nothing is given. */
  yours?: string;
}

/** ClockPair shows an instant on the donor's clock and on the viewer's, with the zones' names. One clock is enough where both show the same. */
export function ClockPair({ at, until, zone, yours = ownZone() }: Props): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const same = sameClock(zone, yours, at);
  const yourTime = spanIn(at, until, yours, locale, sameDay(zone, yours, at) ? "time" : "dayTime");
  return (
    <Box display="flex" flexDirection="column">
      <Text as="span" fontWeight="fontWeightSemibold">
        <Clock at={at} time={spanIn(at, until, zone, locale)} zone={zone} />
      </Text>
      <Text as="span" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
        {same ? say("states.same_clock") : <>{say("states.your_clock")}: <Clock at={at} time={yourTime} zone={yours} /></>}
      </Text>
    </Box>
  );
}

function Clock({ at, time, zone }: { at: string | number; time: string; zone: string }): ReactElement {
  const { locale } = useLanguage();
  return (
    <time dateTime={new Date(at).toISOString()} title={zoneName(zone, at, locale, "long")}>
      {time} <bdi>{zonePlace(zone)}</bdi>
    </time>
  );
}
