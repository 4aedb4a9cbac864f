import type { UseQueryResult } from "@tanstack/react-query";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../api/client";
import type { Problem } from "../api/problem";
import { BookingForm } from "../booking/BookCallback";
import { emptyDraft, withTime, type Draft } from "../booking/draft";
import { Remark } from "../parts/Remark";
import { useHost } from "../host";
import { problemTexts } from "../parts/ErrorState";
import { useStrings } from "../strings/languages";
import { CancelDialog } from "./CancelDialog";
import { DialButton } from "./DialButton";
import { OutcomeButtons } from "./OutcomeButtons";
import { useChange, type Change } from "./useChange";

interface Props {
  callback: Schema<"CallbackStory">;
  explain: UseQueryResult<Schema<"Explanation">, Problem>;
  begin: "move" | undefined;
  onChanged: ((callback: Schema<"Callback">) => void) | undefined;
}

/** CardActions are what can be done now: ring, say how the call ended, or change the promise. */
export function CardActions({ callback, explain, begin, onChanged }: Props): ReactElement {
  const say = useStrings();
  const [form, setForm] = useState<"move" | "again" | undefined>(begin);
  const [cancelling, setCancelling] = useState(false);
  const { notify } = useHost();
  const change = useChange(callback);

  function make(wanted: Change, told: string) {
    // By the promise: what mutate is given is forgotten when these buttons go, as they do as soon as the callback is read anew.
    void change.mutateAsync(wanted).then((changed) => {
      notify("success", told);
      setCancelling(false);
      onChanged?.(changed);
    }, shownBelow);
  }
  if (form) return <Rebooking kind={form} callback={callback} back={() => { setForm(undefined); }} booked={onChanged} />;
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      <DialButton callback={callback} explain={explain} />
      {mayHaveEnded(callback) ? <OutcomeButtons busy={change.isLoading} again={() => { setForm("again"); }} choose={(code, label) => { make({ do: "outcome", code }, say("card.outcome_kept", { outcome: label })); }} /> : null}
      <Box role="group" aria-label={say("card.change")} display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
        <Button variant="secondary" size="small" onClick={() => { setForm("move"); }}>{say("card.move")}</Button>
        {callback.worker_sid ? <Button variant="secondary" size="small" disabled={change.isLoading} onClick={() => { make({ do: "hand_over" }, say("card.handed_over")); }}>{say("card.hand_over")}</Button> : null}
        <Button variant="destructive_secondary" size="small" onClick={() => { setCancelling(true); }}>{say("card.cancel")}</Button>
      </Box>
      {change.error ? <div role="alert"><Remark icon="error">{problemTexts(change.error, say).detail}</Remark></div> : null}
      <CancelDialog open={cancelling} busy={change.isLoading} close={() => { setCancelling(false); }} cancel={(body) => { make({ do: "cancel", body }, say("card.cancelled")); }} />
    </Box>
  );
}

// The change's own error says it.
function shownBelow(): void {
  return undefined;
}

/** mayHaveEnded is true once a call can have been made: before that there is nothing to tell of. */
function mayHaveEnded({ status, attempts }: Schema<"Callback">): boolean {
  return status === "assigned" || status === "queued" || attempts > 0;
}

interface RebookingProps {
  kind: "move" | "again";
  callback: Schema<"CallbackStory">;
  back: () => void;
  booked: Props["onChanged"];
}

function Rebooking({ kind, callback, back, booked }: RebookingProps): ReactElement {
  const say = useStrings();
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      <div><Button variant="link" onClick={back}>{say("card.back")}</Button></div>
      <BookingForm booking={{ kind, callback }} start={() => startOf(kind, callback)} {...(booked ? { onBooked: booked } : {})} />
    </Box>
  );
}

function startOf(kind: "move" | "again", callback: Schema<"Callback">): Draft {
  const draft = { ...emptyDraft(callback.routing === "agent" ? "agent" : "queue"), workerSid: callback.worker_sid ?? "", reason: callback.reason ?? "", windowMinutes: callback.window_minutes };
  return kind === "move" ? withTime(draft, callback.local_time) : draft;
}
