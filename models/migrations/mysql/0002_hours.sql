-- +goose Up
ALTER TABLE teams
  ADD COLUMN alert_minutes INT NOT NULL DEFAULT 0,
  ADD COLUMN slot_capacity INT NOT NULL DEFAULT 0,
  ADD COLUMN slot_per_agent DOUBLE NOT NULL DEFAULT 0,
  ADD COLUMN slot_overbook INT NOT NULL DEFAULT 0;

ALTER TABLE records
  ADD COLUMN preference VARCHAR(4000) NOT NULL DEFAULT 'null',
  ADD COLUMN closed_as VARCHAR(24) NOT NULL DEFAULT '',
  ADD COLUMN refused_at BIGINT NULL;

ALTER TABLE callbacks
  ADD COLUMN breaks_at BIGINT NULL,
  ADD COLUMN broken_at BIGINT NULL,
  ADD COLUMN alerted_at BIGINT NULL,
  ADD KEY ix_callbacks_breaks (breaks_at),
  ADD KEY ix_callbacks_team_start (team, window_start),
  ADD KEY ix_callbacks_owner_start (worker_sid, window_start),
  ADD KEY ix_callbacks_start (window_start);
-- What is open and untried counts as told when its grace of old, 15 minutes, is over.
UPDATE callbacks SET breaks_at = window_end + 900000
  WHERE status IN ('scheduled', 'dispatching', 'queued', 'assigned') AND first_attempt_at IS NULL;

ALTER TABLE attempts
  ADD COLUMN record_id VARCHAR(32) NOT NULL DEFAULT '',
  ADD COLUMN phone VARCHAR(20) NOT NULL DEFAULT '',
  ADD COLUMN outside_hours BOOLEAN NOT NULL DEFAULT FALSE,
  ADD KEY ix_attempts_record (record_id, started_at),
  ADD KEY ix_attempts_phone (phone, started_at);
UPDATE attempts a JOIN callbacks c ON c.id = a.callback_id SET a.record_id = c.record_id, a.phone = c.phone;

ALTER TABLE events
  ADD COLUMN made_start BIGINT NULL,
  ADD COLUMN ended_start BIGINT NULL,
  ADD COLUMN verdict VARCHAR(8) NOT NULL DEFAULT '',
  ADD KEY ix_events_made (made_start),
  ADD KEY ix_events_ended (ended_start);
UPDATE events SET made_start = ROUND(UNIX_TIMESTAMP(CAST(REPLACE(REPLACE(JSON_UNQUOTE(JSON_EXTRACT(data, '$.window_start')), 'T', ' '), 'Z', '') AS DATETIME(3))) * 1000)
  WHERE type = 'created' OR type = 'amended' AND JSON_EXTRACT(data, '$.promise') IS NOT NULL;
UPDATE events SET verdict = JSON_UNQUOTE(JSON_EXTRACT(data, '$.promise')),
  ended_start = ROUND(UNIX_TIMESTAMP(CAST(REPLACE(REPLACE(JSON_UNQUOTE(JSON_EXTRACT(data, '$.promise_start')), 'T', ' '), 'Z', '') AS DATETIME(3))) * 1000)
  WHERE type = 'amended' AND JSON_EXTRACT(data, '$.promise') IS NOT NULL;

CREATE TABLE overrides (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  callback_id VARCHAR(32) NOT NULL,
  record_id VARCHAR(32) NOT NULL,
  requested_by VARCHAR(200) NOT NULL,
  captured_via VARCHAR(200) NOT NULL,
  captured_by VARCHAR(100) NOT NULL,
  wording VARCHAR(1000) NOT NULL DEFAULT '',
  recording_sid VARCHAR(64) NOT NULL DEFAULT '',
  approved_by VARCHAR(100) NOT NULL DEFAULT '',
  starts_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT NULL,
  KEY ix_overrides_callback (callback_id),
  KEY ix_overrides_record (record_id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE policies (
  kind VARCHAR(32) NOT NULL,
  version INT NOT NULL,
  body MEDIUMTEXT NOT NULL,
  origin VARCHAR(16) NOT NULL,
  digest CHAR(64) NOT NULL,
  note VARCHAR(300) NOT NULL DEFAULT '',
  created_by VARCHAR(100) NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (kind, version)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE facts (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  value VARCHAR(500) NOT NULL,
  updated_at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE shifts (
  worker_sid VARCHAR(34) NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  timezone VARCHAR(64) NOT NULL,
  team VARCHAR(64) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  PRIMARY KEY (worker_sid, starts_at),
  KEY ix_shifts_team (team, starts_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE slot_locks (
  scope VARCHAR(80) NOT NULL,
  starts_at BIGINT NOT NULL,
  PRIMARY KEY (scope, starts_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE slot_locks;
DROP TABLE shifts;
DROP TABLE facts;
DROP TABLE policies;
DROP TABLE overrides;
ALTER TABLE events DROP KEY ix_events_made, DROP KEY ix_events_ended, DROP COLUMN made_start, DROP COLUMN ended_start, DROP COLUMN verdict;
ALTER TABLE attempts DROP KEY ix_attempts_record, DROP KEY ix_attempts_phone, DROP COLUMN record_id, DROP COLUMN phone, DROP COLUMN outside_hours;
ALTER TABLE callbacks DROP KEY ix_callbacks_breaks, DROP KEY ix_callbacks_team_start, DROP KEY ix_callbacks_owner_start, DROP KEY ix_callbacks_start,
  DROP COLUMN breaks_at, DROP COLUMN broken_at, DROP COLUMN alerted_at;
ALTER TABLE records DROP COLUMN preference, DROP COLUMN closed_as, DROP COLUMN refused_at;
ALTER TABLE teams DROP COLUMN alert_minutes, DROP COLUMN slot_capacity, DROP COLUMN slot_per_agent, DROP COLUMN slot_overbook;
