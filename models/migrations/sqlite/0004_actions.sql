-- +goose Up
CREATE TABLE jobs (
  id TEXT NOT NULL PRIMARY KEY,
  action TEXT NOT NULL,
  body TEXT NOT NULL,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER NULL
) STRICT;
CREATE INDEX ix_jobs_next ON jobs (next_at);
CREATE INDEX ix_jobs_finished ON jobs (finished_at);

CREATE TABLE job_items (
  job_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  callback_id TEXT NOT NULL,
  code TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (job_id, position)
) STRICT;

-- +goose Down
DROP TABLE job_items;
DROP TABLE jobs;
