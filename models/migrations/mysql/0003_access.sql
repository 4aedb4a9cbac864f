-- +goose Up
ALTER TABLE api_keys ADD COLUMN expires_at BIGINT NULL;

CREATE TABLE sessions (
  hash CHAR(64) NOT NULL PRIMARY KEY,
  key_name VARCHAR(100) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  KEY ix_sessions_key (key_name),
  KEY ix_sessions_expires (expires_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE sign_in_codes (
  hash CHAR(64) NOT NULL PRIMARY KEY,
  key_name VARCHAR(100) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  KEY ix_sign_in_codes_key (key_name),
  KEY ix_sign_in_codes_expires (expires_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE kept_answers (
  id CHAR(64) NOT NULL PRIMARY KEY,
  token VARCHAR(32) NOT NULL,
  digest VARCHAR(64) NOT NULL DEFAULT '',
  status INT NOT NULL DEFAULT 0,
  headers VARCHAR(2000) NOT NULL DEFAULT 'null',
  body MEDIUMBLOB NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  KEY ix_kept_answers_expires (expires_at)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE kept_answers;
DROP TABLE sign_in_codes;
DROP TABLE sessions;
ALTER TABLE api_keys DROP COLUMN expires_at;
