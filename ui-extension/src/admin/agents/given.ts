import type { Schema } from "../../api/client";

export type Agent = Schema<"Agent">;
/** A choice for an agent: a team given by hand, or null, which is to follow TaskRouter. By worker sid; who is not in it stays as they are. */
export type Choices = ReadonlyMap<string, string | null>;

/** givenTo is the team that an agent has by hand, as it is or as it was chosen. */
export function givenTo({ worker_sid, team, team_source }: Agent, choices: Choices): string | null {
  const chosen = choices.get(worker_sid);
  return chosen === undefined ? (team_source === "manual" ? team : null) : chosen;
}

/** withChoice adds a choice; one that leaves an agent as they are is none. */
export function withChoice(choices: Choices, agent: Agent, team: string | null): Choices {
  const next = new Map(choices);
  next.delete(agent.worker_sid);
  if (givenTo(agent, next) !== team) next.set(agent.worker_sid, team);
  return next;
}

/** toSave are all agents, in the order of the list, with what was chosen. */
export function toSave(agents: readonly Agent[], choices: Choices): Schema<"PutAgents">["items"] {
  return agents.map((agent) => {
    const team = givenTo(agent, choices);
    return { worker_sid: agent.worker_sid, team, team_source: team === null ? null : "manual" };
  });
}

/** called says whether an agent's name or sid has a text in it. */
export function called({ name, worker_sid }: Agent, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === "" || (name ?? "").toLowerCase().includes(wanted) || worker_sid.toLowerCase().includes(wanted);
}
