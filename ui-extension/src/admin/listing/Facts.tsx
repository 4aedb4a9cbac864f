import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement, ReactNode } from "react";

export type Fact = readonly [label: string, value: ReactNode];

/** Facts are names with their values; those without one are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }): ReactElement {
  return (
    <Box as="dl" margin="space0" display="grid" columnGap="space50" rowGap="space30" style={{ gridTemplateColumns: "minmax(7rem, auto) minmax(0, 1fr)" }}>
      {facts.filter(([, value]) => value !== null && value !== "").map(([label, value]) => (
        <Box key={label} style={{ display: "contents" }}>
          <Text as="dt" color="colorTextWeak">{label}</Text>
          <Text as="dd" margin="space0" style={{ overflowWrap: "anywhere" }}><bdi>{value}</bdi></Text>
        </Box>
      ))}
    </Box>
  );
}
