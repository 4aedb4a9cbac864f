import { Button } from "@twilio-paste/button";
import { useEffect, useRef, useState, type ReactElement } from "react";

import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useStrings } from "../../strings/languages";
import { Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import { Choices } from "./Choices";
import { PlanState } from "./PlanState";
import { PlanSteps } from "./PlanSteps";
import { useApply, useUndo, type Plan, type Wish } from "./queries";
import { Running } from "./Running";
import { changesOf, kinds } from "./words";

interface Props {
  plan: Plan;
  /** It is being read anew: what is shown may be out of date. */
  reading: boolean;
  change: (part: Wish) => void;
  readAgain: () => void;
}

/** PlanPart shows what set-up would do, has it done, and takes it back. */
export function PlanPart({ plan, reading, change, readAgain }: Props): ReactElement {
  const say = useStrings();
  const known = plan.digest !== null;
  const { running, top, follow, close } = useFollowed(plan.job_id);
  return (
    <Section title={say("setup.plan")} intro={say("setup.plan_intro")} actions={<Button variant="secondary" size="small" loading={reading} onClick={readAgain}>{say("setup.read_again")}</Button>}>
      <div ref={top} tabIndex={-1} style={{ outline: "none", scrollMarginBlock: "6rem" }}>
        {running ? <Running key={running} id={running} close={close} /> : (
          <Rows>
            <PlanState plan={plan} />
            {known ? <Choices plan={plan} change={change} /> : null}
            {known ? <PlanSteps steps={plan.steps} /> : null}
            <Acts plan={plan} reading={reading} follow={follow} readAgain={readAgain} />
          </Rows>
        )}
      </div>
    </Section>
  );
}

/** useFollowed is the job to be shown: the one that was begun here, or that is under way elsewhere, until the reader has seen its end. */
function useFollowed(underWay: string | null) {
  const [running, setRunning] = useState<string>();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (underWay) setRunning(underWay);
  }, [underWay]);
  // What takes the plan's place is shorter: the reader, and the keyboard, are led to where it begins.
  function show(id: string | undefined) {
    setRunning(id);
    top.current?.focus();
  }
  return { running, top, follow: (id: string) => { show(id); }, close: () => { show(undefined); } };
}

function Acts({ plan, reading, follow, readAgain }: Pick<Props, "plan" | "reading" | "readAgain"> & { follow: (job: string) => void }): ReactElement {
  const say = useStrings();
  const [asked, ask] = useState<"apply" | "undo">();
  const apply = useApply();
  const undo = useUndo();
  const changes = changesOf(plan.steps).length;
  const settled = {
    onSuccess({ id }: { id: string }) {
      ask(undefined);
      follow(id);
    },
    onError() {
      ask(undefined);
      readAgain(); // somebody may have changed the workspace
    },
  };
  return (
    <Rows>
      <Refusal problem={apply.error ?? undo.error} />
      <Buttons>
        {plan.status === "ready" ? <Button variant="primary" disabled={reading} onClick={() => { undo.reset(); ask("apply"); }}>{say("setup.apply", { n: changes })}</Button> : null}
        {plan.undo.length > 0 ? <Button variant="secondary" onClick={() => { apply.reset(); ask("undo"); }}>{say("setup.undo")}</Button> : null}
      </Buttons>
      {asked === "apply" ? (
        <ConfirmDialog open title={say("setup.apply_title", { n: changes })} confirmLabel={say("setup.apply", { n: changes })} busy={apply.isLoading} confirm={() => { apply.mutate(plan, settled); }} close={() => { ask(undefined); }}>
          <p>{say("setup.apply_detail", { workspace: plan.workspace?.name ?? "" })}</p>
          {plan.choice.take_over ? <p><strong>{say("setup.apply_takes_over")}</strong></p> : null}
        </ConfirmDialog>
      ) : null}
      {asked === "undo" ? (
        <ConfirmDialog open destructive title={say("setup.undo_title")} confirmLabel={say("setup.undo")} busy={undo.isLoading} confirm={() => { undo.mutate(plan.undo, settled); }} close={() => { ask(undefined); }}>
          <p>{say("setup.undo_detail")}</p>
          <ul>{plan.undo.map(({ action, kind, name }) => <li key={`${kind} ${name}`}>{say(`setup.undo_${action}`)} {say(kinds[kind])} <bdi>{name}</bdi></li>)}</ul>
        </ConfirmDialog>
      ) : null}
    </Rows>
  );
}
