import type { Schema } from "../../api/client";

/** Fields of a welcome call, as a mapping names them. */
export const welcomeFields = [
  "type", "reference", "record.external_id", "record.name", "record.phone", "record.timezone", "record.region", "record.campaign", "record.team",
  "callback_request.local_time", "callback_request.timezone", "callback_request.window_minutes", "callback_request.routing", "callback_request.team",
  "callback_request.reason", "callback_request.notes", "fundraiser.code", "fundraiser.team",
] as const;

export type WelcomeField = (typeof welcomeFields)[number];
export type Mapping = Readonly<Partial<Record<WelcomeField, string>>>;

/** What a body comes to by a mapping, and which fields lead nowhere. */
export interface Normalised {
  event: Record<string, unknown>;
  missing: WelcomeField[];
  /** Fields whose path leads to a list or an object. */
  unfit: WelcomeField[];
}

/** normalise reads a body as the backend does: a path such as $.donor.phones.0, or a fixed text. */
export function normalise(body: unknown, mapping: Mapping): Normalised {
  const found: Normalised = { event: {}, missing: [], unfit: [] };
  for (const field of welcomeFields) {
    const source = mapping[field]?.trim();
    if (!source) continue;
    const value = source.startsWith("$.") ? follow(body, source.slice(2).split(".")) : source;
    if (value === undefined || value === null) found.missing.push(field);
    else if (typeof value === "object") found.unfit.push(field);
    else place(found.event, field, value);
  }
  return found;
}

function follow(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return /^\d+$/.test(step) ? (at as unknown[])[Number(step)] : undefined;
    return typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  }, from);
}

function place(event: Record<string, unknown>, field: WelcomeField, value: unknown): void {
  if (field === "type") {
    event["type"] = String(value);
    return;
  }
  const fitted = field === "callback_request.window_minutes" ? Number(value) : String(value);
  const path = ["data", ...field.split(".")];
  const last = path.pop() ?? "";
  let at = event;
  for (const step of path) at = (at[step] ??= {}) as Record<string, unknown>;
  at[last] = fitted;
}

/** A sender as it is saved. It may map fields that this page does not show. */
export type Source = Schema<"WelcomeSource">;

/** shownOf is the part of a sender's mapping that the page shows. */
export function shownOf({ fields }: Source): Mapping {
  return Object.fromEntries(welcomeFields.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])));
}

/** withSource puts a sender's mapping among those that are saved, in place of what it had; fields that are not shown stay as they are. */
export function withSource(sources: readonly Source[], name: string, mapping: Mapping): Source[] {
  const before = sources.find((each) => each.name === name)?.fields ?? {};
  const hidden = Object.entries(before).filter(([field]) => !(welcomeFields as readonly string[]).includes(field));
  const filled = welcomeFields.flatMap((field) => (mapping[field]?.trim() ? [[field, mapping[field].trim()] as const] : []));
  return [...sources.filter((each) => each.name !== name), { name, fields: Object.fromEntries([...hidden, ...filled]) }];
}
