import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { EmptyState } from "../../parts/EmptyState";
import { Loaded } from "../../parts/Loaded";
import { useStrings } from "../../strings/languages";
import { zonePlace } from "../../time/show";
import { ChoiceField, TextField } from "../form/Fields";
import { FormGrid, Rows } from "../form/FormGrid";
import { Listing, type Column } from "../listing/Listing";
import { More } from "../listing/More";
import { useRecords, type DonorRecord, type RecordState, type RecordWish } from "./queries";
import { RecordDrawer } from "./RecordDrawer";
import { StateBadge } from "./StateBadge";

const states = ["callable", "dormant", "closed", "do_not_call"] as const;

/** RecordList finds records and opens one. */
export function RecordList(): ReactElement {
  const say = useStrings();
  const [wish, setWish] = useState<RecordWish>({ text: "", state: "", campaign: "" });
  const [open, setOpen] = useState<string>();
  const pages = useRecords(wish);
  const columns = useColumns(setOpen);
  const choices = [{ value: "" as RecordState | "", label: say("records.any_state") }, ...states.map((value) => ({ value, label: say(`records.state_${value}`) }))];
  return (
    <Rows>
      <FormGrid least="13rem">
        <TextField type="search" label={say("records.find")} help={say("records.find_help")} value={wish.text} change={(text) => { setWish({ ...wish, text }); }} />
        <ChoiceField label={say("records.state")} value={wish.state} of={choices} change={(state) => { setWish({ ...wish, state }); }} />
        <TextField type="search" label={say("records.campaign")} value={wish.campaign} change={(campaign) => { setWish({ ...wish, campaign }); }} />
      </FormGrid>
      <Loaded of={pages}>
        {(data) => {
          const records = data.pages.flatMap((page) => page.items);
          const chosen = records.find(({ id }) => id === open);
          return (
            <Box display="flex" flexDirection="column" rowGap="space50" alignItems="stretch">
              <Listing caption={say("records.list")} columns={columns} rows={records} keyOf={({ id }) => id} least="48rem" empty={<EmptyState title={say("records.none")} detail={say("records.none_detail")} />} />
              <Box><More of={pages} /></Box>
              {chosen ? <RecordDrawer key={`${chosen.id} ${chosen.version}`} record={chosen} close={() => { setOpen(undefined); }} /> : null}
            </Box>
          );
        }}
      </Loaded>
    </Rows>
  );
}

function useColumns(open: (id: string) => void): Column<DonorRecord>[] {
  const say = useStrings();
  return [
    {
      key: "name",
      head: say("records.name"),
      show: (record) => (
        <Button variant="link" onClick={() => { open(record.id); }}>
          <bdi>{record.name ?? record.external_id ?? record.phone ?? record.id}</bdi>
        </Button>
      ),
    },
    { key: "external", head: say("records.external_id"), show: (record) => <bdi>{record.external_id}</bdi> },
    { key: "phone", head: say("records.phone"), show: (record) => <bdi dir="ltr" style={{ whiteSpace: "nowrap" }}>{record.phone}</bdi> },
    { key: "zone", head: say("records.zone"), show: (record) => <bdi>{record.timezone ? zonePlace(record.timezone) : ""}</bdi> },
    { key: "campaign", head: say("records.campaign"), show: (record) => <bdi>{record.campaign}</bdi> },
    { key: "state", head: say("records.state"), show: ({ state }) => <StateBadge state={state} /> },
  ];
}
