import type { CallbackFilter } from "../api/queries";
import type { Schema } from "../api/client";

type Callback = Schema<"Callback">;
export type Status = Schema<"Status">;

export const dues = ["owed", "now", "overdue", "today"] as const;
export type Due = (typeof dues)[number];

export const statuses = ["scheduled", "dispatching", "queued", "assigned", "completed", "cancelled", "expired", "failed"] as const satisfies readonly Status[];
const open: readonly Status[] = ["scheduled", "dispatching", "queued", "assigned"];

/** From how many promises in a row a chain is long. */
export const longChain = 3;

export const sorts = ["due", "newest"] as const;
export type Sort = (typeof sorts)[number];

/** The worker_sid by which the API finds callbacks without an owner. */
export const nobody = "none";

/** What the queue shows. An empty text is no wish. */
export interface QueueFilter {
  due: Due | "";
  status: Status | "";
  team: string;
  owner: string;
  /** Long chains only. */
  chain: "long" | "";
  q: string;
  sort: Sort;
}

export const everythingOwed: QueueFilter = { due: "owed", status: "", team: "", owner: "", chain: "", q: "", sort: "due" };

/** readFilter takes a filter from an address; what it does not know is left out. */
export function readFilter(search: string): QueueFilter {
  const told = new URLSearchParams(search);
  const status = oneOf(statuses, told.get("status"));
  return {
    // A state is asked for among all callbacks, unless the address says otherwise: what has ended is never owed.
    due: told.has("due") || status ? oneOf(dues, told.get("due")) : everythingOwed.due,
    status,
    team: told.get("team") ?? "",
    owner: told.get("owner") ?? "",
    chain: oneOf(["long"], told.get("chain")),
    q: told.get("q") ?? "",
    sort: oneOf(sorts, told.get("sort")) || everythingOwed.sort,
  };
}

/** writeFilter is the other way round: as short an address as says the same. */
export function writeFilter(filter: QueueFilter): string {
  const told = new URLSearchParams();
  if (filter.due !== (filter.status ? "" : everythingOwed.due)) told.set("due", filter.due);
  for (const name of ["status", "team", "owner", "chain", "q"] as const) if (filter[name]) told.set(name, filter[name]);
  if (filter.sort !== everythingOwed.sort) told.set("sort", filter.sort);
  return told.toString();
}

function oneOf<Known extends string>(known: readonly Known[], told: string | null): Known | "" {
  return known.find((each) => each === told) ?? "";
}

/** listQuery is the filter as the list's query has it. */
export function listQuery(filter: QueueFilter): CallbackFilter {
  return { ...bulkFilter(filter), ...(filter.status ? { status: [filter.status] } : {}), sort: filter.sort, limit: 200 } as CallbackFilter;
}

/** bulkFilter is the filter as an action on many has it. */
export function bulkFilter({ due, status, team, owner, chain, q }: QueueFilter): Schema<"BulkFilter"> {
  return { ...(due ? { due } : {}), ...(status ? { status } : {}), ...(team ? { team } : {}), ...(owner ? { worker_sid: owner } : {}), ...(chain ? { min_chain: longChain } : {}), ...(q ? { q } : {}) };
}

/** csvQuery is the filter for the file. */
export function csvQuery(filter: QueueFilter): string {
  return new URLSearchParams({ ...Object.fromEntries(Object.entries(bulkFilter(filter)).map(([name, value]) => [name, String(value)])), sort: filter.sort, bom: "1" }).toString();
}

/** isOpen is true while a callback is owed. */
export function isOpen({ status }: Pick<Callback, "status">): boolean {
  return open.includes(status);
}

/** fits says whether a callback that came or changed belongs to the list, as far as can be told without the backend: a search is its own. */
export function fits(filter: QueueFilter, callback: Callback, now: number): boolean {
  if (filter.q) return false;
  if (filter.status && callback.status !== filter.status) return false;
  if (filter.team && callback.team !== filter.team) return false;
  if (filter.owner && (callback.worker_sid ?? nobody) !== filter.owner) return false;
  if (filter.chain && callback.chain_length < longChain) return false;
  if (!filter.due) return true;
  if (!isOpen(callback)) return false;
  const due = Date.parse(callback.due_at);
  if (filter.due === "now") return due <= now;
  if (filter.due === "today") return due < now + 24 * 3_600_000;
  return filter.due === "owed" || callback.overdue;
}
