import type { Schema } from "../../api/client";

export type Team = Schema<"Team">;

/** What holds where a team says 0: the policy that Ringback comes with. */
export const usual = { owner: 10, team: 20, alert: 30 } as const;

/** A ladder in minutes after the Task was made; anyone is asked from `anyone` on. */
export interface Ladder {
  owner: number;
  team: number;
  anyone: number;
  alert: number;
  /** How long the picture is. */
  length: number;
}

/** ladderOf works out a team's ladder. */
export function ladderOf({ owner_minutes, team_minutes, alert_minutes }: Pick<Team, "owner_minutes" | "team_minutes" | "alert_minutes">): Ladder {
  const owner = owner_minutes || usual.owner;
  const team = team_minutes || usual.team;
  const alert = alert_minutes || usual.alert;
  const anyone = owner + team;
  return { owner, team, anyone, alert, length: Math.max(anyone, alert) * 1.35 };
}

/** emptyTeam is where a new team begins: everything as the policy has it. */
export function emptyTeam(name: string): Team {
  return { name, timezone: null, owner_minutes: 0, team_minutes: 0, alert_minutes: 0, slot_capacity: 0, slot_per_agent: 0, slot_overbook_percent: 0, configured: true };
}
