import { Option, Select } from "@twilio-paste/select";
import type { ReactElement } from "react";

import { useAgents, useTeams } from "../api/queries";
import { mayManage, useHost } from "../host";
import { ChoiceChips } from "../parts/ChoiceChips";
import { Field } from "../parts/Field";
import { useStrings } from "../strings/languages";
import type { Draft, Outcome } from "./draft";

interface Props {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
}

/** WhoRings chooses between Callback Agent, Callback Queue and, for those who manage, another team. */
export function WhoRings({ draft, change }: Props): ReactElement {
  const say = useStrings();
  const manages = mayManage(useHost().me);
  const choices: { value: Outcome; label: string; detail: string }[] = [
    { value: "agent", label: say(manages ? "booking.who_agent" : "booking.who_agent_me"), detail: say(manages ? "booking.who_chosen_hint" : "booking.who_agent_hint") },
    { value: "queue", label: say("booking.who_queue"), detail: say("booking.who_queue_hint") },
  ];
  // The backend refuses an agent who names another team: then it is no choice.
  if (manages) choices.push({ value: "other_team", label: say("booking.who_other_team"), detail: say("booking.who_other_team_hint") });
  return (
    <>
      <ChoiceChips legend={say("booking.who")} choices={choices} chosen={draft.outcome} choose={(outcome) => { change({ outcome }); }} />
      {manages && draft.outcome === "agent" ? <AgentField draft={draft} change={change} /> : null}
      {draft.outcome === "other_team" ? <TeamField draft={draft} change={change} /> : null}
    </>
  );
}

function AgentField({ draft, change }: Props): ReactElement {
  const say = useStrings();
  const agents = useAgents().data?.items ?? [];
  const named = [...agents].sort((one, other) => (one.name ?? "").localeCompare(other.name ?? ""));
  return (
    <Field label={say("booking.agent")} required>
      {(ids) => (
        <Select {...ids} value={draft.workerSid} onChange={(event) => { change({ workerSid: event.currentTarget.value }); }}>
          <Option value="">{say("booking.agent_choose")}</Option>
          {named.map(({ worker_sid, name, available }) => (
            <Option key={worker_sid} value={worker_sid}>{available ? (name ?? worker_sid) : say("booking.agent_away", { name: name ?? worker_sid })}</Option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function TeamField({ draft, change }: Props): ReactElement {
  const say = useStrings();
  const teams = useTeams().data?.items ?? [];
  return (
    <Field label={say("booking.team")} required>
      {(ids) => (
        <Select {...ids} value={draft.team} onChange={(event) => { change({ team: event.currentTarget.value }); }}>
          <Option value="">{say("booking.team_choose")}</Option>
          {teams.map(({ name }) => <Option key={name} value={name}>{name}</Option>)}
        </Select>
      )}
    </Field>
  );
}
