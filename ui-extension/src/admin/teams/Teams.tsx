import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer } from "../../api/problem";
import { useTeams } from "../../api/queries";
import { useHost } from "../../host";
import { EmptyState } from "../../parts/EmptyState";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { TextField } from "../form/Fields";
import { Beside, Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro } from "../form/Section";
import { noted, trial } from "../hours/queries";
import { ReviewDialog } from "../rules/ReviewDialog";
import { useSaving } from "../rules/saving";
import { Versions } from "../rules/Versions";
import { emptyTeam, type Team } from "./ladder";
import { TeamCard } from "./TeamCard";

/** Teams are who rings, how a waiting callback widens, and how much may be promised. */
export default function Teams(): ReactElement {
  const say = useStrings();
  const teams = useTeams();
  return (
    <Page title={say("admin.page_teams")}>
      <Rows>
        <Intro>{say("ladder.intro")}</Intro>
        <Loaded of={teams} loading={<LoadingRows rows={3} height={280} />}>
          {(page) => (
            <Box display="flex" flexDirection="column" rowGap="space90">
              <Editing key={page.version} page={page} />
              <Versions kind="teams" version={page.version} />
            </Box>
          )}
        </Loaded>
      </Rows>
    </Page>
  );
}

function Editing({ page }: { page: Schema<"TeamPage"> }): ReactElement {
  const say = useStrings();
  const { api, notify } = useHost();
  const [draft, setDraft] = useState<Team[]>(page.items);
  const saving = useSaving<Team[]>({
    attempt: (items, { dryRun, note, headers }) => answer(api.PUT("/api/v1/teams", { params: { query: trial(dryRun), header: headers }, body: noted({ items }, note) })),
    version: page.version,
    touches: [keys.teams, keys.callbacks, keys.slots],
    saved: () => { notify("success", say("ladder.saved")); },
  });
  const faults = faultsOf(saving.problem);
  const put = (index: number, part: Partial<Team>) => { setDraft(draft.map((team, at) => (at === index ? { ...team, ...part } : team))); };
  return (
    <Rows>
      <Refusal problem={saving.problem} told={(field) => /^items\[\d+\]\.\w+$/.test(field)} />
      {draft.length === 0 ? <EmptyState title={say("ladder.none")} detail={say("ladder.none_detail")} /> : null}
      {draft.map((team, index) => (
        <TeamCard key={team.name} team={team} faults={faults} place={`items[${index}]`} change={(part) => { put(index, part); }} remove={() => { setDraft(draft.filter((each) => each !== team)); }} />
      ))}
      <AddTeam taken={draft.map(({ name }) => name)} add={(name) => { setDraft([...draft, emptyTeam(name)]); }} />
      <Buttons>
        <Button variant="primary" disabled={draft === page.items} loading={saving.busy && !saving.waiting} onClick={() => { saving.review(draft); }}>{say("admin.save")}</Button>
        <Button variant="secondary" disabled={draft === page.items} onClick={() => { setDraft(page.items); saving.forget(); }}>{say("admin.undo")}</Button>
      </Buttons>
      <ReviewDialog saving={saving} title={say("ladder.review_title")} confirmLabel={say("ladder.review_save")} />
    </Rows>
  );
}

function AddTeam({ taken, add }: { taken: string[]; add: (name: string) => void }): ReactElement {
  const say = useStrings();
  const [name, setName] = useState("");
  const clean = name.trim();
  const double = taken.includes(clean);
  return (
    <Beside>
      <TextField label={say("ladder.new_team")} value={name} change={setName} fault={double ? say("ladder.taken") : undefined} />
      <Button variant="secondary" disabled={clean === "" || double} onClick={() => { add(clean); setName(""); }}>{say("ladder.add")}</Button>
    </Beside>
  );
}
