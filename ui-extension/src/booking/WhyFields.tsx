import { Input } from "@twilio-paste/input";
import { TextArea } from "@twilio-paste/textarea";
import type { ReactElement } from "react";

import { Field } from "../parts/Field";
import { useStrings } from "../strings/languages";
import type { Draft } from "./draft";

interface Props {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
}

/** WhyFields are the reason and the notes. */
export function WhyFields({ draft, change }: Props): ReactElement {
  const say = useStrings();
  return (
    <>
      <Field label={say("booking.reason")} help={say("booking.reason_hint")}>
        {(ids) => <Input {...ids} type="text" maxLength={200} autoComplete="off" value={draft.reason} onChange={(event) => { change({ reason: event.currentTarget.value }); }} />}
      </Field>
      <Field label={say("booking.notes")}>
        {(ids) => <TextArea {...ids} maxLength={5000} value={draft.notes} onChange={(event) => { change({ notes: event.currentTarget.value }); }} />}
      </Field>
    </>
  );
}
