-- +goose Up
-- Teams that an admin gives agents by hand, beside those that TaskRouter tells of. team is the one in effect.
ALTER TABLE agents
  ADD COLUMN told_team VARCHAR(64) NOT NULL DEFAULT '',
  ADD COLUMN set_team VARCHAR(64) NOT NULL DEFAULT '';
UPDATE agents SET told_team = team;

-- +goose Down
ALTER TABLE agents DROP COLUMN set_team, DROP COLUMN told_team;
