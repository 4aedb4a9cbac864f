import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import type { ReactElement } from "react";

import { Callout } from "./Callout";
import type { StreamState } from "../api/stream";
import { useStrings } from "../strings/languages";

/** OfflineBanner is there while Ringback cannot be reached. */
export function OfflineBanner({ stream }: { stream: StreamState }): ReactElement | null {
  const say = useStrings();
  if (stream !== "away") return null;
  return (
    <div role="status">
      <Callout variant="warning">
        <CalloutHeading as="h2">{say("states.offline_title")}</CalloutHeading>
        <CalloutText>{say("states.offline_detail")}</CalloutText>
      </Callout>
    </div>
  );
}
