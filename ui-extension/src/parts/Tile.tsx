import { Box } from "@twilio-paste/box";
import { SkeletonLoader } from "@twilio-paste/skeleton-loader";
import type { ReactElement, ReactNode } from "react";

export type TileTone = "plain" | "good" | "warning" | "bad";

interface Props {
  label: string;
  /** Undefined while it is being read. */
  value: string | undefined;
  /** What stands below it: of how many, what it means. */
  children?: ReactNode;
  tone?: TileTone;
}

const colours = { plain: "colorText", good: "colorTextSuccess", warning: "colorTextWarningStrong", bad: "colorTextError" } as const;

/** Tile is one figure. Its colour never says more than its words. */
export function Tile({ label, value, children, tone = "plain" }: Props): ReactElement {
  return (
    <Box as="dl" margin="space0" display="flex" flexDirection="column" rowGap="space10" padding="space50" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeaker" borderRadius="borderRadius20" minWidth="size0">
      <Box as="dt" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20" fontWeight="fontWeightSemibold">{label}</Box>
      <Box as="dd" margin="space0" fontSize="fontSize70" lineHeight="lineHeight70" fontWeight="fontWeightBold" color={colours[tone]} style={{ fontVariantNumeric: "tabular-nums" }}>
        {value ?? <Box paddingY="space20"><SkeletonLoader width="3rem" height="1rem" /></Box>}
      </Box>
      {children === undefined ? null : <Box as="dd" margin="space0" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">{children}</Box>}
    </Box>
  );
}
