-- +goose Up
-- The words of records by the teams that have promises of them. They are filled when the program starts, like those of the records.
CREATE TABLE team_words (
  team VARCHAR(64) NOT NULL,
  word VARCHAR(64) NOT NULL,
  record_id VARCHAR(32) NOT NULL,
  PRIMARY KEY (team, word, record_id),
  KEY ix_team_words_record (record_id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
DELETE FROM facts WHERE name = 'records_indexed';

-- +goose Down
DROP TABLE team_words;
