-- +goose Up
ALTER TABLE callbacks ADD INDEX ix_callbacks_phone (phone);
ALTER TABLE records ADD INDEX ix_records_campaign (state, campaign, id);

-- Tasks that are not ours, of calls with donors who have a promise.
CREATE TABLE other_tasks (
  task_sid VARCHAR(64) NOT NULL PRIMARY KEY,
  callback_id VARCHAR(32) NOT NULL,
  record_id VARCHAR(32) NOT NULL,
  direction VARCHAR(32) NOT NULL DEFAULT '',
  listed BOOLEAN NOT NULL DEFAULT FALSE,
  state VARCHAR(16) NOT NULL,
  worker_sid VARCHAR(64) NOT NULL DEFAULT '',
  tries INT NOT NULL DEFAULT 0,
  next_at BIGINT NULL,
  reached_at BIGINT NULL,
  seen_at BIGINT NOT NULL,
  KEY ix_other_tasks_next (next_at),
  KEY ix_other_tasks_seen (seen_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Promises for whose donors the Tasks of the main list are still to be looked through.
CREATE TABLE sweeps (
  callback_id VARCHAR(32) NOT NULL PRIMARY KEY,
  next_at BIGINT NOT NULL,
  KEY ix_sweeps_next (next_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE tallies (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  n BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE imports (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  kind VARCHAR(16) NOT NULL,
  state VARCHAR(16) NOT NULL,
  options VARCHAR(500) NOT NULL,
  row_count INT NOT NULL DEFAULT 0,
  bad_count INT NOT NULL DEFAULT 0,
  made_count INT NOT NULL DEFAULT 0,
  updated_count INT NOT NULL DEFAULT 0,
  reason VARCHAR(500) NOT NULL DEFAULT '',
  created_by VARCHAR(100) NOT NULL,
  next_at BIGINT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  finished_at BIGINT NULL,
  KEY ix_imports_next (next_at),
  KEY ix_imports_created (created_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE import_rows (
  import_id VARCHAR(32) NOT NULL,
  line INT NOT NULL,
  state VARCHAR(16) NOT NULL,
  row_key VARCHAR(140) NULL,
  external_id VARCHAR(128) NULL,
  identity VARCHAR(32) NULL,
  name VARCHAR(200) NOT NULL DEFAULT '',
  phone VARCHAR(32) NOT NULL DEFAULT '',
  timezone VARCHAR(64) NOT NULL DEFAULT '',
  region VARCHAR(10) NOT NULL DEFAULT '',
  campaign VARCHAR(100) NOT NULL DEFAULT '',
  team VARCHAR(64) NOT NULL DEFAULT '',
  preference VARCHAR(4000) NOT NULL,
  do_not_call BOOLEAN NOT NULL DEFAULT FALSE,
  payload MEDIUMTEXT NOT NULL,
  faults MEDIUMTEXT NOT NULL,
  callback_id VARCHAR(32) NOT NULL DEFAULT '',
  PRIMARY KEY (import_id, line),
  KEY ix_import_rows_key (import_id, row_key),
  KEY ix_import_rows_state (import_id, state, line)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE import_rows;
DROP TABLE imports;
DROP TABLE tallies;
DROP TABLE sweeps;
DROP TABLE other_tasks;
ALTER TABLE callbacks DROP INDEX ix_callbacks_phone;
ALTER TABLE records DROP INDEX ix_records_campaign;
