import { Box } from "@twilio-paste/box";
import type { ReactElement, ReactNode } from "react";

/** FormGrid sets fields beside each other as far as there is room. */
export function FormGrid({ children, least = "16rem" }: { children: ReactNode; least?: string }): ReactElement {
  return (
    <Box display="grid" columnGap="space60" rowGap="space50" alignItems="start" style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${least}), 1fr))` }}>
      {children}
    </Box>
  );
}

/** Buttons is the row of buttons below a form. */
export function Buttons({ children }: { children: ReactNode }): ReactElement {
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
      {children}
    </Box>
  );
}

/** Rows stands things below each other at an even distance. */
export function Rows({ children }: { children: ReactNode }): ReactElement {
  return (
    <Box display="flex" flexDirection="column" rowGap="space60" minWidth="size0">
      {children}
    </Box>
  );
}

/** Beside stands a button beside the input of a field, whatever is above and below the input. */
export function Beside({ children: [field, button] }: { children: [ReactNode, ReactNode] }): ReactElement {
  return (
    <Box display="flex" flexWrap="wrap" alignItems="flex-start" columnGap="space40" rowGap="space30">
      {field}
      <Box style={{ paddingBlockStart: "1.625rem" }}>{button}</Box>
    </Box>
  );
}
