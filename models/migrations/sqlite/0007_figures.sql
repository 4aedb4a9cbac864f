-- +goose Up
-- What the figures ask of a promise that was replaced: when its window ended, and when it was first tried. Lines of before have neither:
-- they are counted by their verdict.
ALTER TABLE events ADD COLUMN ended_end INTEGER NULL;
ALTER TABLE events ADD COLUMN ended_attempt_at INTEGER NULL;

CREATE INDEX ix_attempts_started ON attempts (started_at);

ALTER TABLE callbacks ADD COLUMN scrubbed_at INTEGER NULL;
CREATE INDEX ix_callbacks_scrub ON callbacks (scrubbed_at, closed_at);
CREATE INDEX ix_callbacks_team_status ON callbacks (team, status, due_at, id);
CREATE INDEX ix_callbacks_owner_status ON callbacks (worker_sid, status, due_at, id);
CREATE INDEX ix_callbacks_assigned ON callbacks (assigned_sid);

CREATE TABLE record_words (
  word TEXT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (word, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_record_words_record ON record_words (record_id);

CREATE TABLE calendar_feeds (
  worker_sid TEXT NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL,
  key_name TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX uq_calendar_feeds_hash ON calendar_feeds (hash);

-- +goose Down
DROP TABLE calendar_feeds;
DROP TABLE record_words;
DROP INDEX ix_callbacks_assigned;
DROP INDEX ix_callbacks_owner_status;
DROP INDEX ix_callbacks_team_status;
DROP INDEX ix_callbacks_scrub;
ALTER TABLE callbacks DROP COLUMN scrubbed_at;
DROP INDEX ix_attempts_started;
ALTER TABLE events DROP COLUMN ended_end;
ALTER TABLE events DROP COLUMN ended_attempt_at;
