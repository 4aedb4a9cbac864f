import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { Countdown } from "../parts/Countdown";
import { useStrings } from "../strings/languages";

/** Ladder shows who is asked after whom, where the callback stands, and how long it stays there. */
export function Ladder({ explanation: { ladder, rung, rung_ends_at } }: { explanation: Schema<"Explanation"> }): ReactElement | null {
  const say = useStrings();
  if (ladder.length === 0) return null;
  return (
    <Box as="ol" aria-label={say("card.ladder")} margin="space0" padding="space0" display="flex" columnGap="space20" style={{ listStyle: "none" }}>
      {ladder.map((each) => {
        const here = each.rung === rung;
        return (
          <Box
            as="li" key={each.rung} aria-current={here ? "step" : undefined} flex="1 1 0" minWidth="size0" paddingTop="space20"
            borderTopWidth="borderWidth30" borderTopStyle="solid" borderTopColor={here ? "colorBorderPrimary" : "colorBorderWeak"}
          >
            <Text as="span" display="block" fontSize="fontSize20" fontWeight={here ? "fontWeightSemibold" : "fontWeightNormal"}>{say(`card.rung_${each.rung}`)}</Text>
            <Text as="span" display="block" fontSize="fontSize20" color="colorTextWeak">
              {here ? (rung_ends_at ? <Next at={rung_ends_at} /> : say("card.rung_now")) : each.minutes === null ? null : say("card.rung_minutes", { n: each.minutes })}
            </Text>
          </Box>
        );
      })}
    </Box>
  );
}

function Next({ at }: { at: string }): ReactElement {
  return <Countdown to={at} past="ago" />;
}
