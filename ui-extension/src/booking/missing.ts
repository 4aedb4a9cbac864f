import { mayManage, type Me } from "../host";
import { whom } from "./booking";
import { chosenTime, isWhole } from "./draft";
import type { Form } from "./useBooking";

type Missing = "booking.need_donor" | "booking.need_zone" | "booking.need_time" | "booking.need_agent" | "booking.need_team" | "booking.override_needed";

/** missingIn names the first thing that is still to be filled in. */
export function missingIn({ booking, draft, zone }: Pick<Form, "booking" | "draft" | "zone">, me: Me): Missing | undefined {
  if (!whom(booking)) return "booking.need_donor";
  if (zone.how === "unknown") return "booking.need_zone";
  if (!chosenTime(draft)) return "booking.need_time";
  if (draft.wish && !isWhole(draft.wish)) return "booking.override_needed";
  if (booking.kind === "move") return undefined;
  if (draft.outcome === "agent" && mayManage(me) && !draft.workerSid) return "booking.need_agent";
  if (draft.outcome === "other_team" && !draft.team) return "booking.need_team";
  return undefined;
}
