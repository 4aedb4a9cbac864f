import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { resolutionKey } from "../queue/words";
import { useLanguage, useStrings } from "../strings/languages";
import { showIn } from "../time/show";

/** Thread is the promises to this donor that led to this one, newest first. */
export function Thread({ callback }: { callback: Schema<"CallbackStory"> }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  return (
    <Box as="ol" margin="space0" padding="space0" display="flex" flexDirection="column" rowGap="space30" style={{ listStyle: "none" }}>
      {[...callback.chain].reverse().map(({ id, status, resolution, broken, window_start, timezone }) => {
        const ended = resolution ? resolutionKey(resolution) : undefined;
        const how = id === callback.id ? say("card.chain_this") : ended ? say(ended) : say(`states.status_${status}`);
        return (
          <Box as="li" key={id} display="flex" flexWrap="wrap" justifyContent="space-between" columnGap="space50">
            <Text as="span" fontWeight={id === callback.id ? "fontWeightSemibold" : "fontWeightNormal"}>{showIn(window_start, timezone, locale)}</Text>
            <Text as="span" color={broken ? "colorTextError" : "colorTextWeak"}>{broken ? `${how} · ${say("states.broken")}` : how}</Text>
          </Box>
        );
      })}
    </Box>
  );
}
