-- +goose Up
-- The first contact of a chain is looked for among the dials of the chain, not of each of its callbacks.
ALTER TABLE attempts ADD COLUMN chain_id TEXT NOT NULL DEFAULT '';
UPDATE attempts SET chain_id = (SELECT c.chain_id FROM callbacks c WHERE c.id = attempts.callback_id);
DROP INDEX ix_attempts_figures;
DROP INDEX ix_attempts_callback;
DROP INDEX ix_callbacks_figures;
CREATE INDEX ix_attempts_figures ON attempts (started_at, outcome, outside_hours, override_id, callback_id, chain_id, id);
CREATE INDEX ix_attempts_chain ON attempts (chain_id, started_at, outcome, callback_id, worker_sid, id);
CREATE INDEX ix_callbacks_figures ON callbacks (window_start, team, closed_at, first_attempt_at, window_end, resolution, previous_id, routing, worker_sid, chain_id, id);

-- +goose Down
DROP INDEX ix_callbacks_figures;
DROP INDEX ix_attempts_chain;
DROP INDEX ix_attempts_figures;
ALTER TABLE attempts DROP COLUMN chain_id;
CREATE INDEX ix_callbacks_figures ON callbacks (window_start, team, closed_at, first_attempt_at, window_end, resolution, previous_id, routing, worker_sid, id);
CREATE INDEX ix_attempts_callback ON attempts (callback_id, started_at, outcome, worker_sid, id);
CREATE INDEX ix_attempts_figures ON attempts (started_at, outcome, outside_hours, override_id, callback_id, id);
