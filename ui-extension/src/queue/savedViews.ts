import { readFilter, writeFilter, type QueueFilter } from "./filter";
import { useKept } from "./useKept";

/** A filter under a name of the reader's own. */
export interface SavedView {
  name: string;
  /** As in the address. */
  filter: string;
}

interface SavedViews {
  views: SavedView[];
  save: (name: string, filter: QueueFilter) => void;
  forget: (name: string) => void;
}

/** useSavedViews are the views that this browser keeps. A name that is there already is overwritten. */
export function useSavedViews(): SavedViews {
  const [views, keep] = useKept("views", readViews);
  return {
    views,
    save(name, filter) {
      keep([...views.filter((view) => view.name !== name), { name, filter: writeFilter(filter) }].sort((one, other) => one.name.localeCompare(other.name)));
    },
    forget(name) {
      keep(views.filter((view) => view.name !== name));
    },
  };
}

export function readViews(kept: unknown): SavedView[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter((each): each is SavedView => typeof each === "object" && each !== null && "name" in each && "filter" in each && typeof each.name === "string" && typeof each.filter === "string");
}

/** filterOf is what a saved view shows. */
export function filterOf(view: SavedView): QueueFilter {
  return readFilter(`?${view.filter}`);
}
