-- +goose Up
-- What a welcome call carries to the end of its chain.
ALTER TABLE callbacks ADD COLUMN fundraiser_code TEXT NOT NULL DEFAULT '';
ALTER TABLE callbacks ADD COLUMN fundraiser_team TEXT NOT NULL DEFAULT '';
ALTER TABLE callbacks ADD COLUMN reference TEXT NOT NULL DEFAULT '';

CREATE TABLE welcome_calls (
  sender TEXT NOT NULL,
  reference TEXT NOT NULL,
  callback_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (sender, reference)
) STRICT;
CREATE INDEX ix_welcome_calls_callback ON welcome_calls (callback_id);

CREATE TABLE inbox_answers (
  dedupe_key TEXT NOT NULL PRIMARY KEY,
  answer TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_inbox_answers_created ON inbox_answers (created_at);

CREATE TABLE endpoints (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  types TEXT NOT NULL,
  thin INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0,
  secret TEXT NOT NULL,
  previous_secret TEXT NOT NULL DEFAULT '',
  previous_until INTEGER NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  rests_until INTEGER NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  endpoint_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  callback_id TEXT NOT NULL DEFAULT '',
  record_id TEXT NOT NULL DEFAULT '',
  lane TEXT NOT NULL,
  seq INTEGER NOT NULL,
  notice TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NULL,
  lease_token TEXT NOT NULL DEFAULT '',
  tried_at INTEGER NULL,
  status_code INTEGER NOT NULL DEFAULT 0,
  duration_ms INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',
  log TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  done_at INTEGER NULL
) STRICT;
CREATE UNIQUE INDEX uq_deliveries_event ON deliveries (endpoint_id, event_id, type);
CREATE INDEX ix_deliveries_lane ON deliveries (endpoint_id, lane, state, seq);
CREATE INDEX ix_deliveries_next ON deliveries (endpoint_id, next_at);
CREATE INDEX ix_deliveries_expires ON deliveries (state, expires_at);
CREATE INDEX ix_deliveries_callback ON deliveries (callback_id);

-- +goose Down
DROP TABLE deliveries;
DROP TABLE endpoints;
DROP TABLE inbox_answers;
DROP TABLE welcome_calls;
ALTER TABLE callbacks DROP COLUMN reference;
ALTER TABLE callbacks DROP COLUMN fundraiser_team;
ALTER TABLE callbacks DROP COLUMN fundraiser_code;
