import type { Schema } from "../../api/client";

type Hours = Schema<"CallingHours">;
export type HoursSet = Schema<"HoursSet">;
export type Preset = Schema<"Preset">;
export type PutHours = Schema<"PutCallingHours">;

/** A set as the list shows it: the site's own, or one that ships. */
export interface ListedSet {
  set: HoursSet;
  /** It ships with Ringback and nobody has put another in its place. */
  shipped: boolean;
  /** The preset of the same id, in whose place an own set stands. */
  inPlaceOf: Preset | undefined;
  confirmation: Schema<"Confirmation"> | undefined;
  /** Something in it is unverified and nobody has confirmed it. */
  doubtful: boolean;
}

/** putOf is the document in force as PUT takes it. */
export function putOf({ sets, confirmed, regions, everyone, teams, campaigns, closed }: Hours): Required<Omit<PutHours, "note">> {
  return { sets, confirmed, regions, everyone, teams, campaigns, closed };
}

/** withSet puts a set into the document, in the place of the one of its id; its version goes up, since a change is to be confirmed anew. */
export function withSet(hours: Hours, set: HoursSet): PutHours {
  const document = putOf(hours);
  const at = document.sets.findIndex(({ id }) => id === set.id);
  const before = document.sets[at] ?? hours.presets.find(({ id }) => id === set.id);
  const next = { ...set, version: (before?.version ?? 0) + 1 };
  return { ...document, sets: at < 0 ? [...document.sets, next] : document.sets.with(at, next) };
}

/** placeOf is where a set stands in what withSet makes: the backend's faults name it so. */
export function placeOf(hours: Hours, id: string): string {
  const at = hours.sets.findIndex((set) => set.id === id);
  return `sets[${at < 0 ? hours.sets.length : at}]`;
}

/** withoutSet takes an own set away: a preset of that id is in force again. */
export function withoutSet(hours: Hours, id: string): PutHours {
  const document = putOf(hours);
  const confirmed = Object.fromEntries(Object.entries(document.confirmed).filter(([name]) => name !== id));
  return { ...document, confirmed, sets: document.sets.filter((set) => set.id !== id) };
}

/** listSets gives the site's own sets, then those that ship. */
export function listSets(hours: Hours): ListedSet[] {
  const own = hours.sets.map((set) => ({
    set,
    shipped: false,
    inPlaceOf: hours.presets.find(({ id }) => id === set.id),
    confirmation: hours.confirmed[set.id],
    doubtful: hours.doubtful.includes(set.id),
  }));
  const presets = hours.presets
    .filter(({ replaced }) => !replaced)
    .map((preset) => ({ set: setOf(preset), shipped: true, inPlaceOf: undefined, confirmation: preset.confirmation ?? undefined, doubtful: preset.any_doubt }));
  return [...own, ...presets];
}

/** setOf is a preset without what is told of it. */
function setOf(preset: Preset): HoursSet {
  const told = new Set(["confirmed", "confirmation", "any_doubt", "replaced"]);
  return Object.fromEntries(Object.entries(preset).filter(([name]) => !told.has(name))) as HoursSet;
}

/** emptySet is where a set of the site's own begins: the usual hours of an office. */
export function emptySet(): HoursSet {
  const usual = ["09:00-18:00"];
  return { id: "", version: 1, layer: "policy", week: { mon: usual, tue: usual, wed: usual, thu: usual, fri: usual }, holidays: { mode: "none" } };
}
