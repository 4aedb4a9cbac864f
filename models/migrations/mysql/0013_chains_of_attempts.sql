-- +goose Up
-- The first contact of a chain is looked for among the dials of the chain, not of each of its callbacks.
ALTER TABLE attempts ADD COLUMN chain_id VARCHAR(32) NOT NULL DEFAULT '';
UPDATE attempts a JOIN callbacks c ON c.id = a.callback_id SET a.chain_id = c.chain_id;
ALTER TABLE attempts
  DROP KEY ix_attempts_figures,
  DROP KEY ix_attempts_callback,
  ADD KEY ix_attempts_figures (started_at, outcome, outside_hours, override_id, callback_id, chain_id),
  ADD KEY ix_attempts_chain (chain_id, started_at, outcome, callback_id, worker_sid);
ALTER TABLE callbacks
  DROP KEY ix_callbacks_figures,
  ADD KEY ix_callbacks_figures (window_start, team, closed_at, first_attempt_at, window_end, resolution, previous_id, routing, worker_sid, chain_id);

-- +goose Down
ALTER TABLE callbacks
  DROP KEY ix_callbacks_figures,
  ADD KEY ix_callbacks_figures (window_start, team, closed_at, first_attempt_at, window_end, resolution, previous_id, routing, worker_sid);
ALTER TABLE attempts
  DROP KEY ix_attempts_chain,
  DROP KEY ix_attempts_figures,
  ADD KEY ix_attempts_figures (started_at, outcome, outside_hours, override_id, callback_id),
  ADD KEY ix_attempts_callback (callback_id, started_at, outcome, worker_sid),
  DROP COLUMN chain_id;
