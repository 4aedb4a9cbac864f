import { TextArea } from "@twilio-paste/textarea";
import type { ReactElement } from "react";

import { Field } from "../parts/Field";
import { useStrings } from "../strings/languages";
import type { Draft } from "./draft";
import { ReasonField } from "./ReasonField";

interface Props {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
}

/** WhyFields are the reason and the notes. */
export function WhyFields({ draft, change }: Props): ReactElement {
  const say = useStrings();
  return (
    <>
      <ReasonField reason={draft.reason} change={(reason) => { change({ reason }); }} />
      <Field label={say("booking.notes")}>
        {(ids) => <TextArea {...ids} maxLength={5000} value={draft.notes} onChange={(event) => { change({ notes: event.currentTarget.value }); }} />}
      </Field>
    </>
  );
}
