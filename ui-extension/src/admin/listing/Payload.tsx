import { Box } from "@twilio-paste/box";
import type { ReactElement } from "react";

/** Payload shows what came or went, as programs write it. */
export function Payload({ label, text }: { label: string; text: string }): ReactElement {
  return (
    // A part that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={label} tabIndex={0} dir="ltr" style={{ overflow: "auto", maxHeight: "22rem" }}>
      <Box as="pre" margin="space0" padding="space40" fontFamily="fontFamilyCode" fontSize="fontSize20" lineHeight="lineHeight30" backgroundColor="colorBackground" borderRadius="borderRadius20" textAlign="left" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {text}
      </Box>
    </div>
  );
}
