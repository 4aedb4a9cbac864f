import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { useHost } from "../../host";
import { Drawer } from "../../parts/Drawer";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { TextField } from "../form/Fields";
import { FormGrid, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { useAddRecord } from "./queries";

const fields = ["external_id", "name", "phone", "region", "campaign", "team"] as const;
type Field = (typeof fields)[number];

/** AddRecord puts one donor on the call list by hand. */
export function AddRecord({ close }: { close: () => void }): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [draft, setDraft] = useState<Partial<Record<Field, string>>>({});
  const adding = useAddRecord();
  const faults = faultsOf(adding.error);
  const filled = Object.fromEntries(Object.entries(draft).filter(([, text]) => text.trim() !== ""));
  function save() {
    adding.mutate(filled, {
      onSuccess: (record) => {
        notify("success", say("records.added", { name: record.name ?? record.external_id ?? record.phone ?? "" }));
        close();
      },
    });
  }
  return (
    <Drawer open title={say("records.add")} close={close} footer={<Button variant="primary" loading={adding.isLoading} onClick={save}>{say("records.add")}</Button>}>
      <Rows>
        <Refusal problem={adding.error} told={(field) => fields.some((each) => each === field)} />
        <FormGrid least="13rem">
          {fields.map((field) => (
            <TextField key={field} label={say(`records.${field}`)} value={draft[field] ?? ""} fault={faults.at(field)} change={(text) => { setDraft({ ...draft, [field]: text }); }} />
          ))}
        </FormGrid>
      </Rows>
    </Drawer>
  );
}
