import type { Schema } from "../../api/client";
import { useOutcomes } from "../../api/queries";
import { useLanguage, useStrings } from "../../strings/languages";
import { showIn, zonePlace } from "../../time/show";
import { usePeople } from "../people";
import { resolutionKey } from "../words";

/** The members of an event's data that a reader is told of; each type has its own (docs/STATES.md). */
interface Told {
  window_start?: string;
  due_at?: string;
  worker_sid?: string;
  team?: string;
  outcome?: string;
  resolution?: string;
  number?: number;
  waited_minutes?: number;
}

/** useEventDetail gives what a line of the ledger says beside its type, in words; undefined where there is nothing to add. */
export function useEventDetail(): (event: Schema<"Event">, zone: string) => string | undefined {
  const say = useStrings();
  const { locale } = useLanguage();
  const people = usePeople();
  const outcomes = useOutcomes().data?.items;

  return ({ type, data }, zone) => {
    const told = data as Told;
    const time = (at: string) => `${showIn(at, zone, locale)} ${zonePlace(zone)}`;
    const outcome = told.outcome ? (outcomes?.find(({ code }) => code === told.outcome)?.label ?? told.outcome) : undefined;
    const due = told.due_at ? say("queue.next_at", { time: time(told.due_at) }) : undefined;
    switch (type) {
      case "created":
      case "amended":
      case "reprojected":
        return told.window_start ? say("queue.promised_for", { time: time(told.window_start) }) : undefined;
      case "reassigned":
      case "released":
        return say("queue.now_with", { who: people.agent(told.worker_sid) ?? told.team ?? say("queue.any_team") });
      case "assigned":
      case "declined":
      case "owner_back":
        return people.agent(told.worker_sid);
      case "attempted":
        return told.number === undefined ? undefined : say("queue.attempt_number", { number: told.number });
      case "alerted":
        return told.waited_minutes === undefined ? undefined : say("queue.waited", { n: told.waited_minutes });
      case "resolved": {
        const key = told.resolution ? resolutionKey(told.resolution) : undefined;
        return [key ? say(key) : told.resolution, outcome].filter(Boolean).join(" · ");
      }
      default:
        return [outcome, due].filter(Boolean).join(" · ") || undefined;
    }
  };
}
