-- +goose Up
CREATE TABLE teams (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  timezone VARCHAR(64) NOT NULL DEFAULT '',
  owner_minutes INT NOT NULL DEFAULT 0,
  team_minutes INT NOT NULL DEFAULT 0,
  configured BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE agents (
  worker_sid VARCHAR(34) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL DEFAULT '',
  team VARCHAR(64) NOT NULL DEFAULT '',
  available BOOLEAN NOT NULL DEFAULT TRUE,
  seen_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE outcomes (
  code VARCHAR(64) NOT NULL PRIMARY KEY,
  label VARCHAR(100) NOT NULL,
  action VARCHAR(16) NOT NULL,
  resolution VARCHAR(24) NOT NULL DEFAULT '',
  retry_delays VARCHAR(500) NOT NULL DEFAULT '[]',
  built_in BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE records (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  external_id VARCHAR(128) NULL,
  identity VARCHAR(32) NULL,
  name VARCHAR(200) NOT NULL DEFAULT '',
  phone VARCHAR(20) NOT NULL DEFAULT '',
  timezone VARCHAR(64) NOT NULL DEFAULT '',
  timezone_inferred BOOLEAN NOT NULL DEFAULT FALSE,
  region VARCHAR(10) NOT NULL DEFAULT '',
  region_inferred BOOLEAN NOT NULL DEFAULT FALSE,
  campaign VARCHAR(100) NOT NULL DEFAULT '',
  team VARCHAR(64) NOT NULL DEFAULT '',
  state VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE KEY uq_records_external_id (external_id),
  UNIQUE KEY uq_records_identity (identity),
  KEY ix_records_phone (phone),
  KEY ix_records_state (state, id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE callbacks (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  record_id VARCHAR(32) NOT NULL,
  open_record_id VARCHAR(32) NULL,
  status VARCHAR(16) NOT NULL,
  wait_reason VARCHAR(24) NOT NULL DEFAULT '',
  resolution VARCHAR(24) NOT NULL DEFAULT '',
  routing VARCHAR(8) NOT NULL,
  agent_strict BOOLEAN NOT NULL DEFAULT FALSE,
  worker_sid VARCHAR(34) NOT NULL DEFAULT '',
  team VARCHAR(64) NOT NULL DEFAULT '',
  `local_time` VARCHAR(19) NOT NULL,
  timezone VARCHAR(64) NOT NULL,
  time_adjustment VARCHAR(12) NOT NULL DEFAULT '',
  window_minutes INT NOT NULL,
  window_start BIGINT NOT NULL,
  window_end BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  expires_at BIGINT NULL,
  phone VARCHAR(20) NOT NULL DEFAULT '',
  warnings VARCHAR(500) NOT NULL DEFAULT '[]',
  reason VARCHAR(200) NOT NULL DEFAULT '',
  reason_code VARCHAR(64) NOT NULL DEFAULT 'other',
  notes TEXT NOT NULL,
  override_json TEXT NOT NULL,
  attempts INT NOT NULL DEFAULT 0,
  max_attempts INT NOT NULL,
  first_attempt_at BIGINT NULL,
  step VARCHAR(10) NOT NULL DEFAULT '',
  next_at BIGINT NULL,
  hold_until BIGINT NULL,
  backoffs INT NOT NULL DEFAULT 0,
  lease_token VARCHAR(32) NOT NULL DEFAULT '',
  dispatch INT NOT NULL DEFAULT 0,
  task_sid VARCHAR(34) NOT NULL DEFAULT '',
  task_open BOOLEAN NOT NULL DEFAULT FALSE,
  dispatched_at BIGINT NULL,
  assigned_sid VARCHAR(34) NOT NULL DEFAULT '',
  source VARCHAR(24) NOT NULL,
  source_task_sid VARCHAR(64) NULL,
  chain_id VARCHAR(32) NOT NULL,
  previous_id VARCHAR(32) NOT NULL DEFAULT '',
  conversation_id VARCHAR(64) NOT NULL DEFAULT '',
  created_by VARCHAR(100) NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  closed_at BIGINT NULL,
  version BIGINT NOT NULL,
  UNIQUE KEY uq_callbacks_open_record (open_record_id),
  UNIQUE KEY uq_callbacks_source_task (source_task_sid),
  KEY ix_callbacks_step (step, next_at),
  KEY ix_callbacks_expires (expires_at),
  KEY ix_callbacks_status (status, due_at),
  KEY ix_callbacks_due (due_at),
  KEY ix_callbacks_record (record_id),
  KEY ix_callbacks_chain (chain_id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE attempts (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  callback_id VARCHAR(32) NOT NULL,
  number INT NOT NULL,
  call_task_sid VARCHAR(64) NULL,
  worker_sid VARCHAR(34) NOT NULL DEFAULT '',
  override_id VARCHAR(32) NOT NULL DEFAULT '',
  outcome VARCHAR(64) NOT NULL DEFAULT '',
  notes TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE KEY uq_attempts_number (callback_id, number),
  UNIQUE KEY uq_attempts_call_task (call_task_sid)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE events (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  callback_id VARCHAR(32) NOT NULL,
  seq BIGINT NOT NULL,
  record_id VARCHAR(32) NOT NULL,
  type VARCHAR(32) NOT NULL,
  actor VARCHAR(100) NOT NULL,
  reason VARCHAR(300) NOT NULL DEFAULT '',
  before_status VARCHAR(16) NOT NULL DEFAULT '',
  after_status VARCHAR(16) NOT NULL DEFAULT '',
  data TEXT NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE KEY uq_events_seq (callback_id, seq)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE inbox (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  dedupe_key VARCHAR(80) NOT NULL,
  source VARCHAR(24) NOT NULL,
  type VARCHAR(64) NOT NULL,
  task_sid VARCHAR(64) NOT NULL DEFAULT '',
  callback_id VARCHAR(32) NOT NULL DEFAULT '',
  payload MEDIUMTEXT NOT NULL,
  state VARCHAR(12) NOT NULL,
  code VARCHAR(32) NOT NULL DEFAULT '',
  reason VARCHAR(500) NOT NULL DEFAULT '',
  tries INT NOT NULL DEFAULT 0,
  next_at BIGINT NULL,
  occurred_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  applied_at BIGINT NULL,
  UNIQUE KEY uq_inbox_dedupe (dedupe_key),
  KEY ix_inbox_next (next_at),
  KEY ix_inbox_state (state, received_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dispositions (
  source_task_sid VARCHAR(64) NOT NULL PRIMARY KEY,
  callback_id VARCHAR(32) NOT NULL,
  outcome VARCHAR(64) NOT NULL,
  task_version BIGINT NOT NULL,
  digest VARCHAR(64) NOT NULL,
  applied_at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE past_tasks (
  task_sid VARCHAR(34) NOT NULL PRIMARY KEY,
  callback_id VARCHAR(32) NOT NULL,
  dispatch INT NOT NULL,
  state VARCHAR(8) NOT NULL,
  reason VARCHAR(100) NOT NULL DEFAULT '',
  tries INT NOT NULL DEFAULT 0,
  next_at BIGINT NULL,
  seen_at BIGINT NOT NULL,
  KEY ix_past_tasks_next (next_at),
  KEY ix_past_tasks_seen (seen_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE api_keys (
  name VARCHAR(100) NOT NULL PRIMARY KEY,
  hash CHAR(64) NOT NULL,
  role VARCHAR(16) NOT NULL,
  worker_sid VARCHAR(34) NOT NULL DEFAULT '',
  team VARCHAR(64) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NULL,
  revoked_at BIGINT NULL,
  UNIQUE KEY uq_api_keys_hash (hash)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE marks (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE marks;
DROP TABLE api_keys;
DROP TABLE past_tasks;
DROP TABLE dispositions;
DROP TABLE inbox;
DROP TABLE events;
DROP TABLE attempts;
DROP TABLE callbacks;
DROP TABLE records;
DROP TABLE outcomes;
DROP TABLE agents;
DROP TABLE teams;
