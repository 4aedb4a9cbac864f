import { useCallback, useRef, useState, type KeyboardEvent } from "react";

import type { Selection } from "./useSelection";

interface Props {
  rows: readonly { id: string }[];
  selection: Selection;
  open: (id: string) => void;
  scrollTo: (index: number) => void;
  /** The rows that are drawn. */
  shown: readonly number[];
}

interface RowKeys {
  onKeyDown: (event: KeyboardEvent) => void;
  /** The one row that Tab leads to: where the keyboard was last, or the first that is drawn. */
  reachable: number;
  reached: (index: number) => { wanted: boolean };
}

const page = 10;

/** useRowKeys walks the rows by the keyboard. A row that is far away is drawn first, and then takes the keyboard itself. */
export function useRowKeys({ rows, selection, open, scrollTo, shown }: Props): RowKeys {
  const [at, setAt] = useState(0);
  const moving = useRef<number>(); // the row that is to have the keyboard
  const reachable = shown.includes(at) ? at : (shown[0] ?? 0);

  const reached = useCallback((index: number) => {
    const wanted = moving.current === index;
    if (wanted) moving.current = undefined;
    return { wanted };
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    // A key that comes before the row it is meant for was drawn counts from that row.
    const from = moving.current ?? indexOf(event.target) ?? (event.target === event.currentTarget ? at : undefined);
    if (from === undefined) return; // in the head
    const row = rows[from];
    if (event.key === "Enter" && row) open(row.id);
    else if (event.key === " " && row) selection.toggle(row.id);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) selection.setRead(rows.map(({ id }) => id));
    else if (event.key === "Escape") selection.clear();
    else if (!walk(event, from)) return;
    event.preventDefault();
  }
  function walk({ key, currentTarget }: KeyboardEvent, from: number): boolean {
    const to = target(key, from, rows.length);
    if (to === undefined) return false;
    if (to !== from) moving.current = to;
    // The row that has the keyboard is about to go: the table holds it meanwhile.
    if (!shown.includes(to) && currentTarget instanceof HTMLElement) currentTarget.focus({ preventScroll: true });
    scrollTo(to);
    setAt(to);
    return true;
  }
  return { onKeyDown, reachable, reached };
}

function indexOf(element: EventTarget): number | undefined {
  const row = element instanceof Element ? element.closest<HTMLElement>("tr[data-index]") : null;
  return row ? Number(row.dataset["index"]) : undefined;
}

function target(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return Math.min(count - 1, from + 1);
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "PageDown":
      return Math.min(count - 1, from + page);
    case "PageUp":
      return Math.max(0, from - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
