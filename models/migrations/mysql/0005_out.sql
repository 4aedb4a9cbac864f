-- +goose Up
-- What a welcome call carries to the end of its chain.
ALTER TABLE callbacks ADD COLUMN fundraiser_code VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE callbacks ADD COLUMN fundraiser_team VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE callbacks ADD COLUMN reference VARCHAR(128) NOT NULL DEFAULT '';

CREATE TABLE welcome_calls (
  sender VARCHAR(64) NOT NULL,
  reference VARCHAR(128) NOT NULL,
  callback_id VARCHAR(32) NOT NULL,
  digest VARCHAR(64) NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (sender, reference),
  KEY ix_welcome_calls_callback (callback_id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE inbox_answers (
  dedupe_key VARCHAR(80) NOT NULL PRIMARY KEY,
  answer MEDIUMTEXT NOT NULL,
  created_at BIGINT NOT NULL,
  KEY ix_inbox_answers_created (created_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE endpoints (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  url VARCHAR(500) NOT NULL,
  description VARCHAR(200) NOT NULL DEFAULT '',
  types VARCHAR(1000) NOT NULL,
  thin BOOLEAN NOT NULL DEFAULT FALSE,
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  secret VARCHAR(100) NOT NULL,
  previous_secret VARCHAR(100) NOT NULL DEFAULT '',
  previous_until BIGINT NULL,
  failures INT NOT NULL DEFAULT 0,
  rests_until BIGINT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE deliveries (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  endpoint_id VARCHAR(32) NOT NULL,
  event_id VARCHAR(32) NOT NULL,
  type VARCHAR(40) NOT NULL,
  callback_id VARCHAR(32) NOT NULL DEFAULT '',
  record_id VARCHAR(32) NOT NULL DEFAULT '',
  lane VARCHAR(32) NOT NULL,
  seq BIGINT NOT NULL,
  notice MEDIUMTEXT NOT NULL,
  state VARCHAR(12) NOT NULL,
  tries INT NOT NULL DEFAULT 0,
  next_at BIGINT NULL,
  lease_token VARCHAR(32) NOT NULL DEFAULT '',
  tried_at BIGINT NULL,
  status_code INT NOT NULL DEFAULT 0,
  duration_ms BIGINT NOT NULL DEFAULT 0,
  error VARCHAR(300) NOT NULL DEFAULT '',
  log MEDIUMTEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  done_at BIGINT NULL,
  UNIQUE KEY uq_deliveries_event (endpoint_id, event_id, type),
  KEY ix_deliveries_lane (endpoint_id, lane, state, seq),
  KEY ix_deliveries_next (endpoint_id, next_at),
  KEY ix_deliveries_expires (state, expires_at),
  KEY ix_deliveries_callback (callback_id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE deliveries;
DROP TABLE endpoints;
DROP TABLE inbox_answers;
DROP TABLE welcome_calls;
ALTER TABLE callbacks DROP COLUMN reference;
ALTER TABLE callbacks DROP COLUMN fundraiser_team;
ALTER TABLE callbacks DROP COLUMN fundraiser_code;
