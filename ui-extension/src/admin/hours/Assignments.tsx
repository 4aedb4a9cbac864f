import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useTeams } from "../../api/queries";
import { useHost } from "../../host";
import { useStrings } from "../../strings/languages";
import { TextField } from "../form/Fields";
import { Beside, Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import { ReviewDialog } from "../rules/ReviewDialog";
import { listSets, putOf } from "./document";
import { useSavingHours } from "./queries";
import { SetsOf, type Choosable } from "./SetsOf";

/** Assignments says which sets bind whom, on top of the law of the donor's region: everyone, a team, a campaign. */
export function Assignments({ hours }: { hours: Schema<"CallingHours"> }): ReactElement {
  return <Editing key={hours.version} hours={hours} />;
}

function Editing({ hours }: { hours: Schema<"CallingHours"> }): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [draft, setDraft] = useState(() => putOf(hours));
  const teams = useTeams();
  const sets: Choosable[] = listSets(hours).map(({ set }) => ({ id: set.id, name: set.name ?? set.id }));
  const saving = useSavingHours(hours.version, () => { notify("success", say("hours.assigned")); });
  const names = [...new Set([...(teams.data?.items.map(({ name }) => name) ?? []), ...Object.keys(draft.teams)])].sort();
  return (
    <Rows>
      <Refusal problem={saving.problem} />
      <Section title={say("hours.for_all")} intro={say("hours.for_all_intro")}>
        <SetsOf label={say("hours.everyone")} ids={draft.everyone} sets={sets} change={(everyone) => { setDraft({ ...draft, everyone }); }} />
      </Section>
      <Section title={say("hours.for_teams")} intro={say("hours.for_teams_intro")}>
        {names.map((name) => (
          <SetsOf key={name} label={name} ids={draft.teams[name] ?? []} sets={sets} change={(ids) => { setDraft({ ...draft, teams: put(draft.teams, name, ids) }); }} />
        ))}
      </Section>
      <Section title={say("hours.for_campaigns")} intro={say("hours.for_campaigns_intro")}>
        {Object.entries(draft.campaigns).map(([name, ids]) => (
          <SetsOf key={name} label={name} ids={ids} sets={sets} change={(next) => { setDraft({ ...draft, campaigns: put(draft.campaigns, name, next) }); }} />
        ))}
        <AddCampaign add={(name) => { setDraft({ ...draft, campaigns: { ...draft.campaigns, [name]: draft.campaigns[name] ?? [] } }); }} />
      </Section>
      <Buttons>
        <Button variant="primary" loading={saving.busy && !saving.waiting} onClick={() => { saving.review(clean(draft)); }}>{say("admin.save")}</Button>
        <Button variant="secondary" onClick={() => { setDraft(putOf(hours)); saving.forget(); }}>{say("admin.undo")}</Button>
      </Buttons>
      <ReviewDialog saving={saving} title={say("hours.review_title")} confirmLabel={say("hours.review_save")} />
    </Rows>
  );
}

function AddCampaign({ add }: { add: (name: string) => void }): ReactElement {
  const say = useStrings();
  const [name, setName] = useState("");
  return (
    <Beside>
      <TextField label={say("hours.campaign")} value={name} change={setName} />
      <Button variant="secondary" disabled={name.trim() === ""} onClick={() => { add(name.trim()); setName(""); }}>{say("admin.add")}</Button>
    </Beside>
  );
}

type Named = Record<string, string[]>;

function put(all: Named, name: string, ids: string[]): Named {
  return { ...all, [name]: ids };
}

/** clean leaves out whom no set is for. */
function clean<Draft extends { teams: Named; campaigns: Named }>(draft: Draft): Draft {
  const used = (all: Named) => Object.fromEntries(Object.entries(all).filter(([, ids]) => ids.length > 0));
  return { ...draft, teams: used(draft.teams), campaigns: used(draft.campaigns) };
}
