import type { Schema } from "../../api/client";
import type { DonorRecord } from "./queries";

type Change = Schema<"RecordChange">;

/** What of a record a person edits, as the form holds it. */
export interface RecordDraft {
  name: string;
  phone: string;
  timezone: string;
  region: string;
  campaign: string;
  team: string;
  doNotCall: boolean;
  /** The days and hours at which the donor likes to be rung. */
  wish: Record<string, string[]>;
  wishNote: string;
}

export function draftOf(record: DonorRecord): RecordDraft {
  const text = (value: string | null) => value ?? "";
  return {
    name: text(record.name),
    phone: text(record.phone),
    timezone: text(record.timezone),
    region: text(record.region),
    campaign: text(record.campaign),
    team: text(record.team),
    doNotCall: record.do_not_call,
    wish: record.preference?.week ?? {},
    wishNote: record.preference?.note ?? "",
  };
}

const texts = ["name", "phone", "timezone", "region", "campaign", "team"] as const;

/** changeOf is what of a draft differs from the record. An emptied text takes the value away. */
export function changeOf(record: DonorRecord, draft: RecordDraft): Change {
  const before = draftOf(record);
  const change: Change = {};
  for (const field of texts) {
    if (draft[field] !== before[field]) change[field] = draft[field].trim();
  }
  if (draft.doNotCall !== before.doNotCall) change.do_not_call = draft.doNotCall;
  if (JSON.stringify([draft.wish, draft.wishNote]) !== JSON.stringify([before.wish, before.wishNote])) change.preference = preferenceOf(record, draft);
  return change;
}

function preferenceOf(record: DonorRecord, { wish, wishNote }: RecordDraft): Schema<"Preference"> | Record<string, never> {
  if (Object.keys(wish).length === 0) return {};
  const zone = record.preference?.zone;
  return { week: wish, ...(zone ? { zone } : {}), ...(wishNote ? { note: wishNote } : {}) };
}
