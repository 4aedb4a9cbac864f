-- +goose Up
-- What setup changed in a Twilio workspace and what was there before, for all instances; and the runs that the console asked for.
CREATE TABLE setup_journals (
  workspace_sid VARCHAR(34) NOT NULL PRIMARY KEY,
  body LONGTEXT NOT NULL,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- open_key is set while a run is not over, and unique: one at a time.
CREATE TABLE setup_runs (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  open_key VARCHAR(8) NULL,
  body MEDIUMTEXT NOT NULL,
  version BIGINT NOT NULL,
  next_at BIGINT NULL,
  created_by VARCHAR(100) NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NULL,
  UNIQUE KEY ux_setup_runs_open (open_key),
  KEY ix_setup_runs_created (created_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE setup_runs;
DROP TABLE setup_journals;
