import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { TextField } from "../form/Fields";
import { Buttons, FormGrid, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { ReviewDialog } from "../rules/ReviewDialog";
import { DateOf } from "./Holidays";
import { useSavingClosed } from "./queries";

type ClosedDay = Schema<"ClosedDay">;

interface Props {
  closed: ClosedDay[];
  version: number;
}

/** ClosedDays are days on which nobody rings, which no calendar knows. */
export function ClosedDays({ closed, version }: Props): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [draft, setDraft] = useState(closed);
  const saving = useSavingClosed(version, () => { notify("success", say("hours.closed_saved")); });
  const faults = faultsOf(saving.problem);
  const columns: Column<ClosedDay>[] = [
    { key: "date", head: say("hours.date"), show: ({ date }) => <DateOf date={date} /> },
    { key: "name", head: say("hours.closed_why"), show: ({ name }, at) => <>{name ?? ""} {faults.below(`closed[${at}]`)}</> },
    { key: "regions", head: say("hours.closed_where"), show: ({ regions = [] }) => <bdi>{regions.length > 0 ? regions.join(", ") : say("hours.everywhere")}</bdi> },
    {
      key: "remove",
      head: say("admin.actions"),
      hidden: true,
      end: true,
      show: (day) => <Button variant="secondary" size="small" aria-label={say("hours.remove_day", { date: day.date })} onClick={() => { setDraft(draft.filter((each) => each !== day)); }}>{say("admin.remove")}</Button>,
    },
  ];
  return (
    <Rows>
      <Refusal problem={saving.problem} />
      <Listing caption={say("hours.closed_days")} columns={columns} rows={draft} keyOf={({ date, regions }) => `${date} ${String(regions)}`} least="28rem" empty={<Intro>{say("hours.no_closed_days")}</Intro>} />
      <AddDay add={(day) => { setDraft([...draft, day].sort((one, other) => one.date.localeCompare(other.date))); }} />
      <Buttons>
        <Button variant="primary" disabled={draft === closed} loading={saving.busy && !saving.waiting} onClick={() => { saving.review(draft); }}>{say("admin.save")}</Button>
        <Button variant="secondary" disabled={draft === closed} onClick={() => { setDraft(closed); saving.forget(); }}>{say("admin.undo")}</Button>
      </Buttons>
      <ReviewDialog saving={saving} title={say("hours.review_days_title")} confirmLabel={say("hours.review_days_save")} />
    </Rows>
  );
}

function AddDay({ add }: { add: (day: ClosedDay) => void }): ReactElement {
  const say = useStrings();
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  const [regions, setRegions] = useState("");
  function take() {
    const list = regions.toUpperCase().split(/[\s,]+/).filter(Boolean);
    add({ date, ...(name ? { name } : {}), ...(list.length > 0 ? { regions: list } : {}) });
    setDate("");
    setName("");
  }
  return (
    <Box>
      <FormGrid least="11rem">
        <TextField type="date" label={say("hours.date")} value={date} change={setDate} />
        <TextField label={say("hours.closed_why")} value={name} change={setName} />
        <TextField label={say("hours.closed_where")} help={say("hours.closed_where_help")} value={regions} change={setRegions} />
      </FormGrid>
      <Box marginTop="space40">
        <Button variant="secondary" disabled={date === ""} onClick={take}>{say("hours.add_day")}</Button>
      </Box>
    </Box>
  );
}
