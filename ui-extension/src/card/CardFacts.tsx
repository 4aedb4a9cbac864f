import { Box } from "@twilio-paste/box";
import type { ReactElement, ReactNode } from "react";

import type { Schema } from "../api/client";
import { ClockPair } from "../parts/ClockPair";
import { usePeople } from "../queue/people";
import { resolutionKey } from "../queue/words";
import { useLanguage, useStrings } from "../strings/languages";
import { ownZone, showIn } from "../time/show";

/** CardFacts are the rest of what is known of a promise, shown where there is something to show. */
export function CardFacts({ callback }: { callback: Schema<"CallbackStory"> }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const people = usePeople();
  const { override, record, fundraiser, resolution } = callback;
  const ended = resolution ? resolutionKey(resolution) : undefined;
  const moved = !resolution && callback.due_at !== callback.window_start;
  return (
    <Box as="dl" margin="space0" display="grid" gridTemplateColumns="minmax(6rem, auto) minmax(0, 1fr)" columnGap="space50" rowGap="space30">
      <Fact name={say("card.ended")}>{ended ? say(ended) : null}</Fact>
      <Fact name={say("card.why")}>{callback.reason}</Fact>
      <Fact name={say("card.notes")}>{callback.notes}</Fact>
      <Fact name={say("card.wish")}>{override?.wording}</Fact>
      <Fact name={say("card.next_call")}>{moved ? <ClockPair at={callback.due_at} zone={callback.timezone} /> : null}</Fact>
      <Fact name={say("card.by")}>{say("card.by_at", { who: people.actor(callback.created_by), when: showIn(callback.created_at, ownZone(), locale) })}</Fact>
      <Fact name={say("card.owner")}>{useOwner(callback)}</Fact>
      <Fact name={say("card.attempts")}>{say("card.attempts_of", { attempts: callback.attempts, most: callback.max_attempts })}</Fact>
      <Fact name={say("card.campaign")}>{record.campaign}</Fact>
      <Fact name={say("card.fundraiser")}>{fundraiser ? [fundraiser.code, fundraiser.team].filter(Boolean).join(" · ") : null}</Fact>
    </Box>
  );
}

function useOwner({ worker_sid, agent_strict, team, routing }: Schema<"CallbackStory">): string {
  const say = useStrings();
  const name = usePeople().agent(worker_sid);
  if (routing === "agent" && name) return say(agent_strict ? "card.owner_strict" : "card.owner_team", { name });
  return routing === "anyone" ? say("card.anyone") : (team ?? say("card.anyone"));
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement | null {
  if (children === null || children === undefined || children === "") return null;
  return (
    <>
      <Box as="dt" color="colorTextWeak">{name}</Box>
      <Box as="dd" margin="space0" style={{ overflowWrap: "anywhere", whiteSpace: "pre-line" }}>{children}</Box>
    </>
  );
}
