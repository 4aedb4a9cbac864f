import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import type { ReactElement, ReactNode } from "react";

/** Part is a headed part of the card. */
export function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <Box as="section">
      <Heading as="h3" variant="heading50">{title}</Heading>
      {children}
    </Box>
  );
}
