import { Badge } from "@twilio-paste/badge";
import { Tooltip } from "@twilio-paste/tooltip";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useStrings } from "../strings/languages";

/** OverrideBadge says that a call outside calling hours is allowed, because somebody asked for it; who and how is in its tooltip. */
export function OverrideBadge({ override }: { override: Pick<Schema<"RecordedOverride">, "requested_by" | "captured_via"> | null }): ReactElement | null {
  const say = useStrings();
  if (!override) return null;
  return (
    <Tooltip text={say("states.override_detail", { who: override.requested_by, how: override.captured_via })}>
      <Badge as="button" variant="decorative30" onClick={() => undefined}>
        {say("states.override")}
      </Badge>
    </Tooltip>
  );
}
