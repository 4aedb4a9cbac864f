import { Alert } from "@twilio-paste/alert";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

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
    <Alert variant="error">
      <Box display="flex" flexDirection="column" alignItems="start" rowGap="space30">
        <Text as="span" fontWeight="fontWeightSemibold">
          {title}
        </Text>
        <Text as="span">{detail}</Text>
        {retry ? (
          <Button variant="secondary" size="small" onClick={retry}>
            {say("states.retry")}
          </Button>
        ) : null}
      </Box>
    </Alert>
  );
}
