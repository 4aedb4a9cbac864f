import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer } from "../../api/problem";
import { useAgents } from "../../api/queries";
import { useHost } from "../../host";
import { EmptyState } from "../../parts/EmptyState";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { TextField } from "../form/Fields";
import { Buttons, FormGrid, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro } from "../form/Section";
import { noted, trial } from "../hours/queries";
import { ReviewDialog } from "../rules/ReviewDialog";
import { useSaving } from "../rules/saving";
import { Versions } from "../rules/Versions";
import { AgentList } from "./AgentList";
import { called, toSave, withChoice, type Choices } from "./given";

/** So many agents are seen at a glance; more are looked for. */
const glance = 8;

/** Agents gives agents a team by hand, where TaskRouter names none or another. */
export default function Agents(): ReactElement {
  const say = useStrings();
  const agents = useAgents();
  return (
    <Page title={say("admin.page_agents")}>
      <Rows>
        <Intro>{say("agents.intro")}</Intro>
        <Loaded of={agents} loading={<LoadingRows rows={6} height={64} />}>
          {(page) => (
            <Box display="flex" flexDirection="column" rowGap="space90">
              {page.items.length === 0 ? <EmptyState title={say("agents.none")} detail={say("agents.none_detail")} /> : <Editing key={page.version} page={page} />}
              <Versions kind="agents" version={page.version} />
            </Box>
          )}
        </Loaded>
      </Rows>
    </Page>
  );
}

function Editing({ page }: { page: Schema<"AgentPage"> }): ReactElement {
  const say = useStrings();
  const { api, notify } = useHost();
  const [choices, setChoices] = useState<Choices>(new Map());
  const [text, setText] = useState("");
  const saving = useSaving<Choices>({
    attempt: (chosen, { dryRun, note, headers }) => answer(api.PUT("/api/v1/agents", { params: { query: trial(dryRun), header: headers }, body: noted({ items: toSave(page.items, chosen) }, note) })),
    version: page.version,
    touches: [keys.agents, keys.teams],
    saved: () => { notify("success", say("agents.saved")); },
  });
  const shown = page.items.filter((agent) => called(agent, text));
  return (
    <Rows>
      <Refusal problem={saving.problem} told={(field) => /^items\[\d+\]\.team$/.test(field)} />
      {page.items.length > glance ? <FormGrid><TextField type="search" label={say("agents.find")} value={text} change={setText} /></FormGrid> : null}
      <AgentList
        agents={shown}
        choices={choices}
        choose={(agent, team) => { setChoices(withChoice(choices, agent, team)); }}
        faultOf={({ worker_sid: sid }) => faultsOf(saving.problem).at(`items[${page.items.findIndex((each) => each.worker_sid === sid)}].team`)}
      />
      <Buttons>
        <Button variant="primary" disabled={choices.size === 0} loading={saving.busy && !saving.waiting} onClick={() => { saving.review(choices); }}>{say("admin.save")}</Button>
        <Button variant="secondary" disabled={choices.size === 0} onClick={() => { setChoices(new Map()); saving.forget(); }}>{say("admin.undo")}</Button>
      </Buttons>
      <ReviewDialog saving={saving} title={say("agents.review_title")} confirmLabel={say("agents.review_save")} />
    </Rows>
  );
}
