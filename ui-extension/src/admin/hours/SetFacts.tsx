import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { Faults } from "../form/faults";
import { AreaField, ChoiceField, NumberField, TextField } from "../form/Fields";
import { FormGrid, Rows } from "../form/FormGrid";
import { Caps } from "./Caps";
import type { HoursSet } from "./document";

const layers = ["legal", "policy"] as const;
const lifts = ["never", "with_evidence", "with_approval"] as const;
const statuses = ["law", "code", "secondary", "unverified"] as const;
const modes = ["none", "as_weekday", "own"] as const;

interface Props {
  set: HoursSet;
  /** A set that is not there yet: its id can still be chosen. */
  isNew: boolean;
  change: (part: Partial<HoursSet>) => void;
  faults: Faults;
  /** Where the set stands in the body, for its faults: sets[2]. */
  place: string;
}

/** SetFacts is all of a set but its week. */
export function SetFacts({ set, isNew, change, faults, place }: Props): ReactElement {
  const say = useStrings();
  const at = (field: string) => faults.below(`${place}.${field}`);
  return (
    <Rows>
      <FormGrid>
        {isNew ? <TextField required label={say("hours.id")} help={say("hours.id_help")} value={set.id} fault={at("id")} change={(id) => { change({ id }); }} /> : null}
        <TextField label={say("hours.name")} value={set.name ?? ""} fault={at("name")} change={(name) => { change({ name }); }} />
        <TextField label={say("hours.region")} help={say("hours.region_help")} value={set.region ?? ""} fault={at("region")} change={(region) => { change({ region: region.toUpperCase() }); }} />
        <ChoiceField label={say("hours.layer")} help={say(`hours.layer_${set.layer}_help`)} value={set.layer} of={layers.map((value) => ({ value, label: say(`hours.layer_${value}`) }))} change={(layer) => { change({ layer }); }} />
        <ChoiceField label={say("hours.consent")} fault={at("consent_lifts")} value={set.consent_lifts ?? "never"} of={lifts.map((value) => ({ value, label: say(`hours.consent_${value}`) }))} change={(consent_lifts) => { change({ consent_lifts }); }} />
        <HolidayFields set={set} change={change} faults={faults} place={place} />
        <NumberField label={say("hours.cool_off")} help={say("hours.cool_off_help")} value={set.refusal_cool_off_days ?? 0} max={3650} fault={at("refusal_cool_off_days")} change={(refusal_cool_off_days) => { change({ refusal_cool_off_days }); }} />
      </FormGrid>
      <Caps caps={set.caps ?? []} change={(caps) => { change({ caps }); }} />
      <FormGrid>
        <ChoiceField label={say("hours.status")} help={say("hours.status_help")} value={set.status ?? "unverified"} of={statuses.map((value) => ({ value, label: say(`hours.status_${value}`) }))} change={(status) => { change({ status }); }} />
        <TextField type="date" label={say("hours.as_of")} value={set.as_of ?? ""} fault={at("as_of")} change={(as_of) => { change({ as_of }); }} />
        <TextField label={say("hours.source")} value={set.source ?? ""} fault={at("source")} change={(source) => { change({ source }); }} />
      </FormGrid>
      <AreaField label={say("hours.about")} rows={2} value={set.note ?? ""} fault={at("note")} change={(note) => { change({ note }); }} />
    </Rows>
  );
}

type HolidayProps = Omit<Props, "isNew">;

function HolidayFields({ set, change, faults, place }: HolidayProps): ReactElement {
  const say = useStrings();
  const { mode, spans = [] } = set.holidays;
  return (
    <>
      <ChoiceField label={say("hours.on_holidays")} value={mode} of={modes.map((value) => ({ value, label: say(`hours.holidays_${value}`) }))} change={(next) => { change({ holidays: { ...set.holidays, mode: next } }); }} />
      {mode === "own" ? (
        <TextField label={say("hours.holiday_hours")} help={say("hours.holiday_hours_help")} value={spans.join(", ")} fault={faults.below(`${place}.holidays`)} change={(text) => { change({ holidays: { ...set.holidays, spans: listOf(text) } }); }} />
      ) : null}
      <TextField label={say("hours.calendars")} help={say("hours.calendars_help")} value={(set.calendars ?? []).join(", ")} fault={faults.below(`${place}.calendars`)} change={(text) => { change({ calendars: listOf(text) }); }} />
    </>
  );
}

/** listOf reads what is written with commas; while it is typed, an empty last one is kept. */
function listOf(text: string): string[] {
  return text === "" ? [] : text.split(/,\s*/);
}
