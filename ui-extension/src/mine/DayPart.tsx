import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useId } from "../parts/useId";
import { useStrings } from "../strings/languages";
import { MineRow } from "./MineRow";
import type { Parts } from "./parts";

interface Props {
  part: keyof Parts;
  items: Schema<"Callback">[];
  open: (opened: { callback: Schema<"Callback">; begin?: "move" }) => void;
}

/** DayPart is the promises of one part of the list. */
export function DayPart({ part, items, open }: Props): ReactElement {
  const say = useStrings();
  const heading = useId();
  return (
    <Box as="section" aria-labelledby={heading}>
      <Box display="flex" alignItems="baseline" columnGap="space40" marginBottom="space40">
        <Heading as="h2" variant="heading40" marginBottom="space0" id={heading}>{say(`mine.due_${part}`)}</Heading>
        {items.length > 0 ? <Text as="span" color="colorTextWeak">{say("mine.count", { n: items.length })}</Text> : null}
      </Box>
      {items.length === 0 ? (
        <Text as="p" color="colorTextWeak">{say(`mine.none_${part}`)}</Text>
      ) : (
        <Box as="ul" margin="space0" padding="space0" style={{ listStyle: "none" }}>
          {items.map((callback) => <MineRow key={callback.id} callback={callback} due={part === "now"} open={open} />)}
        </Box>
      )}
    </Box>
  );
}
