/** The pages of settings. */
export const admin = {
  title: "Settings",
  pages: "Settings pages",
  page_teams: "Teams and ladders",
  page_outcomes: "Outcomes and retry",
  page_hours: "Calling hours",
  page_roster: "Roster",
  page_keys: "Keys",
  page_inbox: "Inbox",
  page_webhooks: "Webhooks",
  page_records: "Records and import",
} as const;
