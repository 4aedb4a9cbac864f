import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import { Text } from "@twilio-paste/text";
import type { ReactElement, ReactNode } from "react";

interface Props {
  title: string;
  detail: string;
  /** What to do about it: a button or a link. */
  action?: ReactNode;
}

/** EmptyState stands where a list would be: what would be here, and how it comes here. */
export function EmptyState({ title, detail, action }: Props): ReactElement {
  return (
    <Box display="flex" flexDirection="column" alignItems="center" textAlign="center" rowGap="space30" paddingX="space60" paddingY="space110">
      <Heading as="h2" variant="heading40" marginBottom="space0">
        {title}
      </Heading>
      <Box maxWidth="size50">
        <Text as="p" color="colorTextWeak">
          {detail}
        </Text>
      </Box>
      {action ? <Box marginTop="space40">{action}</Box> : null}
    </Box>
  );
}
