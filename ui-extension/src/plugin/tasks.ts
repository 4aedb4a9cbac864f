import type { ITask, Manager } from "@twilio/flex-ui";

/** What a Task is to Ringback: the one that offers a callback, a call made for one, or any other. */
export type Role = { kind: "callback"; callbackId: string } | { kind: "call_for"; callbackId: string } | { kind: "other" };

/** roleOf reads it from the Task's attributes. */
export function roleOf({ attributes }: Pick<ITask, "attributes">): Role {
  const callbackId = attributes["callback_id"];
  if (typeof callbackId !== "string" || callbackId === "") return { kind: "other" };
  return { kind: attributes["taskType"] === "callback" ? "callback" : "call_for", callbackId };
}

/** liveTasks are the Tasks that the agent has or is offered. */
export function liveTasks(manager: Pick<Manager, "store">): ITask[] {
  return [...manager.store.getState().flex.worker.tasks.values()];
}

/** onCall is true while the agent speaks with somebody: a callback's own Task is no call. */
export function onCall(tasks: readonly ITask[]): boolean {
  return tasks.some((task) => task.status === "accepted" && roleOf(task).kind !== "callback");
}

/** hasTab says for which Tasks there is a Callback tab: those in hand, on whose call something can be promised. */
export function hasTab(task: ITask | undefined): task is ITask {
  return task !== undefined && (task.status === "accepted" || task.status === "wrapping");
}

/** The donor as a call's attributes know them. */
export interface Caller {
  external_id?: string;
  name?: string;
  phone?: string;
  timezone?: string;
}

/** callerOf finds out with whom the call is: a `record` if the dialler wrote one, else the other end of the line. */
export function callerOf({ attributes }: Pick<ITask, "attributes">): Caller {
  const record = attributes["record"];
  const known = typeof record === "object" && record !== null ? (record as Record<string, unknown>) : {};
  const words = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const outbound = words(attributes["direction"])?.startsWith("outbound");
  const line = outbound ? words(attributes["outbound_to"]) ?? words(attributes["to"]) : words(attributes["customerAddress"]) ?? words(attributes["from"]);
  const caller = {
    external_id: words(known["external_id"]) ?? words(attributes["record_external_id"]),
    name: words(known["name"]) ?? words(attributes["name"]),
    phone: words(known["phone"]) ?? line,
    timezone: words(known["timezone"]),
  };
  return Object.fromEntries(Object.entries(caller).filter(([, value]) => value !== undefined));
}
