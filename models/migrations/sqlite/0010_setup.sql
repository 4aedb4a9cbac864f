-- +goose Up
-- What setup changed in a Twilio workspace and what was there before, for all instances; and the runs that the console asked for.
CREATE TABLE setup_journals (
  workspace_sid TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- open_key is set while a run is not over, and unique: one at a time.
CREATE TABLE setup_runs (
  id TEXT NOT NULL PRIMARY KEY,
  open_key TEXT NULL UNIQUE,
  body TEXT NOT NULL,
  version INTEGER NOT NULL,
  next_at INTEGER NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER NULL
) STRICT;
CREATE INDEX ix_setup_runs_created ON setup_runs (created_at);

-- +goose Down
DROP TABLE setup_runs;
DROP TABLE setup_journals;
