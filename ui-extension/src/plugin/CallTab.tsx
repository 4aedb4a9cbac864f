import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import type { ITask } from "@twilio/flex-ui";
import { useState, type ReactElement } from "react";

import { BookingForm } from "../booking/BookCallback";
import type { Booking } from "../booking/booking";
import { chosenTime, draftToRequest, emptyDraft, outcomeCode } from "../booking/draft";
import { KeptBookings } from "../booking/KeptBookings";
import { CallbackCard } from "../card/CallbackCard";
import { useHost } from "../host";
import { useStrings } from "../strings/languages";
import type { Disposition } from "./choices";
import { GiveUp } from "./GiveUp";
import type { WrapUp } from "./wrapUp";
import { useShared } from "./signal";
import { callerOf } from "./tasks";

interface Props {
  task: ITask;
  wrapUp: WrapUp;
}

/** CallTab is what can be promised to the donor of a call, while it goes on and while it is wrapped up. */
export function CallTab({ task, wrapUp }: Props): ReactElement {
  const say = useStrings();
  const { of, subscribe } = wrapUp.choices;
  const choice = useShared(subscribe, () => of(task.taskSid));
  // What was stored before the tab was opened again; while it stays open, the form tells of it itself.
  const [before] = useState(choice);
  return (
    <Box padding="space60" display="flex" flexDirection="column" rowGap="space60">
      <Heading as="h2" variant="heading40" marginBottom="space0">
        {say("desk.ask_title")}
      </Heading>
      <GiveUp task={task} wrapUp={wrapUp} choice={choice} />
      {before.at === "stored" && choice.at === "stored" ? <CallbackCard id={before.callbackId} /> : null}
      {before.at === "kept" && choice.at === "kept" ? <KeptBookings /> : null}
      {before.at === choice.at && (before.at === "stored" || before.at === "kept") ? null : <CallForm key={wrapUp.round(task.taskSid)} task={task} wrapUp={wrapUp} />}
    </Box>
  );
}

function CallForm({ task, wrapUp }: Props): ReactElement {
  const { me } = useHost();
  const record = callerOf(task);
  const booking: Booking = { kind: "new", record, sourceTaskSid: task.taskSid };
  // The Task says the zone that the agent saw: whoever reads it later may not know the agent, and so not the team whose zone it was.
  const told = (zone: string | undefined): Disposition | undefined => {
    const draft = wrapUp.drafts.get(task.taskSid) ?? emptyDraft();
    const request = draftToRequest(draft, me);
    return request && { outcome: outcomeCode(draft), request: zone ? { timezone: zone, ...request } : request, record };
  };
  return (
    <BookingForm
      booking={booking}
      start={() => wrapUp.drafts.get(task.taskSid) ?? emptyDraft()}
      onChange={(draft) => {
        wrapUp.changed(task, draft, chosenTime(draft) !== undefined);
      }}
      onBooked={(callback) => void wrapUp.stored(task, callback.id, told(callback.timezone))}
      onKept={(_, zone) => void wrapUp.kept(task, told(zone))}
    />
  );
}
