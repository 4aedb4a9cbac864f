import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import { useEffect, useRef, type ReactElement } from "react";

import type { Schema } from "../api/client";
import { ClockPair } from "../parts/ClockPair";
import { StatusBadge } from "../parts/StatusBadge";
import { useStrings } from "../strings/languages";
import type { Booking } from "./booking";
import { KeptBookings } from "./KeptBookings";
import type { Result } from "./useBooking";
import { Remark } from "../parts/Remark";

/** Outcome takes the form's place once it is sent: what is promised now, or that it is kept in the browser. */
export function Outcome({ booking, result }: { booking: Booking; result: Result }): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed has gone: without this the keyboard would be nowhere.
  useEffect(() => { place.current?.focus(); }, []);
  return (
    <Box ref={place} tabIndex={-1} outline="none" role="status">
      {"kept" in result ? <KeptBookings only={result.kept.key} /> : <Stored booking={booking} callback={result.callback} />}
    </Box>
  );
}

function Stored({ booking, callback }: { booking: Booking; callback: Schema<"Callback"> }): ReactElement {
  const say = useStrings();
  return (
    <Box display="flex" flexDirection="column" rowGap="space30" padding="space50" backgroundColor="colorBackgroundSuccessWeakest" borderRadius="borderRadius30">
      <Remark icon="success"><strong>{say(booking.kind === "move" ? "booking.moved" : "booking.booked")}</strong></Remark>
      {booking.kind === "again" ? null : (
        <>
          {callback.record.name ? <Text as="span"><bdi>{callback.record.name}</bdi></Text> : null}
          <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20">
            <ClockPair at={callback.window_start} until={callback.window_end} zone={callback.timezone} />
            <StatusBadge callback={callback} />
          </Box>
        </>
      )}
    </Box>
  );
}
