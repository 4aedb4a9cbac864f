-- +goose Up
ALTER TABLE api_keys ADD COLUMN expires_at INTEGER NULL;

CREATE TABLE sessions (
  hash TEXT NOT NULL PRIMARY KEY,
  key_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_sessions_key ON sessions (key_name);
CREATE INDEX ix_sessions_expires ON sessions (expires_at);

CREATE TABLE sign_in_codes (
  hash TEXT NOT NULL PRIMARY KEY,
  key_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_sign_in_codes_key ON sign_in_codes (key_name);
CREATE INDEX ix_sign_in_codes_expires ON sign_in_codes (expires_at);

CREATE TABLE kept_answers (
  id TEXT NOT NULL PRIMARY KEY,
  token TEXT NOT NULL,
  digest TEXT NOT NULL DEFAULT '',
  status INTEGER NOT NULL DEFAULT 0,
  headers TEXT NOT NULL DEFAULT 'null',
  body BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_kept_answers_expires ON kept_answers (expires_at);

-- +goose Down
DROP TABLE kept_answers;
DROP TABLE sign_in_codes;
DROP TABLE sessions;
ALTER TABLE api_keys DROP COLUMN expires_at;
