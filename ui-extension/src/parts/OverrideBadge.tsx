import { Badge } from "@twilio-paste/badge";
import { ScreenReaderOnly } from "@twilio-paste/screen-reader-only";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useStrings } from "../strings/languages";

/**
 * OverrideBadge says that a call outside calling hours is allowed, because somebody asked for it; who and how is told to the pointer and to
 * the ear, and written out on the callback's card. (Paste's tooltip would bring 30 kB that nothing else in Flex's plugin needs.)
 */
export function OverrideBadge({ override }: { override: Pick<Schema<"RecordedOverride">, "requested_by" | "captured_via"> | null }): ReactElement | null {
  const say = useStrings();
  if (!override) return null;
  const detail = say("states.override_detail", { who: override.requested_by, how: override.captured_via });
  return (
    <span title={detail}>
      <Badge as="span" variant="decorative30">
        {say("states.override")}
      </Badge>
      <ScreenReaderOnly>{detail}</ScreenReaderOnly>
    </span>
  );
}
