import { memo, useEffect, useRef, type ReactElement } from "react";

import type { Schema } from "../api/client";
import { useStrings } from "../strings/languages";
import type { Column } from "./columns";
import { isOpen } from "./filter";

interface Props {
  callback: Schema<"Callback">;
  index: number;
  columns: readonly Column[];
  selected: boolean;
  toggle: (id: string) => void;
  open: (id: string) => void;
  /** The one row that Tab leads to. */
  reachable: boolean;
  /** Told when the row has the keyboard; true is answered when it is to take it. */
  reached: (index: number) => { wanted: boolean };
}

/** QueueRow is one promise. It is drawn again only when something of it changes. */
export const QueueRow = memo(function QueueRow({ callback, index, columns, selected, toggle, open, reachable, reached }: Props): ReactElement {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (reachable && reached(index).wanted) row.current?.focus({ preventScroll: true });
  }, [reachable, reached, index]);
  return (
    <tr
      ref={row}
      data-index={index}
      data-ended={!isOpen(callback)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      onClick={() => { open(callback.id); }}
    >
      <Tick callback={callback} selected={selected} toggle={toggle} />
      {columns.map(({ id, Cell }) => (
        <td key={id}>
          <Cell callback={callback} />
        </td>
      ))}
    </tr>
  );
});

// A plain box: thousands of Paste's would be felt, and the keyboard has the space bar for it.
function Tick({ callback, selected, toggle }: Pick<Props, "callback" | "selected" | "toggle">): ReactElement {
  const say = useStrings();
  const name = callback.record.name ?? callback.record.external_id ?? callback.id;
  return (
    <td onClick={(event) => { event.stopPropagation(); }}>
      <input type="checkbox" tabIndex={-1} checked={selected} aria-label={say("queue.select_one", { name })} onChange={() => { toggle(callback.id); }} />
    </td>
  );
}
