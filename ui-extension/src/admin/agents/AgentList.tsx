import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useTeams } from "../../api/queries";
import { useStrings } from "../../strings/languages";
import { ChoiceField } from "../form/Fields";
import { Listing, type Column } from "../listing/Listing";
import { givenTo, type Agent, type Choices } from "./given";

interface Props {
  agents: readonly Agent[];
  choices: Choices;
  choose: (agent: Agent, team: string | null) => void;
  faultOf: (agent: Agent) => string | undefined;
}

/** AgentList is the agents, each with the team that they have and a choice of another. */
export function AgentList({ agents, choices, choose, faultOf }: Props): ReactElement {
  const say = useStrings();
  const columns: Column<Agent>[] = [
    { key: "agent", head: say("agents.agent"), show: (agent) => <Name agent={agent} /> },
    { key: "now", head: say("agents.now"), show: (agent) => <Now agent={agent} />, width: "11rem" },
    { key: "team", head: say("agents.team"), show: (agent) => <TeamChoice agent={agent} given={givenTo(agent, choices)} choose={(team) => { choose(agent, team); }} fault={faultOf(agent)} />, width: "18rem" },
    { key: "how", head: say("agents.by_hand"), hidden: true, show: (agent) => <How agent={agent} choices={choices} />, width: "8rem" },
  ];
  return <Listing caption={say("admin.page_agents")} columns={columns} rows={agents} keyOf={(agent) => agent.worker_sid} least="44rem" empty={<Text as="p">{say("agents.none_found")}</Text>} />;
}

function Name({ agent: { name, worker_sid: sid } }: { agent: Agent }): ReactElement {
  return (
    <Box display="flex" flexDirection="column" rowGap="space10">
      {name ? <Text as="span" fontWeight="fontWeightSemibold"><bdi>{name}</bdi></Text> : null}
      <Text as="span" fontFamily="fontFamilyCode" fontSize="fontSize20" color="colorTextWeak"><bdi title={sid}>{`…${sid.slice(-6)}`}</bdi></Text>
    </Box>
  );
}

function Now({ agent: { name, available } }: { agent: Agent }): ReactElement {
  const say = useStrings();
  if (!name) return <Text as="span" color="colorTextWeak">{say("agents.never_seen")}</Text>;
  return <>{say(available ? "agents.available" : "agents.away")}</>;
}

/** What has been given by hand, and what is about to change. */
function How({ agent, choices }: { agent: Agent; choices: Choices }): ReactElement | null {
  const say = useStrings();
  if (choices.has(agent.worker_sid)) return <Badge as="span" variant="warning">{say("agents.changed")}</Badge>;
  return agent.team_source === "manual" ? <Badge as="span" variant="info">{say("agents.by_hand")}</Badge> : null;
}

interface ChoiceProps {
  agent: Agent;
  given: string | null;
  choose: (team: string | null) => void;
  fault: string | undefined;
}

function TeamChoice({ agent, given, choose, fault }: ChoiceProps): ReactElement {
  const say = useStrings();
  const known = useTeams().data?.items.map(({ name }) => name) ?? [];
  const names = given === null || known.includes(given) ? known : [given, ...known];
  return (
    <ChoiceField
      bare
      label={say("agents.team_of", { name: agent.name ?? agent.worker_sid })}
      value={given ?? ""}
      of={[{ value: "", label: useFollowing(agent) }, ...names.map((name) => ({ value: name, label: name }))]}
      fault={fault}
      change={(team) => { choose(team || null); }}
    />
  );
}

/** What TaskRouter says is known only where it holds. */
function useFollowing({ team, team_source: source }: Agent): string {
  const say = useStrings();
  if (source === "manual") return say("agents.by_taskrouter");
  return team === null ? say("agents.by_taskrouter_none") : say("agents.by_taskrouter_team", { team });
}
