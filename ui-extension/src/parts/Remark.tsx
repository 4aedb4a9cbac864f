import { Box } from "@twilio-paste/box";
import { ErrorIcon } from "@twilio-paste/icons/esm/ErrorIcon";
import { SuccessIcon } from "@twilio-paste/icons/esm/SuccessIcon";
import { WarningIcon } from "@twilio-paste/icons/esm/WarningIcon";
import { Text } from "@twilio-paste/text";
import type { ReactElement, ReactNode } from "react";

const icons = { success: SuccessIcon, warning: WarningIcon, error: ErrorIcon };
const colours = { success: "colorTextIconSuccess", warning: "colorTextIconWarning", error: "colorTextIconError" } as const;

/** Remark is a line behind the sign of its kind. */
export function Remark({ icon, children }: { icon: keyof typeof icons; children: ReactNode }): ReactElement {
  const Icon = icons[icon];
  return (
    <Box display="flex" columnGap="space30">
      <Box flexShrink={0}><Icon decorative size="sizeIcon20" color={colours[icon]} /></Box>
      <Text as="span" lineHeight="lineHeight20">{children}</Text>
    </Box>
  );
}
