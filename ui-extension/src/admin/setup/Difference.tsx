import { Box } from "@twilio-paste/box";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";

// Fewer lines are shown at once.
const short = 4;

/** Difference is what a step changes, line by line; a long one is opened by hand. */
export function Difference({ of, lines }: { of: string; lines: readonly string[] }): ReactElement | null {
  const say = useStrings();
  if (lines.length === 0) return null;
  if (lines.length <= short) return <Lines of={of} lines={lines} />;
  return (
    <details>
      <Box as="summary" color="colorTextLink" fontSize="fontSize30" lineHeight="lineHeight30" cursor="pointer" aria-label={say("setup.differs_of", { n: lines.length, what: of })}>
        {say("setup.differs", { n: lines.length })}
      </Box>
      <Lines of={of} lines={lines} />
    </details>
  );
}

const colours = { "+": "colorTextSuccess", "-": "colorTextError", " ": "colorTextWeak" } as const;

function Lines({ of, lines }: { of: string; lines: readonly string[] }): ReactElement {
  const say = useStrings();
  return (
    // A part that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={say("setup.difference_of", { what: of })} tabIndex={0} dir="ltr" style={{ overflow: "auto", maxHeight: "22rem" }}>
      <Box as="pre" margin="space0" padding="space40" fontFamily="fontFamilyCode" fontSize="fontSize20" lineHeight="lineHeight30" backgroundColor="colorBackgroundBody" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeaker" borderRadius="borderRadius20" textAlign="left" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {lines.map((line, at) => (
          // Lines have nothing else that tells them apart, and never move.
          <Box as="span" key={at} display="block" color={colours[signOf(line)]}>{line}</Box>
        ))}
      </Box>
    </div>
  );
}

function signOf(line: string): keyof typeof colours {
  return line.startsWith("+") ? "+" : line.startsWith("-") ? "-" : " ";
}
