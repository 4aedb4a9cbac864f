import { Box } from "@twilio-paste/box";
import type { ReactElement } from "react";

import type { Schema } from "../../api/client";
import { ClockPair } from "../../parts/ClockPair";
import { useOutcomes } from "../../api/queries";
import { useStrings } from "../../strings/languages";
import { TwoLines } from "../cells";
import { usePeople } from "../people";

/** Attempts are the dials so far, newest first. */
export function Attempts({ attempts, zone }: { attempts: readonly Schema<"Attempt">[]; zone: string }): ReactElement {
  const say = useStrings();
  const people = usePeople();
  const outcomes = useOutcomes().data?.items;
  const label = (code: string | null) => (code ? (outcomes?.find((each) => each.code === code)?.label ?? code) : say("queue.call_is_on"));
  return (
    <Box as="ol" fontSize="fontSize30" lineHeight="lineHeight30" margin="space0" padding="space0" display="flex" flexDirection="column" rowGap="space40" style={{ listStyle: "none" }}>
      {[...attempts].reverse().map((attempt) => (
        <Box as="li" key={attempt.id} display="grid" gridTemplateColumns="1fr 1fr" columnGap="space50">
          <ClockPair at={attempt.started_at} zone={zone} />
          <Box minWidth="size0">
            <TwoLines strong first={label(attempt.outcome)} second={[people.agent(attempt.worker_sid), attempt.notes, attempt.outside_hours ? say("queue.override_short") : null].filter(Boolean).join(" · ")} />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
