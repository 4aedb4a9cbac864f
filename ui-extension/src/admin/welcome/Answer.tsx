import { CalloutHeading, CalloutList, CalloutListItem, CalloutText } from "@twilio-paste/callout";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { Callout } from "../../parts/Callout";
import type { Schema } from "../../api/client";
import { ClockPair } from "../../parts/ClockPair";
import { useStrings } from "../../strings/languages";

/** Answer is what a welcome call would be answered with: the promise, or why not and the times that can be had. */
export function Answer({ preview }: { preview: Schema<"Preview"> }): ReactElement {
  const say = useStrings();
  return (
    <div role="status">
      <Callout variant={preview.allowed ? "success" : "error"}>
        <CalloutHeading as="h3">{say(preview.allowed ? "welcome.would_202" : "welcome.would_422")}</CalloutHeading>
        <CalloutList as="ul">
          {preview.problems.map((problem) => (
            <CalloutListItem key={`${problem.field} ${problem.code}`}><bdi>{problem.field}</bdi>: {problem.detail}</CalloutListItem>
          ))}
          {preview.warnings.map((warning) => (
            <CalloutListItem key={warning}><bdi>{warning}</bdi></CalloutListItem>
          ))}
        </CalloutList>
        {preview.window_start && preview.timezone ? <ClockPair at={preview.window_start} zone={preview.timezone} /> : null}
        {preview.allowed || preview.suggestions.length === 0 ? null : (
          <>
            <CalloutText>{say("welcome.alternatives")}</CalloutText>
            {preview.suggestions.map((each) => (
              <Text as="div" key={each.local_time} marginTop="space30"><ClockPair at={each.window_start} zone={each.timezone} /></Text>
            ))}
          </>
        )}
      </Callout>
    </div>
  );
}
