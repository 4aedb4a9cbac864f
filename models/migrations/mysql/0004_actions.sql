-- +goose Up
CREATE TABLE jobs (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  action VARCHAR(16) NOT NULL,
  body MEDIUMTEXT NOT NULL,
  total INT NOT NULL,
  done INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  next_at BIGINT NULL,
  created_by VARCHAR(100) NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NULL,
  KEY ix_jobs_next (next_at),
  KEY ix_jobs_finished (finished_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE job_items (
  job_id VARCHAR(32) NOT NULL,
  position INT NOT NULL,
  callback_id VARCHAR(32) NOT NULL,
  code VARCHAR(32) NOT NULL DEFAULT '',
  detail VARCHAR(500) NOT NULL DEFAULT '',
  PRIMARY KEY (job_id, position)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE job_items;
DROP TABLE jobs;
