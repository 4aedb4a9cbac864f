-- +goose Up
-- What the figures count by, each in one index: a promise, what is owed now, a dial, a dial of one callback, a line of one type. The line of an agent
-- who took a Task says when the last line told of one.
ALTER TABLE callbacks
  ADD KEY ix_callbacks_figures (window_start, team, closed_at, first_attempt_at, window_end, resolution, previous_id, routing, worker_sid),
  ADD KEY ix_callbacks_owed (closed_at, first_attempt_at, window_start, window_end, team),
  DROP KEY ix_callbacks_start,
  DROP KEY ix_callbacks_team_start;
ALTER TABLE attempts
  ADD KEY ix_attempts_figures (started_at, outcome, outside_hours, override_id, callback_id),
  ADD KEY ix_attempts_callback (callback_id, started_at, outcome, worker_sid),
  DROP KEY ix_attempts_started;
ALTER TABLE events ADD COLUMN offered_at BIGINT NULL;
UPDATE events e JOIN (SELECT a.id, MAX(q.at) AS at FROM events a JOIN events q ON q.callback_id = a.callback_id AND q.seq < a.seq AND q.type = 'queued'
  WHERE a.type = 'assigned' GROUP BY a.id) told ON told.id = e.id SET e.offered_at = told.at;
ALTER TABLE events ADD KEY ix_events_type (type, at, offered_at, callback_id);

-- +goose Down
ALTER TABLE events DROP KEY ix_events_type, DROP COLUMN offered_at;
ALTER TABLE attempts
  ADD KEY ix_attempts_started (started_at),
  DROP KEY ix_attempts_figures,
  DROP KEY ix_attempts_callback;
ALTER TABLE callbacks
  ADD KEY ix_callbacks_team_start (team, window_start),
  ADD KEY ix_callbacks_start (window_start),
  DROP KEY ix_callbacks_figures,
  DROP KEY ix_callbacks_owed;
