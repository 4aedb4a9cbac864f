import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer } from "../../api/problem";
import { useReasons } from "../../api/queries";
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
import { ReasonCard, type Reason } from "./ReasonCard";
import { moved } from "./words";

/** Reasons are why donors want to be rung later, as agents choose from them. */
export default function Reasons(): ReactElement {
  const say = useStrings();
  const reasons = useReasons();
  return (
    <Page title={say("admin.page_reasons")}>
      <Rows>
        <Intro>{say("reasons.intro")}</Intro>
        <Loaded of={reasons} loading={<LoadingRows rows={5} height={150} />}>
          {(page) => (
            <Box display="flex" flexDirection="column" rowGap="space90">
              <Editing key={page.version} page={page} />
              <Versions kind="reasons" version={page.version} />
            </Box>
          )}
        </Loaded>
      </Rows>
    </Page>
  );
}

function Editing({ page }: { page: Schema<"ReasonPage"> }): ReactElement {
  const say = useStrings();
  const { api, notify } = useHost();
  const [draft, setDraft] = useState<Reason[]>(page.items);
  const [round, setRound] = useState(0); // a card keeps what is typed: undoing begins with new ones
  const saving = useSaving<Reason[]>({
    attempt: (items, { dryRun, note, headers }) => answer(api.PUT("/api/v1/reasons", { params: { query: trial(dryRun), header: headers }, body: noted({ items }, note) })),
    version: page.version,
    touches: [keys.reasons],
    saved: () => { notify("success", say("reasons.saved")); },
  });
  const undo = () => {
    setDraft(page.items);
    setRound(round + 1);
    saving.forget();
  };
  return (
    <Rows>
      <Refusal problem={saving.problem} told={(field) => /^items\[\d+\]\.(code|label|labels\.ar|match.*|team)$/.test(field)} />
      {draft.length === 0 ? <EmptyState title={say("reasons.none")} detail={say("reasons.none_detail")} /> : null}
      <Cards key={round} draft={draft} setDraft={setDraft} faults={faultsOf(saving.problem)} />
      <AddReason taken={draft.map(({ code }) => code)} add={(reason) => { setDraft([...draft, reason]); }} />
      <Buttons>
        <Button variant="primary" disabled={draft === page.items} loading={saving.busy && !saving.waiting} onClick={() => { saving.review(draft); }}>{say("admin.save")}</Button>
        <Button variant="secondary" disabled={draft === page.items} onClick={undo}>{say("admin.undo")}</Button>
      </Buttons>
      <ReviewDialog saving={saving} title={say("reasons.review_title")} confirmLabel={say("reasons.review_save")} />
    </Rows>
  );
}

interface CardsProps {
  draft: Reason[];
  setDraft: (draft: Reason[]) => void;
  faults: ReturnType<typeof faultsOf>;
}

function Cards({ draft, setDraft, faults }: CardsProps): ReactElement {
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      {draft.map((reason, index) => (
        <ReasonCard
          key={reason.code}
          reason={reason}
          faults={faults}
          place={`items[${index}]`}
          change={(part) => { setDraft(draft.map((each, at) => (at === index ? { ...each, ...part } : each))); }}
          remove={() => { setDraft(draft.filter((each) => each !== reason)); }}
          up={index > 0 ? () => { setDraft(moved(draft, index, -1)); } : undefined}
          down={index < draft.length - 1 ? () => { setDraft(moved(draft, index, 1)); } : undefined}
        />
      ))}
    </Box>
  );
}

function AddReason({ taken, add }: { taken: string[]; add: (reason: Reason) => void }): ReactElement {
  const say = useStrings();
  const [label, setLabel] = useState("");
  const code = label.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_|_$/g, "");
  const double = taken.includes(code);
  return (
    <Beside>
      <TextField label={say("reasons.new_label")} value={label} change={setLabel} help={code ? say("reasons.new_code", { code }) : say("reasons.new_help")} fault={double ? say("reasons.taken") : undefined} />
      <Button variant="secondary" disabled={code === "" || double} onClick={() => { add({ code, label: label.trim(), labels: {}, match: [], team: null }); setLabel(""); }}>{say("reasons.add")}</Button>
    </Beside>
  );
}
