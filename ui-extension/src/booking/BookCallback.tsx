import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type FormEvent, type ReactElement } from "react";

import type { Schema } from "../api/client";
import type { Kept } from "../api/outbox";
import { useHost } from "../host";
import { ColumnForm } from "../parts/ColumnForm";
import { useStrings } from "../strings/languages";
import type { Booking } from "./booking";
import { emptyDraft, type Draft, type Outcome as WhoRingsFirst } from "./draft";
import { missingIn } from "./missing";
import { Outcome } from "./Outcome";
import { OverrideFields } from "./OverrideFields";
import { Refusal } from "./Refusal";
import { SlotStrip } from "./SlotStrip";
import { useBooking, type Form } from "./useBooking";
import { Remark } from "../parts/Remark";
import { VerdictBox } from "./VerdictBox";
import { ExactTime, QuickTimes } from "./WhenFields";
import { WhoRings } from "./WhoRings";
import { WhyFields } from "./WhyFields";
import { ZoneField } from "./ZoneField";

interface Listening {
  /** The promise is stored, or moved. */
  onBooked?: (callback: Schema<"Callback">) => void;
  /** Nobody answered: the booking is kept in this browser, which goes on sending it. `zone` is the donor's, as the agent saw it. */
  onKept?: (kept: Kept, zone: string | undefined) => void;
  /** At each change of what is typed. */
  onChange?: (draft: Draft) => void;
}

interface Props extends Listening {
  /** The donor: as the call's Task names them, or by the id of their record. */
  record?: Schema<"RecordRef">;
  recordId?: string;
  /** The call's Task, by which one call makes one promise at most. */
  sourceTaskSid?: string;
  defaultOutcome?: WhoRingsFirst;
}

/** BookCallback is the form by which a promise is made. */
export function BookCallback({ record, recordId, sourceTaskSid, defaultOutcome, ...on }: Props): ReactElement {
  const booking: Booking = { kind: "new", ...(record ? { record } : {}), ...(recordId ? { recordId } : {}), ...(sourceTaskSid ? { sourceTaskSid } : {}) };
  return <BookingForm booking={booking} start={() => emptyDraft(defaultOutcome)} {...on} />;
}

interface FormProps extends Listening {
  booking: Booking;
  start: () => Draft;
}

/** BookingForm asks for a promise of any kind. */
export function BookingForm({ booking, start, onBooked, onKept, onChange }: FormProps): ReactElement {
  const form = useBooking(booking, start, { onBooked, onKept, onChange });
  if (form.result) return <Outcome booking={booking} result={form.result} />;
  return <Fields form={form} />;
}

function Fields({ form }: { form: Form }): ReactElement {
  const say = useStrings();
  const { me } = useHost();
  const [tried, setTried] = useState(false);
  const { draft, change, zone: { zone }, booking } = form;
  const missing = missingIn(form, me);
  const refused = form.verdict.current && form.verdict.problems.length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    // What is known to be refused need not be asked: the reasons, and what can be had instead, are in sight.
    if (!missing && !refused) form.send();
  }
  return (
    <ColumnForm aria-label={say(booking.kind === "move" ? "booking.move" : "booking.title")} noValidate onSubmit={submit}>
      {booking.kind === "move" ? null : <WhoRings draft={draft} change={change} />}
      <ZoneField known={form.zone} choose={(timezone) => { change({ timezone }); }} />
      {zone ? (
        <>
          <QuickTimes draft={draft} change={change} zone={zone} />
          <ExactTime draft={draft} change={change} zone={zone} />
        </>
      ) : null}
      <VerdictBox form={form} />
      {draft.wish ? <OverrideFields wish={draft.wish} change={(wish) => { change({ wish }); }} /> : null}
      <SlotStrip form={form} />
      {booking.kind === "move" ? null : <WhyFields draft={draft} change={change} />}
      <Box display="flex" flexDirection="column" rowGap="space40" alignItems="flex-start">
        {tried && missing ? <div role="alert"><Remark icon="error">{say(missing)}</Remark></div> : null}
        <Refusal form={form} />
        <Button type="submit" variant="primary" loading={form.sending}>{say(verbs[booking.kind])}</Button>
      </Box>
    </ColumnForm>
  );
}

const verbs = { new: "booking.book", move: "booking.move", again: "booking.again" } as const;
