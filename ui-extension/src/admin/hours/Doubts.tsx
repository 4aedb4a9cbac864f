import { Button } from "@twilio-paste/button";
import { Box } from "@twilio-paste/box";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import { useState, type ReactElement } from "react";

import { Callout } from "../../parts/Callout";
import { keys } from "../../api/cache";
import { answer } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useStrings } from "../../strings/languages";
import { TextField } from "../form/Fields";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import type { ListedSet } from "./document";

/** Doubts says what of a set nobody has verified, and lets an administrator answer for it. */
export function Doubts({ of: { set, doubtful, confirmation } }: { of: ListedSet }): ReactElement | null {
  const say = useStrings();
  const [asking, setAsking] = useState(false);
  if (!doubtful) return confirmation ? <Confirmed by={confirmation.by ?? ""} note={confirmation.note ?? ""} /> : null;
  const what = (set.unverified ?? []).map((each) => say(`hours.doubt_${each}`)).join(", ");
  return (
    <Callout variant="warning">
      <CalloutHeading as="h3">{say("hours.doubt_title")}</CalloutHeading>
      <CalloutText>
        {what ? say("hours.doubt_some", { what }) : say("hours.doubt_all")} {say("hours.doubt_enforced")}
      </CalloutText>
      <Box marginTop="space40">
        <Button variant="secondary" size="small" onClick={() => { setAsking(true); }}>{say("hours.confirm")}</Button>
      </Box>
      {asking ? <Confirming id={set.id} name={set.name ?? set.id} close={() => { setAsking(false); }} /> : null}
    </Callout>
  );
}

function Confirmed({ by, note }: { by: string; note: string }): ReactElement {
  const say = useStrings();
  return (
    <Callout variant="success">
      <CalloutHeading as="h3">{say("hours.confirmed")}</CalloutHeading>
      <CalloutText>
        <bdi>{by}</bdi>
        {note ? <>: <bdi>{note}</bdi></> : null}
      </CalloutText>
    </Callout>
  );
}

function Confirming({ id, name, close }: { id: string; name: string; close: () => void }): ReactElement {
  const say = useStrings();
  const { api, notify } = useHost();
  const [note, setNote] = useState("");
  const confirm = useWrite((body: { set: string; note?: string }, header) => answer(api.POST("/api/v1/calling-hours/confirm", { params: { header }, body })), [keys.callingHours]);
  function go() {
    confirm.mutate({ set: id, ...(note ? { note } : {}) }, {
      onSuccess: () => {
        notify("success", say("hours.confirm_done", { name }));
        close();
      },
    });
  }
  return (
    <ConfirmDialog open title={say("hours.confirm_title", { name })} confirmLabel={say("hours.confirm")} busy={confirm.isLoading} confirm={go} close={close}>
      <Rows>
        <Refusal problem={confirm.error} />
        <p>{say("hours.confirm_detail")}</p>
        <TextField label={say("hours.confirm_note")} help={say("hours.confirm_note_help")} value={note} change={setNote} />
      </Rows>
    </ConfirmDialog>
  );
}
