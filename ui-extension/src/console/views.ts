import { lazy, type ComponentType } from "react";

import type { Me } from "../host";
import type { Key } from "../strings/texts";

type NavKey = Extract<Key, "shell.nav_mine" | "shell.nav_book" | "shell.nav_queue" | "shell.nav_figures" | "shell.nav_admin">;

/** A view that the navigation leads to. */
export interface View {
  path: string;
  label: NavKey;
  /** What is below it is its own: #/admin/teams. */
  nested?: boolean;
  /** Fills the page, without the console around it, and is not in the navigation: a screen on the wall. */
  bare?: boolean;
  for: readonly Me["role"][];
  Show: ComponentType;
}

const managers = ["supervisor", "admin"] as const;

/** The views, in the order of the navigation. The first that a person may see is where they begin. */
export const views: readonly View[] = [
  { path: "/queue", label: "shell.nav_queue", nested: true, for: managers, Show: lazy(() => import("../queue/CallBackQueue")) },
  { path: "/mine", label: "shell.nav_mine", nested: true, for: ["agent"], Show: lazy(() => import("../mine/MyCallbacks")) },
  { path: "/book", label: "shell.nav_book", for: ["agent", ...managers], Show: lazy(() => import("../booking/BookPage")) },
  { path: "/wallboard", label: "shell.nav_queue", bare: true, for: managers, Show: lazy(() => import("../queue/wallboard/Wallboard")) },
  { path: "/figures", label: "shell.nav_figures", nested: true, for: managers, Show: lazy(() => import("../figures/Figures")) },
  { path: "/admin", label: "shell.nav_admin", nested: true, for: ["admin"], Show: lazy(() => import("../admin/Admin")) },
];

/** viewsFor are the views of a role. */
export function viewsFor(me: Pick<Me, "role">): View[] {
  return views.filter((view) => view.for.includes(me.role));
}
