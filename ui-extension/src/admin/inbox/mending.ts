import type { Schema } from "../../api/client";

export type InboxEntry = Schema<"InboxEntry">;
type Mend = Schema<"MendInbox">;

export const recordFields = ["external_id", "name", "phone", "timezone", "region", "campaign", "team"] as const;
export const requestFields = ["local_time", "timezone", "window_minutes", "routing", "team", "worker_sid", "reason", "notes"] as const;

/** A message as the form holds it: what stands in each field, as text. */
export interface MendDraft {
  outcome: string;
  record: Record<(typeof recordFields)[number], string>;
  request: Record<(typeof requestFields)[number], string>;
}

export function draftOf({ asked }: InboxEntry): MendDraft {
  return { outcome: asked.outcome ?? "", record: textsOf(recordFields, asked.record), request: textsOf(requestFields, asked.callback_request ?? {}) };
}

function textsOf<Field extends string>(fields: readonly Field[], from: object): Record<Field, string> {
  const values = new Map(Object.entries(from));
  return Object.fromEntries(fields.map((field) => [field, textOf(values.get(field))])) as Record<Field, string>;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** mendOf is what of the draft differs, each part whole, since what is given stands in the place of what came. */
export function mendOf(entry: InboxEntry, draft: MendDraft): Mend {
  const before = draftOf(entry);
  const mend: Mend = {};
  if (draft.outcome !== before.outcome) mend.outcome = draft.outcome;
  if (differs(draft.record, before.record)) mend.record = merged(entry.asked.record, draft.record) as NonNullable<Mend["record"]>;
  if (differs(draft.request, before.request)) {
    const { window_minutes, ...texts } = draft.request;
    const minutes = Number(window_minutes);
    mend.callback_request = { ...merged(entry.asked.callback_request ?? {}, texts), ...(minutes ? { window_minutes: minutes } : {}) } as NonNullable<Mend["callback_request"]>;
  }
  return mend;
}

function differs(one: object, other: object): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** merged puts texts over what came; an emptied one takes its field away. */
function merged(came: object, texts: Record<string, string>): object {
  const all = Object.entries({ ...came, ...texts });
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}
