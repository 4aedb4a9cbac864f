-- +goose Up
-- Which promise of its chain a callback is, so that a list can ask for long chains without reading them.
ALTER TABLE callbacks ADD COLUMN chain_length INT NOT NULL DEFAULT 1;
UPDATE callbacks c
  JOIN (SELECT id, ROW_NUMBER() OVER (PARTITION BY chain_id ORDER BY id) AS place FROM callbacks
    WHERE chain_id IN (SELECT chain_id FROM callbacks WHERE previous_id <> '')) AS links ON links.id = c.id
  SET c.chain_length = links.place WHERE links.place > 1;
ALTER TABLE callbacks ADD KEY ix_callbacks_chain_length (chain_length, status, due_at, team);

-- +goose Down
ALTER TABLE callbacks DROP KEY ix_callbacks_chain_length, DROP COLUMN chain_length;
