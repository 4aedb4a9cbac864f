import type { Schema } from "../api/client";

/** What is to be written on the call's Task for the webhook to read. */
export interface Disposition {
  outcome: "callback_agent" | "callback_queue";
  request: Schema<"CallbackRequest">;
  record?: Schema<"RecordRef">;
}

/**
 * Choice is how far a callback has come that an agent chose for a call: chosen but nowhere yet; stored by Ringback; or kept in this
 * browser, with `written` saying whether the call's Task carries it too.
 */
export type Choice =
  | { at: "none" }
  | { at: "chosen" }
  | { at: "stored"; callbackId: string }
  | { at: "kept"; written: boolean };

const none: Choice = { at: "none" };

/** mayComplete is false while completing the Task would lose a promise that was made to a donor. */
export function mayComplete(choice: Choice): boolean {
  return choice.at === "none" || choice.at === "stored" || (choice.at === "kept" && choice.written);
}

export interface Choices {
  of(taskSid: string): Choice;
  set(taskSid: string, choice: Choice): void;
  /** The agent gives it up, or the Task has gone. */
  forget(taskSid: string): void;
  subscribe(listener: () => void): () => void;
}

/** makeChoices holds the choice for each Task in hand. */
export function makeChoices(): Choices {
  const held = new Map<string, Choice>();
  const listeners = new Set<() => void>();
  const tell = () => { listeners.forEach((each) => { each(); }); };
  return {
    of: (taskSid) => held.get(taskSid) ?? none,
    set(taskSid, choice) {
      held.set(taskSid, choice);
      tell();
    },
    forget(taskSid) {
      if (held.delete(taskSid)) tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** withDisposition adds what was promised to a Task's attributes, and keeps all else that is there. */
export function withDisposition(attributes: Record<string, unknown>, { outcome, request, record }: Disposition): Record<string, unknown> {
  const { notes, ...rest } = request;
  return {
    ...attributes,
    conversations: { ...objectOf(attributes["conversations"]), outcome },
    // Twilio allows 4,096 characters for all attributes together; the notes are in Ringback.
    callback_request: notes ? { ...rest, notes: notes.slice(0, 500) } : rest,
    ...(record ? { record: { ...objectOf(attributes["record"]), ...record } } : {}),
  };
}

/** withoutDisposition takes a promise back that was never stored. */
export function withoutDisposition(attributes: Record<string, unknown>): Record<string, unknown> {
  const left = { ...attributes };
  const conversations = { ...objectOf(attributes["conversations"]) };
  delete left["callback_request"];
  delete conversations["outcome"];
  return { ...left, conversations };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
