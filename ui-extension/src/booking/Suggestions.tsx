import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useBothClocks } from "../parts/useBothClocks";
import { useStrings } from "../strings/languages";
import { withTime } from "./draft";
import type { Form } from "./useBooking";

/** Suggestions are times that can be booked as they are; one click takes one. */
export function Suggestions({ form, list }: { form: Form; list: Schema<"Alternative">[] }): ReactElement | null {
  const say = useStrings();
  const bothClocks = useBothClocks();
  if (list.length === 0) return null;
  function take({ local_time, window_minutes, timezone }: Schema<"Alternative">) {
    const zone = timezone === form.zone.zone ? {} : { timezone };
    form.change({ ...withTime(form.draft, local_time), windowMinutes: window_minutes, wish: undefined, ...zone });
  }
  return (
    <Box role="group" aria-label={say("booking.suggestions")} display="flex" flexDirection="column" rowGap="space30">
      <Text as="span" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">{say("booking.suggestions")}</Text>
      <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
        {list.map((each) => (
          <Button key={each.window_start} variant="secondary" size="small" onClick={() => { take(each); }}>{bothClocks(each.window_start, each.timezone)}</Button>
        ))}
      </Box>
    </Box>
  );
}
