import type { Schema } from "../api/client";

type Callback = Pick<Schema<"Callback">, "id" | "due_at" | "status">;

/** A reminder to be given now. */
export interface Reminder<Of extends Callback> {
  kind: "soon" | "due";
  callback: Of;
}

const lead = 5 * 60_000;
const stale = 60_000;

/**
 * makeReminders remembers what was said. Each promise is told of twice at most: five minutes before, and when it is due. During a call
 * nothing is said; it is made up for afterwards. What was due long before it was first seen is in the list, and needs no alarm.
 */
export function makeReminders<Of extends Callback>() {
  const said = new Map<string, "soon" | "due">();
  const seen = new Set<string>();
  return (items: readonly Of[], now: number, quiet: boolean): Reminder<Of>[] => {
    const reminders: Reminder<Of>[] = [];
    for (const callback of items) {
      const name = `${callback.id} ${callback.due_at}`;
      const left = Date.parse(callback.due_at) - now;
      if (!seen.has(name) && left < -stale) said.set(name, "due");
      seen.add(name);
      const kind = left <= 0 ? "due" : left <= lead ? "soon" : undefined;
      if (!kind || quiet || said.get(name) === "due" || said.get(name) === kind) continue;
      said.set(name, kind);
      reminders.push({ kind, callback });
    }
    return reminders;
  };
}
