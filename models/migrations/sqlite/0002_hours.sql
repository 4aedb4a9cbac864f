-- +goose Up
ALTER TABLE teams ADD COLUMN alert_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE teams ADD COLUMN slot_capacity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE teams ADD COLUMN slot_per_agent REAL NOT NULL DEFAULT 0;
ALTER TABLE teams ADD COLUMN slot_overbook INTEGER NOT NULL DEFAULT 0;

ALTER TABLE records ADD COLUMN preference TEXT NOT NULL DEFAULT 'null';
ALTER TABLE records ADD COLUMN closed_as TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN refused_at INTEGER NULL;

ALTER TABLE callbacks ADD COLUMN breaks_at INTEGER NULL;
ALTER TABLE callbacks ADD COLUMN broken_at INTEGER NULL;
ALTER TABLE callbacks ADD COLUMN alerted_at INTEGER NULL;
CREATE INDEX ix_callbacks_breaks ON callbacks (breaks_at) WHERE breaks_at IS NOT NULL;
CREATE INDEX ix_callbacks_team_start ON callbacks (team, window_start);
CREATE INDEX ix_callbacks_owner_start ON callbacks (worker_sid, window_start);
CREATE INDEX ix_callbacks_start ON callbacks (window_start);
-- What is open and untried counts as told when its grace of old, 15 minutes, is over.
UPDATE callbacks SET breaks_at = window_end + 900000
  WHERE status IN ('scheduled', 'dispatching', 'queued', 'assigned') AND first_attempt_at IS NULL;

ALTER TABLE attempts ADD COLUMN record_id TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN outside_hours INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ix_attempts_record ON attempts (record_id, started_at);
CREATE INDEX ix_attempts_phone ON attempts (phone, started_at);
UPDATE attempts SET record_id = (SELECT c.record_id FROM callbacks c WHERE c.id = callback_id), phone = (SELECT c.phone FROM callbacks c WHERE c.id = callback_id);

ALTER TABLE events ADD COLUMN made_start INTEGER NULL;
ALTER TABLE events ADD COLUMN ended_start INTEGER NULL;
ALTER TABLE events ADD COLUMN verdict TEXT NOT NULL DEFAULT '';
CREATE INDEX ix_events_made ON events (made_start) WHERE made_start IS NOT NULL;
CREATE INDEX ix_events_ended ON events (ended_start) WHERE ended_start IS NOT NULL;
UPDATE events SET made_start = CAST(ROUND((julianday(json_extract(data, '$.window_start')) - 2440587.5) * 86400000) AS INTEGER)
  WHERE type = 'created' OR type = 'amended' AND json_extract(data, '$.promise') IS NOT NULL;
UPDATE events SET verdict = json_extract(data, '$.promise'),
  ended_start = CAST(ROUND((julianday(json_extract(data, '$.promise_start')) - 2440587.5) * 86400000) AS INTEGER)
  WHERE type = 'amended' AND json_extract(data, '$.promise') IS NOT NULL;

CREATE TABLE overrides (
  id TEXT NOT NULL PRIMARY KEY,
  callback_id TEXT NOT NULL,
  record_id TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  captured_via TEXT NOT NULL,
  captured_by TEXT NOT NULL,
  wording TEXT NOT NULL DEFAULT '',
  recording_sid TEXT NOT NULL DEFAULT '',
  approved_by TEXT NOT NULL DEFAULT '',
  starts_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER NULL
) STRICT;
CREATE INDEX ix_overrides_callback ON overrides (callback_id);
CREATE INDEX ix_overrides_record ON overrides (record_id);

CREATE TABLE policies (
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (kind, version)
) STRICT;

CREATE TABLE facts (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE shifts (
  worker_sid TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  timezone TEXT NOT NULL,
  team TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  PRIMARY KEY (worker_sid, starts_at)
) STRICT;
CREATE INDEX ix_shifts_team ON shifts (team, starts_at);

CREATE TABLE slot_locks (
  scope TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  PRIMARY KEY (scope, starts_at)
) STRICT;

-- +goose Down
DROP TABLE slot_locks;
DROP TABLE shifts;
DROP TABLE facts;
DROP TABLE policies;
DROP TABLE overrides;
DROP INDEX ix_events_made;
DROP INDEX ix_events_ended;
ALTER TABLE events DROP COLUMN made_start;
ALTER TABLE events DROP COLUMN ended_start;
ALTER TABLE events DROP COLUMN verdict;
DROP INDEX ix_attempts_record;
DROP INDEX ix_attempts_phone;
ALTER TABLE attempts DROP COLUMN record_id;
ALTER TABLE attempts DROP COLUMN phone;
ALTER TABLE attempts DROP COLUMN outside_hours;
DROP INDEX ix_callbacks_breaks;
DROP INDEX ix_callbacks_team_start;
DROP INDEX ix_callbacks_owner_start;
DROP INDEX ix_callbacks_start;
ALTER TABLE callbacks DROP COLUMN breaks_at;
ALTER TABLE callbacks DROP COLUMN broken_at;
ALTER TABLE callbacks DROP COLUMN alerted_at;
ALTER TABLE records DROP COLUMN preference;
ALTER TABLE records DROP COLUMN closed_as;
ALTER TABLE records DROP COLUMN refused_at;
ALTER TABLE teams DROP COLUMN alert_minutes;
ALTER TABLE teams DROP COLUMN slot_capacity;
ALTER TABLE teams DROP COLUMN slot_per_agent;
ALTER TABLE teams DROP COLUMN slot_overbook;
