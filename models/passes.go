package models

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// RescueGrace is how long after the first look for a Task of unknown fate the second, deciding one is: with the lease and the
// client's time-out before it, a Task that was made has long been listed by then (TaskRouter lists within milliseconds).
const RescueGrace = 10 * time.Second

// looked marks, in the place of the lease's token, a row that was looked for once.
const looked = "looked"

// Work is one callback that a pass is to act on.
type Work struct {
	ID           string
	Status       Status
	Dispatch     int
	TaskSid      string
	TaskOpen     bool
	LeaseToken   string
	DispatchedAt Instant
	Resolution   Resolution
	WaitReason   WaitReason
	BrokenAt     Instant // when its promise was told as broken; none: it is not, or was tried since
}

// LastLook says whether a Task that is not found this time is taken not to exist.
func (w Work) LastLook() bool { return w.LeaseToken == looked }

// WorkFor lists callbacks whose step is due, at most limit, and keeps other instances from them until the pause is over. Whatever
// the caller then does is decided by the row's version, so that two who act on one row do no harm.
func (s *Store) WorkFor(ctx context.Context, step Step, limit int, pause time.Duration) ([]Work, error) {
	var work []Work
	err := s.inTx(ctx, "work for "+string(step), func(tx *Tx) error {
		work = nil
		query := "SELECT id, status, dispatch, task_sid, task_open, lease_token, dispatched_at, resolution, wait_reason, CASE WHEN first_attempt_at IS NULL THEN broken_at END AS broken_at FROM callbacks WHERE step = ? AND next_at <= ? ORDER BY next_at LIMIT ?" + s.dialect.pick
		if err := tx.db.Raw(query, step, tx.now, limit).Scan(&work).Error; err != nil || len(work) == 0 {
			return err
		}
		list := make([]string, len(work))
		for i, w := range work {
			list[i] = w.ID
		}
		_, err := tx.exec("UPDATE callbacks SET next_at = ? WHERE id IN ? AND step = ? AND next_at <= ?", tx.now.Add(pause), list, step, tx.now)
		return err
	})
	return work, err
}

// ExtendLeases is the heartbeat of claims in hand, and returns the ids of those that are still the caller's. One that was moved, ended
// or taken over meanwhile is not.
func (s *Store) ExtendLeases(ctx context.Context, claims []Claim, lease time.Duration) (held []string, err error) {
	list, tokens := make([]string, len(claims)), make([]string, len(claims))
	for i, c := range claims {
		list[i], tokens[i] = c.ID, c.LeaseToken
	}
	err = s.inTx(ctx, "extend leases", func(tx *Tx) error {
		held = nil
		const ours = " WHERE id IN ? AND lease_token IN ? AND status = ? AND step = ?" // each ClaimDue has a token of its own
		if _, err := tx.exec("UPDATE callbacks SET next_at = ?"+ours, tx.now.Add(lease), list, tokens, Dispatching, StepRescue); err != nil {
			return err
		}
		return tx.db.Raw("SELECT id FROM callbacks"+ours, list, tokens, Dispatching, StepRescue).Scan(&held).Error
	})
	return held, err
}

// NotFound notes that no Task of this dispatch was found. After the last look the callback is free to be dispatched again, under the
// next number.
func (s *Store) NotFound(ctx context.Context, w Work) error {
	if !w.LastLook() {
		return s.inTx(ctx, "note first look", func(tx *Tx) error {
			_, err := tx.exec("UPDATE callbacks SET lease_token = ?, next_at = ? WHERE id = ? AND step = ? AND dispatch = ? AND task_sid = ''",
				looked, tx.now.Add(RescueGrace), w.ID, StepRescue, w.Dispatch)
			return err
		})
	}
	return s.SaveResults(ctx, []DispatchResult{{ID: w.ID, Dispatch: w.Dispatch, Fate: FateNotApplied, Reason: "no Task was found"}})
}

// Observe applies what a pass saw of a Task by looking into TaskRouter, as if an event had said it.
func (s *Store) Observe(ctx context.Context, m Message) error {
	m.Source, m.Role = SourceReconcile, RoleOwn
	var err error
	for range maxTries {
		err = s.inTx(ctx, "observe task", func(tx *Tx) error {
			_, err := tx.applyMessage(m)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return err
}

// maxCall is the longest a call is waited for: TaskRouter itself deletes an assigned Task after a day, and no donor talks for four hours.
const maxCall = 4 * time.Hour

// GiveUpOutcome returns a callback to scheduled whose Task was completed and whose outcome did not come: the agent gave it back. As
// long as the call may still be on, it waits.
func (s *Store) GiveUpOutcome(ctx context.Context, id string) error {
	_, err := s.withCallback(ctx, "give up outcome", id, func(tx *Tx, cb *Callback) error {
		if cb.Status != Assigned || cb.TaskOpen {
			return nil
		}
		on, err := tx.callIsOn(cb)
		if on || err != nil {
			return err // while the call is on: WorkFor has put the next look off
		}
		return tx.giveBack(cb, change{EventReturned, actorScheduler, "the Task was completed without an outcome", nil})
	})
	return err
}

// ExpireOld gives up promises whose time to be kept is long over, at most limit, and returns how many. One that an agent has is left
// to the agent.
func (s *Store) ExpireOld(ctx context.Context, limit int) (int, error) {
	var due []string
	err := s.read.WithContext(ctx).Raw("SELECT id FROM callbacks WHERE expires_at <= ? AND status IN ? ORDER BY expires_at LIMIT ?",
		At(s.clock.Now()), []Status{Scheduled, Queued}, limit).Scan(&due).Error
	if err != nil {
		return 0, fmt.Errorf("list expired: %w", err)
	}
	expired := 0
	for _, id := range due {
		done := 0
		_, err := s.withCallback(ctx, "expire", id, func(tx *Tx, cb *Callback) error {
			if done = 0; cb.Status != Scheduled && cb.Status != Queued || cb.ExpiresAt.After(tx.now) {
				return nil
			}
			done = 1
			return tx.resolve(cb, TimedOut, change{event: EventResolved, actor: actorScheduler, reason: "not kept within the time allowed"})
		})
		if err != nil {
			return expired, err
		}
		expired += done
	}
	return expired, nil
}

// keepTraces is how long applied messages and ended Tasks are remembered. TaskRouter's own events go back 30 days, so that nothing
// older can come again.
const keepTraces = 31 * 24 * time.Hour

// Prune deletes traces nobody needs any more, a bounded number at a time, and returns how many. Promises and their ledger stay.
func (s *Store) Prune(ctx context.Context, limit int) (int64, error) {
	before := At(s.clock.Now()).Add(-keepTraces)
	var pruned int64
	for _, q := range []struct{ pick, drop string }{
		{"SELECT id FROM inbox WHERE state IN ('applied','ignored') AND received_at < ? LIMIT ?", "DELETE FROM inbox WHERE id IN ?"},
		{"SELECT task_sid FROM past_tasks WHERE state = 'ended' AND seen_at < ? LIMIT ?", "DELETE FROM past_tasks WHERE task_sid IN ?"},
		{"SELECT id FROM deliveries WHERE state = 'delivered' AND expires_at < ? LIMIT ?", "DELETE FROM deliveries WHERE id IN ?"},
		{"SELECT dedupe_key FROM inbox_answers a WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.dedupe_key = a.dedupe_key) LIMIT ?", "DELETE FROM inbox_answers WHERE dedupe_key IN ?"},
		{"SELECT task_sid FROM other_tasks WHERE seen_at < ? LIMIT ?", "DELETE FROM other_tasks WHERE task_sid IN ?"},
	} {
		var n int64
		err := s.inTx(ctx, "prune", func(tx *Tx) (err error) {
			var keys []string
			if err := tx.db.Raw(q.pick, before, limit).Scan(&keys).Error; err != nil || len(keys) == 0 {
				return err
			}
			n, err = tx.exec(q.drop, keys)
			return err
		})
		if err != nil {
			return pruned, err
		}
		pruned += n
	}
	for _, more := range []func(context.Context, int) (int64, error){s.pruneSlotLocks, s.pruneImports, s.pruneJobs, s.pruneAccess} {
		n, err := more(ctx, limit)
		if err != nil {
			return pruned, err
		}
		pruned += n
	}
	return pruned, nil
}

// Mark is how far a pass has come in something that is read from elsewhere; none when it never began.
func (s *Store) Mark(ctx context.Context, name string) (Instant, error) {
	var at []Instant
	if err := s.read.WithContext(ctx).Raw("SELECT at FROM marks WHERE name = ?", name).Scan(&at).Error; err != nil {
		return Instant{}, fmt.Errorf("read mark: %w", err)
	}
	if len(at) == 0 {
		return Instant{}, nil
	}
	return at[0], nil
}

// SetMark moves a mark on.
func (s *Store) SetMark(ctx context.Context, name string, at Instant) error {
	return s.inTx(ctx, "set mark", func(tx *Tx) error {
		if _, err := tx.exec(s.dialect.insertNew+" marks (name, at) VALUES (?, ?)", name, at); err != nil {
			return err
		}
		_, err := tx.exec("UPDATE marks SET at = ? WHERE name = ? AND at < ?", at, name, at)
		return err
	})
}
