import type { Schema } from "../api/client";
import type { PreviewBody } from "../api/queries";
import type { Me } from "../host";
import { draftToRequest, draftToTime, type Draft } from "./draft";

/** Booking is what the form is for: a new promise, another time for an open one, or the next promise after its call. */
export type Booking =
  | { kind: "new"; record?: Schema<"RecordRef">; recordId?: string; sourceTaskSid?: string }
  | { kind: "move"; callback: Schema<"Callback"> }
  | { kind: "again"; callback: Schema<"Callback"> };

/** knownZone is the donor's zone as far as the screen knows before it asks. */
export function knownZone(booking: Booking): string | undefined {
  return booking.kind === "new" ? booking.record?.timezone : booking.callback.timezone;
}

/** whom names the donor of a booking, as the API wants it; undefined while nobody is named. */
export function whom(booking: Booking): { record_id: string } | { record: Schema<"RecordRef"> } | undefined {
  if (booking.kind !== "new") return { record_id: booking.callback.record.id };
  if (booking.recordId) return { record_id: booking.recordId };
  if (booking.record?.external_id || booking.record?.phone) return { record: booking.record };
  return undefined;
}

/** toPreview is the body of a preview; undefined while there is nothing to ask. */
export function toPreview(booking: Booking, draft: Draft, me: Me): PreviewBody | undefined {
  const donor = whom(booking);
  const request = draftToRequest(draft, me);
  return donor && request ? { ...donor, ...request } : undefined;
}

/** toCreate is the body of a new booking. */
export function toCreate(booking: Extract<Booking, { kind: "new" }>, draft: Draft, me: Me): Schema<"CreateCallback"> | undefined {
  const donor = whom(booking);
  const request = draftToRequest(draft, me);
  if (!donor || !request) return undefined;
  return { ...request, ...donor, ...(booking.sourceTaskSid ? { source_task_sid: booking.sourceTaskSid } : {}) };
}

/** toMove is the body of a move. */
export function toMove(draft: Draft, me: Me): Schema<"Reschedule"> | undefined {
  return draftToTime(draft, me);
}

/** against are the problems of a preview that count: whoever moves a promise knows that it is open. */
export function against(booking: Booking, preview: Schema<"Preview">): Schema<"PreviewProblem">[] {
  return booking.kind === "new" ? preview.problems : preview.problems.filter(({ code }) => code !== "callback_already_open");
}
