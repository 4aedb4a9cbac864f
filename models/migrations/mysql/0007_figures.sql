-- +goose Up
-- What the figures ask of a promise that was replaced: when its window ended, and when it was first tried. Lines of before have neither:
-- they are counted by their verdict.
ALTER TABLE events
  ADD COLUMN ended_end BIGINT NULL,
  ADD COLUMN ended_attempt_at BIGINT NULL;

ALTER TABLE attempts
  ADD KEY ix_attempts_started (started_at);

ALTER TABLE callbacks
  ADD COLUMN scrubbed_at BIGINT NULL,
  ADD KEY ix_callbacks_scrub (scrubbed_at, closed_at),
  ADD KEY ix_callbacks_team_status (team, status, due_at),
  ADD KEY ix_callbacks_owner_status (worker_sid, status, due_at),
  ADD KEY ix_callbacks_assigned (assigned_sid);

CREATE TABLE record_words (
  word VARCHAR(64) NOT NULL,
  record_id VARCHAR(32) NOT NULL,
  PRIMARY KEY (word, record_id),
  KEY ix_record_words_record (record_id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE calendar_feeds (
  worker_sid VARCHAR(34) NOT NULL PRIMARY KEY,
  hash CHAR(64) NOT NULL,
  key_name VARCHAR(100) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  UNIQUE KEY uq_calendar_feeds_hash (hash)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE calendar_feeds;
DROP TABLE record_words;
ALTER TABLE callbacks DROP KEY ix_callbacks_assigned, DROP KEY ix_callbacks_owner_status, DROP KEY ix_callbacks_team_status, DROP KEY ix_callbacks_scrub, DROP COLUMN scrubbed_at;
ALTER TABLE attempts DROP KEY ix_attempts_started;
ALTER TABLE events DROP COLUMN ended_end, DROP COLUMN ended_attempt_at;
