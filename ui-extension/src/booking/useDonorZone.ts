import type { Schema } from "../api/client";
import { usePreview } from "../api/queries";
import { useHost } from "../host";
import { ownZone } from "../time/show";
import { wallNow } from "../time/wall";
import { knownZone, whom, type Booking } from "./booking";
import type { Draft } from "./draft";

/** DonorZone is the donor's zone and how it is known. */
export interface DonorZone {
  /** Undefined while it is asked for, and where nobody knows. */
  zone: string | undefined;
  how: "asking" | "stated" | "inferred" | "assumed" | "chosen" | "unknown";
  /** Those that the number can be in, where it can be in several. */
  likely: string[];
}

const day = 86_400_000;

/** useKnownDonorZone finds the zone: chosen here, stated with the donor, or else whatever the backend makes of the record and its number. */
export function useKnownDonorZone(booking: Booking, draft: Draft): DonorZone {
  const { now } = useHost();
  const stated = knownZone(booking);
  const donor = stated ? undefined : whom(booking);
  // Any time to come does: only the zone of the answer counts. To the day, so that it is asked once.
  const tomorrow = wallNow(Math.floor(now() / day) * day + 2 * day, ownZone());
  const { data, error } = usePreview(donor && { ...donor, local_time: tomorrow });
  const likely = data?.number_timezones ?? [];
  if (draft.timezone) return { zone: draft.timezone, how: "chosen", likely };
  if (stated) return { zone: stated, how: "stated", likely };
  if (!donor) return { zone: undefined, how: "unknown", likely };
  if (!data) return { zone: undefined, how: error ? "unknown" : "asking", likely };
  return { zone: data.timezone ?? undefined, how: howKnown(data), likely };
}

function howKnown({ timezone, timezone_inferred, warnings }: Schema<"Preview">): DonorZone["how"] {
  if (!timezone) return "unknown";
  if (warnings.includes("timezone_assumed")) return "assumed";
  return timezone_inferred ? "inferred" : "stated";
}
