-- +goose Up
-- The words of records by the teams that have promises of them. They are filled when the program starts, like those of the records.
CREATE TABLE team_words (
  team TEXT NOT NULL,
  word TEXT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (team, word, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_team_words_record ON team_words (record_id);
DELETE FROM facts WHERE name = 'records_indexed';

-- +goose Down
DROP TABLE team_words;
