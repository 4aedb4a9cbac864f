import { ownZone } from "../../time/show";
import { zoned } from "../../time/wall";
import type { Shift } from "./queries";

/** A week of the roster: its days as dates, and the instants between which it lies on the reader's clock. */
export interface RosterWeek {
  dates: string[];
  from: string;
  to: string;
}

/** weekOf is the week of an instant, so many weeks on, from Monday. */
export function weekOf(instant: number, weeksOn: number): RosterWeek {
  const today = zoned(instant, ownZone()).startOfDay();
  const monday = today.subtract({ days: today.dayOfWeek - 1 }).add({ days: weeksOn * 7 });
  return {
    dates: [0, 1, 2, 3, 4, 5, 6].map((days) => monday.add({ days }).toPlainDate().toString()),
    from: monday.toInstant().toString(),
    to: monday.add({ days: 7 }).toInstant().toString(),
  };
}

/** An agent's shifts of a week, by the date on the agent's clock. */
export interface AgentWeek {
  workerSid: string;
  byDate: ReadonlyMap<string, Shift[]>;
}

/** byAgent sorts shifts into rows. */
export function byAgent(shifts: readonly Shift[]): AgentWeek[] {
  const rows = new Map<string, Map<string, Shift[]>>();
  for (const shift of shifts) {
    const dates = rows.get(shift.worker_sid) ?? new Map<string, Shift[]>();
    const date = (shift.start_local ?? shift.start).slice(0, 10);
    dates.set(date, [...(dates.get(date) ?? []), shift]);
    rows.set(shift.worker_sid, dates);
  }
  return [...rows].map(([workerSid, byDate]) => ({ workerSid, byDate }));
}
