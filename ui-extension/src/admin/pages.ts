import { lazy, type ComponentType } from "react";

import type { Key } from "../strings/texts";

/** A page of settings, at #/admin/<path>. */
export interface AdminPage {
  path: string;
  label: Extract<Key, `admin.page_${string}`>;
  Show: ComponentType;
}

/** The pages, in the order of their list. */
export const adminPages: readonly AdminPage[] = [
  { path: "teams", label: "admin.page_teams", Show: lazy(() => import("./teams/Teams")) },
  { path: "agents", label: "admin.page_agents", Show: lazy(() => import("./agents/Agents")) },
  { path: "outcomes", label: "admin.page_outcomes", Show: lazy(() => import("./outcomes/Outcomes")) },
  { path: "reasons", label: "admin.page_reasons", Show: lazy(() => import("./reasons/Reasons")) },
  { path: "hours", label: "admin.page_hours", Show: lazy(() => import("./hours/CallingHours")) },
  { path: "roster", label: "admin.page_roster", Show: lazy(() => import("./roster/Roster")) },
  { path: "keys", label: "admin.page_keys", Show: lazy(() => import("./keys/Keys")) },
  { path: "inbox", label: "admin.page_inbox", Show: lazy(() => import("./inbox/Inbox")) },
  { path: "webhooks", label: "admin.page_webhooks", Show: lazy(() => import("./webhooks/Webhooks")) },
  { path: "welcome", label: "admin.page_welcome", Show: lazy(() => import("./welcome/WelcomeCalls")) },
  { path: "records", label: "admin.page_records", Show: lazy(() => import("./records/Records")) },
  { path: "setup", label: "admin.page_setup", Show: lazy(() => import("./setup/Setup")) },
];
