import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactElement } from "react";

import type { Schema } from "../api/client";
import { useStrings } from "../strings/languages";
import type { Column } from "./columns";
import { QueueRow } from "./QueueRow";
import { Region, Table } from "./tableLooks";
import { useRowKeys } from "./useRowKeys";
import type { Selection } from "./useSelection";

interface Props {
  rows: readonly Schema<"Callback">[];
  columns: readonly Column[];
  selection: Selection;
  open: (id: string) => void;
  /** Reads the next page; undefined at the end, and while it is being read. */
  loadMore: (() => void) | undefined;
  /** More rows are there than were read. */
  more: boolean;
  narrow: boolean;
}

const rowHeight = { wide: 60, narrow: 124 }; // pixels
const readAhead = 60; // rows

/** QueueTable draws the rows that are in sight, of however many. Arrow keys walk them, Enter opens one, the space bar selects it. */
export function QueueTable({ rows, columns, selection, open, loadMore, more, narrow }: Props): ReactElement {
  const say = useStrings();
  const region = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => region.current, estimateSize: () => (narrow ? rowHeight.narrow : rowHeight.wide), overscan: 8 });
  useEffect(() => {
    virtual.measure();
  }, [narrow, virtual]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > rows.length - readAhead) loadMore?.();
  }, [last, rows.length, loadMore]);
  const keys = useRowKeys({ rows, selection, open, scrollTo: virtual.scrollToIndex, shown: shown.map(({ index }) => index) });
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const width = columns.reduce((sum, column) => sum + column.width, 3);
  return (
    <Region ref={region}>
      <Table role="grid" tabIndex={-1} onKeyDown={keys.onKeyDown} aria-label={say("queue.title")} aria-rowcount={more ? -1 : rows.length + 1} aria-multiselectable="true" data-narrow={narrow} style={{ minWidth: `${width}rem` }}>
        <colgroup>
          <col style={{ width: "3rem" }} />
          {columns.map(({ id, width: wide }) => <col key={id} style={{ width: `${wide}rem` }} />)}
        </colgroup>
        <Head columns={columns} rows={rows} selection={selection} />
        <tbody>
          <Gap height={before} />
          {shown.map(({ index }) => {
            const callback = rows[index];
            if (!callback) return null;
            return <QueueRow key={callback.id} callback={callback} index={index} columns={columns} selected={selection.has(callback.id)} toggle={selection.toggle} open={open} reachable={index === keys.reachable} reached={keys.reached} />;
          })}
          <Gap height={after} />
        </tbody>
      </Table>
    </Region>
  );
}

function Head({ columns, rows, selection }: Pick<Props, "columns" | "rows" | "selection">): ReactElement {
  const say = useStrings();
  const some = selection.all || selection.ids.size > 0;
  const every = selection.all || (rows.length > 0 && selection.ids.size >= rows.length);
  return (
    <thead>
      <tr>
        <th scope="col">
          <input
            type="checkbox"
            aria-label={say("queue.select_read")}
            checked={every}
            ref={(box) => { if (box) box.indeterminate = some && !every; }}
            onChange={() => { if (some) selection.clear(); else selection.setRead(rows.map(({ id }) => id)); }}
          />
        </th>
        {columns.map(({ id, label }) => (
          <th key={id} scope="col">{say(label)}</th>
        ))}
      </tr>
    </thead>
  );
}

// What was scrolled past, and what is to come.
function Gap({ height }: { height: number }): ReactElement | null {
  return height > 0 ? <tr aria-hidden="true" style={{ height }} /> : null;
}
