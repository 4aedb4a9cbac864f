import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import type { Key } from "../strings/texts";
import { AttemptsCell, ChainCell, CreatedCell, DonorCell, LateCell, NextCallCell, OutcomeCell, OverrideCell, OwnerCell, PlainCell, PromisedCell, ReasonCell, SourceCell, StateCell, SummaryCell } from "./cells";

type Callback = Schema<"Callback">;
type ColumnLabel = Extract<Key, `queue.column_${string}`>;

/** A column of the queue. */
export interface Column {
  id: ColumnId;
  label: ColumnLabel;
  /** In rem, so that it grows with the reader's letters. */
  width: number;
  Cell: (props: { callback: Callback }) => ReactElement | null;
}

export const columnIds = ["donor", "promised", "late", "state", "owner", "next", "attempts", "outcome", "chain", "reason", "campaign", "source", "created", "override"] as const;
export type ColumnId = (typeof columnIds)[number];

const known: Record<ColumnId, Omit<Column, "id" | "label">> = {
  donor: { width: 11.5, Cell: DonorCell },
  promised: { width: 16.5, Cell: PromisedCell },
  late: { width: 7.5, Cell: LateCell },
  state: { width: 10.5, Cell: StateCell },
  owner: { width: 10, Cell: OwnerCell },
  next: { width: 13, Cell: NextCallCell },
  attempts: { width: 6, Cell: AttemptsCell },
  outcome: { width: 10, Cell: OutcomeCell },
  chain: { width: 7.5, Cell: ChainCell },
  reason: { width: 10, Cell: ReasonCell },
  campaign: { width: 8, Cell: ({ callback }) => <PlainCell text={callback.record.campaign} /> },
  source: { width: 9, Cell: SourceCell },
  created: { width: 11, Cell: CreatedCell },
  override: { width: 10, Cell: OverrideCell },
};

/** All columns, in their order; the donor is always shown. */
export const columns: readonly Column[] = columnIds.map((id) => ({ id, label: `queue.column_${id}`, ...known[id] }));

/** On a narrow screen all that matters stands in one column. */
export const narrowColumns: readonly Column[] = [{ id: "donor", label: "queue.column_donor", width: 12, Cell: SummaryCell }];

/** What is shown until somebody chooses otherwise. */
export const usualColumns: readonly ColumnId[] = columnIds.filter((id) => id !== "source" && id !== "created" && id !== "campaign");

/** readColumns takes a choice that was kept. */
export function readColumns(kept: unknown): readonly ColumnId[] {
  if (!Array.isArray(kept)) return usualColumns;
  return columnIds.filter((id) => id === "donor" || kept.includes(id));
}
