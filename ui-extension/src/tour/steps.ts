import type { Key } from "../strings/texts";

/** A step of the tour: where it leads, and what it points at there. */
export interface Step {
  path: string;
  /** A CSS selector of what is framed. */
  target: string;
  name: "queue" | "figures" | "hours" | "records" | "inbox" | "keys";
}

export type StepKey = Extract<Key, `tour.${Step["name"]}_${"title" | "detail"}`>;

export const steps: readonly Step[] = [
  { name: "queue", path: "/queue", target: 'header a[href="#/queue"]' },
  { name: "figures", path: "/figures", target: 'header a[href="#/figures"]' },
  { name: "hours", path: "/admin/hours", target: 'main nav a[href="#/admin/hours"]' },
  { name: "records", path: "/admin/records", target: 'main nav a[href="#/admin/records"]' },
  { name: "inbox", path: "/admin/inbox", target: 'main nav a[href="#/admin/inbox"]' },
  { name: "keys", path: "/admin/keys", target: 'main nav a[href="#/admin/keys"]' },
];
