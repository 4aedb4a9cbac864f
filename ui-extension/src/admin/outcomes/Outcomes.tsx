import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer } from "../../api/problem";
import { useOutcomes } from "../../api/queries";
import { useHost } from "../../host";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { faultsOf, type Faults } from "../form/faults";
import { ChoiceField, TextField } from "../form/Fields";
import { Beside, Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro } from "../form/Section";
import { noted, trial } from "../hours/queries";
import { Listing, type Column } from "../listing/Listing";
import { ReviewDialog } from "../rules/ReviewDialog";
import { useSaving } from "../rules/saving";
import { Versions } from "../rules/Versions";
import { actions, Code, Then, type Outcome } from "./OutcomeRow";

/** Outcomes are what agents choose from at wrap-up, and what follows each. */
export default function Outcomes(): ReactElement {
  const say = useStrings();
  const outcomes = useOutcomes();
  return (
    <Page title={say("admin.page_outcomes")}>
      <Rows>
        <Intro>{say("outcomes.intro")}</Intro>
        <Loaded of={outcomes} loading={<LoadingRows rows={13} height={76} />}>
          {(page) => (
            <Box display="flex" flexDirection="column" rowGap="space90">
              <Editing key={page.version} page={page} />
              <Versions kind="outcomes" version={page.version} />
            </Box>
          )}
        </Loaded>
      </Rows>
    </Page>
  );
}

function Editing({ page }: { page: Schema<"OutcomePage"> }): ReactElement {
  const say = useStrings();
  const { api, notify } = useHost();
  const [draft, setDraft] = useState<Outcome[]>(page.items);
  const saving = useSaving<Outcome[]>({
    attempt: (items, { dryRun, note, headers }) => answer(api.PUT("/api/v1/outcomes", { params: { query: trial(dryRun), header: headers }, body: noted({ items }, note) })),
    version: page.version,
    touches: [keys.outcomes, keys.callbacks],
    saved: () => { notify("success", say("outcomes.saved")); },
  });
  const columns = useColumns(draft, setDraft, faultsOf(saving.problem));
  return (
    <Rows>
      <Refusal problem={saving.problem} told={(field) => /^items\[\d+\]\.(label|resolution|retry_delays)/.test(field)} />
      <Listing caption={say("admin.page_outcomes")} columns={columns} rows={draft} keyOf={({ code }) => code} least="52rem" />
      <AddOutcome taken={draft.map(({ code }) => code)} add={(outcome) => { setDraft([...draft, outcome]); }} />
      <Buttons>
        <Button variant="primary" disabled={draft === page.items} loading={saving.busy && !saving.waiting} onClick={() => { saving.review(draft); }}>{say("admin.save")}</Button>
        <Button variant="secondary" disabled={draft === page.items} onClick={() => { setDraft(page.items); saving.forget(); }}>{say("admin.undo")}</Button>
      </Buttons>
      <ReviewDialog saving={saving} title={say("outcomes.review_title")} confirmLabel={say("outcomes.review_save")} />
    </Rows>
  );
}

function useColumns(draft: Outcome[], setDraft: (draft: Outcome[]) => void, faults: Faults): Column<Outcome>[] {
  const say = useStrings();
  const put = (index: number, part: Partial<Outcome>) => { setDraft(draft.map((outcome, at) => (at === index ? { ...outcome, ...part } : outcome))); };
  const faultOf = (index: number) => (field: string) => faults.below(`items[${index}].${field}`);
  return [
    { key: "code", head: say("outcomes.code"), show: (outcome) => <Code outcome={outcome} />, width: "11rem" },
    { key: "label", head: say("outcomes.label"), show: (outcome, at) => <TextField bare label={say("outcomes.label_of", { code: outcome.code })} value={outcome.label} fault={faultOf(at)("label")} change={(label) => { put(at, { label }); }} /> },
    {
      key: "action",
      head: say("outcomes.action"),
      show: (outcome, at) => <ChoiceField bare label={say("outcomes.action_of", { code: outcome.code })} value={outcome.action} of={actions.map((value) => ({ value, label: say(`outcomes.action_${value}`) }))} fault={faultOf(at)("action")} change={(action) => { put(at, partFor(action, outcome)); }} />,
    },
    { key: "then", head: say("outcomes.then"), show: (outcome, at) => <Then outcome={outcome} change={(part) => { put(at, part); }} fault={faultOf(at)} /> },
    {
      key: "remove",
      head: say("admin.actions"),
      hidden: true,
      width: "7rem",
      show: (outcome) => (outcome.built_in ? null : <Button variant="secondary" size="small" aria-label={say("outcomes.remove", { code: outcome.code })} onClick={() => { setDraft(draft.filter((each) => each !== outcome)); }}>{say("admin.remove")}</Button>),
    },
  ];
}

/** partFor keeps of an outcome what its new action needs, and drops the rest. */
function partFor(action: Outcome["action"], outcome: Outcome): Partial<Outcome> {
  return { action, resolution: action === "resolve" ? (outcome.resolution ?? "contacted") : null, retry_delays: action === "retry" ? (outcome.retry_delays.length > 0 ? outcome.retry_delays : [3600]) : [] };
}

function AddOutcome({ taken, add }: { taken: string[]; add: (outcome: Outcome) => void }): ReactElement {
  const say = useStrings();
  const [label, setLabel] = useState("");
  const code = label.trim().toLowerCase().replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_|_$/g, "");
  const double = taken.includes(code);
  return (
    <Beside>
      <TextField label={say("outcomes.new_label")} value={label} change={setLabel} help={code ? say("outcomes.new_code", { code }) : say("outcomes.new_help")} fault={double ? say("outcomes.taken") : undefined} />
      <Button
        variant="secondary"
        disabled={code === "" || double}
        onClick={() => {
          add({ code, label: label.trim(), action: "retry", resolution: null, retry_delays: [3600], built_in: false });
          setLabel("");
        }}
      >
        {say("outcomes.add")}
      </Button>
    </Beside>
  );
}
