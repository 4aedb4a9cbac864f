-- +goose Up
CREATE TABLE teams (
  name TEXT NOT NULL PRIMARY KEY,
  timezone TEXT NOT NULL DEFAULT '',
  owner_minutes INTEGER NOT NULL DEFAULT 0,
  team_minutes INTEGER NOT NULL DEFAULT 0,
  configured INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE agents (
  worker_sid TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  available INTEGER NOT NULL DEFAULT 1,
  seen_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE outcomes (
  code TEXT NOT NULL PRIMARY KEY,
  label TEXT NOT NULL,
  action TEXT NOT NULL,
  resolution TEXT NOT NULL DEFAULT '',
  retry_delays TEXT NOT NULL DEFAULT '[]',
  built_in INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE records (
  id TEXT NOT NULL PRIMARY KEY,
  external_id TEXT NULL,
  identity TEXT NULL,
  name TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  timezone TEXT NOT NULL DEFAULT '',
  timezone_inferred INTEGER NOT NULL DEFAULT 0,
  region TEXT NOT NULL DEFAULT '',
  region_inferred INTEGER NOT NULL DEFAULT 0,
  campaign TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX uq_records_external_id ON records (external_id);
CREATE UNIQUE INDEX uq_records_identity ON records (identity);
CREATE INDEX ix_records_phone ON records (phone);
CREATE INDEX ix_records_state ON records (state, id);

CREATE TABLE callbacks (
  id TEXT NOT NULL PRIMARY KEY,
  record_id TEXT NOT NULL,
  open_record_id TEXT NULL,
  status TEXT NOT NULL,
  wait_reason TEXT NOT NULL DEFAULT '',
  resolution TEXT NOT NULL DEFAULT '',
  routing TEXT NOT NULL,
  agent_strict INTEGER NOT NULL DEFAULT 0,
  worker_sid TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  local_time TEXT NOT NULL,
  timezone TEXT NOT NULL,
  time_adjustment TEXT NOT NULL DEFAULT '',
  window_minutes INTEGER NOT NULL,
  window_start INTEGER NOT NULL,
  window_end INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  expires_at INTEGER NULL,
  phone TEXT NOT NULL DEFAULT '',
  warnings TEXT NOT NULL DEFAULT '[]',
  reason TEXT NOT NULL DEFAULT '',
  reason_code TEXT NOT NULL DEFAULT 'other',
  notes TEXT NOT NULL,
  override_json TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  first_attempt_at INTEGER NULL,
  step TEXT NOT NULL DEFAULT '',
  next_at INTEGER NULL,
  hold_until INTEGER NULL,
  backoffs INTEGER NOT NULL DEFAULT 0,
  lease_token TEXT NOT NULL DEFAULT '',
  dispatch INTEGER NOT NULL DEFAULT 0,
  task_sid TEXT NOT NULL DEFAULT '',
  task_open INTEGER NOT NULL DEFAULT 0,
  dispatched_at INTEGER NULL,
  assigned_sid TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  source_task_sid TEXT NULL,
  chain_id TEXT NOT NULL,
  previous_id TEXT NOT NULL DEFAULT '',
  conversation_id TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  closed_at INTEGER NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX uq_callbacks_open_record ON callbacks (open_record_id);
CREATE UNIQUE INDEX uq_callbacks_source_task ON callbacks (source_task_sid);
CREATE INDEX ix_callbacks_step ON callbacks (step, next_at);
CREATE INDEX ix_callbacks_expires ON callbacks (expires_at);
CREATE INDEX ix_callbacks_status ON callbacks (status, due_at);
CREATE INDEX ix_callbacks_due ON callbacks (due_at);
CREATE INDEX ix_callbacks_record ON callbacks (record_id);
CREATE INDEX ix_callbacks_chain ON callbacks (chain_id);

CREATE TABLE attempts (
  id TEXT NOT NULL PRIMARY KEY,
  callback_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  call_task_sid TEXT NULL,
  worker_sid TEXT NOT NULL DEFAULT '',
  override_id TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX uq_attempts_number ON attempts (callback_id, number);
CREATE UNIQUE INDEX uq_attempts_call_task ON attempts (call_task_sid);

CREATE TABLE events (
  id TEXT NOT NULL PRIMARY KEY,
  callback_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  record_id TEXT NOT NULL,
  type TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  before_status TEXT NOT NULL DEFAULT '',
  after_status TEXT NOT NULL DEFAULT '',
  data TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX uq_events_seq ON events (callback_id, seq);

CREATE TABLE inbox (
  id TEXT NOT NULL PRIMARY KEY,
  dedupe_key TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  task_sid TEXT NOT NULL DEFAULT '',
  callback_id TEXT NOT NULL DEFAULT '',
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  code TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NULL,
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  applied_at INTEGER NULL
) STRICT;
CREATE UNIQUE INDEX uq_inbox_dedupe ON inbox (dedupe_key);
CREATE INDEX ix_inbox_next ON inbox (next_at);
CREATE INDEX ix_inbox_state ON inbox (state, received_at);

CREATE TABLE dispositions (
  source_task_sid TEXT NOT NULL PRIMARY KEY,
  callback_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  task_version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE past_tasks (
  task_sid TEXT NOT NULL PRIMARY KEY,
  callback_id TEXT NOT NULL,
  dispatch INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_past_tasks_next ON past_tasks (next_at);
CREATE INDEX ix_past_tasks_seen ON past_tasks (seen_at);

CREATE TABLE api_keys (
  name TEXT NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL,
  role TEXT NOT NULL,
  worker_sid TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NULL,
  revoked_at INTEGER NULL
) STRICT;
CREATE UNIQUE INDEX uq_api_keys_hash ON api_keys (hash);

CREATE TABLE marks (
  name TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;

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
