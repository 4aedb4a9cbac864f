import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import type { ReactElement } from "react";

import { Callout } from "./Callout";
import type { Problem } from "../api/problem";
import { useStrings } from "../strings/languages";
import type { Say } from "../strings/texts";

interface Props {
  problem: Problem;
  retry?: () => void;
}

const known = ["unreachable", "unauthenticated", "forbidden", "not_found", "version_conflict", "rate_limited"] as const;

/** problemTexts are the words for a problem: our own where the code has some, else the backend's sentence. */
export function problemTexts(problem: Problem, say: Say): { title: string; detail: string } {
  const code = known.find((each) => each === problem.code);
  if (code) return { title: say(`states.error_${code}`), detail: say(`states.error_${code}_detail`) };
  return { title: say("states.error_other"), detail: problem.detail };
}

/** ErrorState says what went wrong, what to do, and lets it be tried again. */
export function ErrorState({ problem, retry }: Props): ReactElement {
  const say = useStrings();
  const { title, detail } = problemTexts(problem, say);
  return (
    <div role="alert">
      <Callout variant="error">
        <CalloutHeading as="h2">{title}</CalloutHeading>
        <CalloutText>{detail}</CalloutText>
        {retry ? (
          <Box marginTop="space40">
            <Button variant="secondary" size="small" onClick={retry}>
              {say("states.retry")}
            </Button>
          </Box>
        ) : null}
      </Callout>
    </div>
  );
}
