/** The roster: a week of shifts, and files of them. */
export const roster = {
  intro: "Who is there when. It says how many promises a quarter hour can hold, and warns when an owner is off shift.",
  week: "Week of {dates}",
  before: "Week before",
  this: "This week",
  after: "Week after",
  shifts: "Shifts",
  agent: "Agent",
  none: "Nobody is rostered this week",
  none_detail: "Import the roster below. Until then no limit by agents applies.",
  import: "Import shifts",
  import_intro: "CSV with these columns in any order; times are on the agent's clock, and an end at or before the start is of the next day. The file's days are replaced for the agents it names.",
  file: "File of shifts",
  import_file: "Import the shifts",
  stored: { one: "{n} shift is in force", other: "{n} shifts are in force" },
  warnings: "Look at these:",
  nothing_stored: { one: "{n} line is wrong, and nothing was stored.", other: "{n} lines are wrong, and nothing was stored." },
} as const;
