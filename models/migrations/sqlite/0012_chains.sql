-- +goose Up
-- Which promise of its chain a callback is, so that a list can ask for long chains without reading them.
ALTER TABLE callbacks ADD COLUMN chain_length INTEGER NOT NULL DEFAULT 1;
UPDATE callbacks SET chain_length = links.place
  FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY chain_id ORDER BY id) AS place FROM callbacks
    WHERE chain_id IN (SELECT chain_id FROM callbacks WHERE previous_id <> '')) AS links
  WHERE links.id = callbacks.id AND links.place > 1;
CREATE INDEX ix_callbacks_chain_length ON callbacks (chain_length, status, due_at, team);

-- +goose Down
DROP INDEX ix_callbacks_chain_length;
ALTER TABLE callbacks DROP COLUMN chain_length;
