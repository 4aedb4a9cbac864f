import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { ChoiceField, TickField } from "../form/Fields";
import { FormGrid, Rows } from "../form/FormGrid";
import type { Choice, Plan, Wish } from "./queries";

/** Choices are what a person decides: how events come, by which workflow callbacks go, and whether another system gives way. */
export function Choices({ plan, change }: { plan: Plan; change: (part: Wish) => void }): ReactElement {
  const say = useStrings();
  const { events, workflow, take_over: takeOver } = plan.choice;
  const inTheWay = plan.steps.some(({ obstacle }) => obstacle === "other_callback");
  return (
    <Rows>
      <FormGrid least="20rem">
        <ChoiceField<Choice["events"]> label={say("setup.events")} help={say(`setup.events_${events}_help`)} value={events} of={[{ value: "callback", label: say("setup.events_callback") }, { value: "streams", label: say("setup.events_streams") }]} change={(value) => { change({ events: value, take_over: false }); }} />
        <ChoiceField label={say("setup.workflow")} help={say("setup.workflow_help")} value={workflow ?? ""} of={useWorkflows(plan)} change={(value) => { change({ workflow: value }); }} />
      </FormGrid>
      {inTheWay || takeOver ? <TickField label={say("setup.take_over")} help={say("setup.take_over_help")} ticked={takeOver} change={(value) => { change({ take_over: value }); }} /> : null}
    </Rows>
  );
}

function useWorkflows({ workflows, choice }: Plan): { value: string; label: string }[] {
  const say = useStrings();
  const known = workflows.map(({ sid, name }) => ({ value: sid, label: name }));
  const own = { value: "new", label: say("setup.workflow_new") };
  // One that was chosen by its name, or is gone, must be there to be seen.
  const other = choice.workflow && choice.workflow !== "new" && !workflows.some(({ sid }) => sid === choice.workflow) ? [{ value: choice.workflow, label: choice.workflow }] : [];
  return [{ value: "", label: say("setup.workflow_configured") }, ...known, ...other, own];
}
