import type { ReactElement } from "react";

import { useOutcomes } from "../../api/queries";
import { useStrings } from "../../strings/languages";
import type { Faults } from "../form/faults";
import { ChoiceField, TextField } from "../form/Fields";
import { FormGrid } from "../form/FormGrid";
import { Section } from "../form/Section";
import { recordFields, requestFields, type MendDraft } from "./mending";

interface Props {
  draft: MendDraft;
  change: (draft: MendDraft) => void;
  faults: Faults;
}

/** tellsAtField is true of a fault that MendForm shows at its field. */
export function tellsAtField(field: string): boolean {
  const [part, name] = field.split(".");
  if (field === "outcome") return true;
  return (part === "record" && recordFields.some((each) => each === name)) || (part === "callback_request" && requestFields.some((each) => each === name));
}

/** MendForm changes what a message asked for. */
export function MendForm({ draft, change, faults }: Props): ReactElement {
  const say = useStrings();
  const outcomes = useOutcomes();
  const codes = [...new Set(["", draft.outcome, ...(outcomes.data?.items.map(({ code }) => code) ?? [])])];
  return (
    <Section title={say("inbox.mend")} intro={say("inbox.mend_intro")}>
      <FormGrid least="13rem">
        <ChoiceField label={say("inbox.outcome")} value={draft.outcome} of={codes.map((value) => ({ value, label: value || say("inbox.no_outcome") }))} fault={faults.at("outcome")} change={(outcome) => { change({ ...draft, outcome }); }} />
        {recordFields.map((field) => (
          <TextField key={field} label={say(`inbox.record_${field}`)} value={draft.record[field]} fault={faults.at(`record.${field}`)} change={(text) => { change({ ...draft, record: { ...draft.record, [field]: text } }); }} />
        ))}
        {requestFields.map((field) => (
          <TextField key={field} label={say(`inbox.request_${field}`)} value={draft.request[field]} fault={faults.at(`callback_request.${field}`)} change={(text) => { change({ ...draft, request: { ...draft.request, [field]: text } }); }} />
        ))}
      </FormGrid>
    </Section>
  );
}
