import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import { Text } from "@twilio-paste/text";
import type { ReactElement, ReactNode } from "react";

interface Props {
  title: string;
  intro?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** Section is a part of a page of settings, under a heading of its own. */
export function Section({ title, intro, actions, children }: Props): ReactElement {
  return (
    <Box as="section" display="flex" flexDirection="column" rowGap="space50" minWidth="size0">
      <Box display="flex" flexWrap="wrap" alignItems="flex-end" justifyContent="space-between" columnGap="space60" rowGap="space30">
        <Box maxWidth="size60">
          <Heading as="h2" variant="heading40" marginBottom="space0">
            {title}
          </Heading>
          {intro ? <Intro>{intro}</Intro> : null}
        </Box>
        {actions}
      </Box>
      {children}
    </Box>
  );
}

/** Intro is a sentence or two on what something is for. */
export function Intro({ children }: { children: ReactNode }): ReactElement {
  return (
    <Box maxWidth="size70">
      <Text as="p" color="colorTextWeak" fontSize="fontSize30" lineHeight="lineHeight30">
        {children}
      </Text>
    </Box>
  );
}
