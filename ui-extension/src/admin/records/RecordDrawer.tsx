import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { useHost } from "../../host";
import { Drawer } from "../../parts/Drawer";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { AreaField, TextField, TickField } from "../form/Fields";
import { FormGrid, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import { ZoneField } from "../form/ZoneField";
import { readWeek, writeWeek } from "../hours/spans";
import { WeekInputs } from "../hours/WeekInputs";
import { changeOf, draftOf, type RecordDraft } from "./change";
import { EraseDialog } from "./EraseDialog";
import { useChangeRecord, type DonorRecord } from "./queries";
import { StateBadge } from "./StateBadge";

interface Props {
  record: DonorRecord;
  close: () => void;
}

/** RecordDrawer shows one record, changes it and erases it. */
export function RecordDrawer({ record, close }: Props): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [draft, setDraft] = useState(() => draftOf(record));
  const [erasing, setErasing] = useState(false);
  const saving = useChangeRecord(record);
  const change = changeOf(record, draft);
  const title = record.name ?? record.external_id ?? record.id;
  function save() {
    saving.mutate(change, {
      onSuccess: () => {
        notify("success", say("records.saved", { name: title }));
        close();
      },
    });
  }
  if (erasing) return <EraseDialog record={record} close={() => { setErasing(false); }} erased={close} />;
  return (
    <Drawer
      open
      title={title}
      close={close}
      footer={
        <>
          <Button variant="primary" loading={saving.isLoading} disabled={Object.keys(change).length === 0} onClick={save}>{say("records.save")}</Button>
          <Button variant="destructive_secondary" onClick={() => { setErasing(true); }}>{say("records.erase")}</Button>
        </>
      }
    >
      <Rows>
        <StateBadge state={record.state} />
        <Refusal problem={saving.error} told={(field) => fields.has(field)} />
        <RecordFields record={record} draft={draft} change={(part) => { setDraft({ ...draft, ...part }); }} faultAt={(field) => faultsOf(saving.error).at(field)} />
        <Section title={say("records.wish")} intro={say("records.wish_intro")}>
          <WeekInputs plan={readWeek(draft.wish)} change={(plan) => { setDraft({ ...draft, wish: writeWeek(plan) }); }} faultOf={(day) => faultsOf(saving.error).below(`preference.week.${day}`)} />
          <AreaField label={say("records.wish_note")} rows={2} value={draft.wishNote} change={(wishNote) => { setDraft({ ...draft, wishNote }); }} />
        </Section>
      </Rows>
    </Drawer>
  );
}

const fields: ReadonlySet<string> = new Set(["name", "phone", "timezone", "region", "campaign", "team"]);

interface FieldsProps {
  record: DonorRecord;
  draft: RecordDraft;
  change: (part: Partial<RecordDraft>) => void;
  faultAt: (field: string) => string | undefined;
}

function RecordFields({ record, draft, change, faultAt }: FieldsProps): ReactElement {
  const say = useStrings();
  const inferred = (is: boolean) => (is ? say("records.inferred") : undefined);
  return (
    <>
      <TickField label={say("records.do_not_call")} help={say("records.do_not_call_help")} ticked={draft.doNotCall} change={(doNotCall) => { change({ doNotCall }); }} />
      <FormGrid least="13rem">
        <TextField label={say("records.name")} value={draft.name} fault={faultAt("name")} change={(name) => { change({ name }); }} />
        <TextField type="tel" label={say("records.phone")} value={draft.phone} fault={faultAt("phone")} change={(phone) => { change({ phone }); }} />
        <ZoneField label={say("records.zone")} help={inferred(record.timezone_inferred) ?? ""} value={draft.timezone} fault={faultAt("timezone")} change={(timezone) => { change({ timezone }); }} />
        <TextField label={say("records.region")} help={inferred(record.region_inferred)} value={draft.region} fault={faultAt("region")} change={(region) => { change({ region }); }} />
        <TextField label={say("records.campaign")} value={draft.campaign} fault={faultAt("campaign")} change={(campaign) => { change({ campaign }); }} />
        <TextField label={say("records.team")} value={draft.team} fault={faultAt("team")} change={(team) => { change({ team }); }} />
      </FormGrid>
    </>
  );
}
