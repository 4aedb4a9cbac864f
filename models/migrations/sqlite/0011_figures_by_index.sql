-- +goose Up
-- What the figures count by, each in one index: a promise, what is owed now, a dial, a dial of one callback, a line of one type. The line of an agent
-- who took a Task says when the last line told of one.
CREATE INDEX ix_callbacks_figures ON callbacks (window_start, team, closed_at, first_attempt_at, window_end, resolution, previous_id, routing, worker_sid, id);
CREATE INDEX ix_callbacks_owed ON callbacks (closed_at, first_attempt_at, window_start, window_end, team);
DROP INDEX ix_callbacks_start;
DROP INDEX ix_callbacks_team_start;
CREATE INDEX ix_attempts_figures ON attempts (started_at, outcome, outside_hours, override_id, callback_id, id);
CREATE INDEX ix_attempts_callback ON attempts (callback_id, started_at, outcome, worker_sid, id);
DROP INDEX ix_attempts_started;
ALTER TABLE events ADD COLUMN offered_at INTEGER NULL;
UPDATE events SET offered_at = (SELECT MAX(q.at) FROM events q WHERE q.callback_id = events.callback_id AND q.seq < events.seq AND q.type = 'queued')
  WHERE type = 'assigned';
CREATE INDEX ix_events_type ON events (type, at, offered_at, callback_id);

-- +goose Down
DROP INDEX ix_events_type;
ALTER TABLE events DROP COLUMN offered_at;
CREATE INDEX ix_attempts_started ON attempts (started_at);
DROP INDEX ix_attempts_callback;
DROP INDEX ix_attempts_figures;
CREATE INDEX ix_callbacks_team_start ON callbacks (team, window_start);
CREATE INDEX ix_callbacks_start ON callbacks (window_start);
DROP INDEX ix_callbacks_owed;
DROP INDEX ix_callbacks_figures;
