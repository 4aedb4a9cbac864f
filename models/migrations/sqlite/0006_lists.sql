-- +goose Up
CREATE INDEX ix_callbacks_phone ON callbacks (phone);
CREATE INDEX ix_records_campaign ON records (state, campaign, id);

-- Tasks that are not ours, of calls with donors who have a promise.
CREATE TABLE other_tasks (
  task_sid TEXT NOT NULL PRIMARY KEY,
  callback_id TEXT NOT NULL,
  record_id TEXT NOT NULL,
  direction TEXT NOT NULL DEFAULT '',
  listed INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  worker_sid TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NULL,
  reached_at INTEGER NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_other_tasks_next ON other_tasks (next_at);
CREATE INDEX ix_other_tasks_seen ON other_tasks (seen_at);

-- Promises for whose donors the Tasks of the main list are still to be looked through.
CREATE TABLE sweeps (
  callback_id TEXT NOT NULL PRIMARY KEY,
  next_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_sweeps_next ON sweeps (next_at);

CREATE TABLE tallies (
  name TEXT NOT NULL PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT;

CREATE TABLE imports (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  options TEXT NOT NULL,
  row_count INTEGER NOT NULL DEFAULT 0,
  bad_count INTEGER NOT NULL DEFAULT 0,
  made_count INTEGER NOT NULL DEFAULT 0,
  updated_count INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  next_at INTEGER NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER NULL
) STRICT;
CREATE INDEX ix_imports_next ON imports (next_at);
CREATE INDEX ix_imports_created ON imports (created_at);

CREATE TABLE import_rows (
  import_id TEXT NOT NULL,
  line INTEGER NOT NULL,
  state TEXT NOT NULL,
  row_key TEXT NULL,
  external_id TEXT NULL,
  identity TEXT NULL,
  name TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  timezone TEXT NOT NULL DEFAULT '',
  region TEXT NOT NULL DEFAULT '',
  campaign TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  preference TEXT NOT NULL,
  do_not_call INTEGER NOT NULL DEFAULT 0,
  payload TEXT NOT NULL,
  faults TEXT NOT NULL,
  callback_id TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (import_id, line)
) STRICT;
CREATE INDEX ix_import_rows_key ON import_rows (import_id, row_key);
CREATE INDEX ix_import_rows_state ON import_rows (import_id, state, line);

-- +goose Down
DROP TABLE import_rows;
DROP TABLE imports;
DROP TABLE tallies;
DROP TABLE sweeps;
DROP TABLE other_tasks;
DROP INDEX ix_callbacks_phone;
DROP INDEX ix_records_campaign;
