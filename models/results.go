package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// DispatchResult is what became of one claim, as far as is known.
type DispatchResult struct {
	ID       string // the callback
	Dispatch int    // which dispatch of it
	Fate     Fate
	TaskSid  string        // of FateQueued
	Reason   string        // of the others, for the ledger
	Hold     time.Duration // of FateNotApplied and FateConfiguration: how long to wait at least
	Verdict  hours.Verdict // of FateDeferred: why not now
}

// Fate classes the result of asking the provider for a Task.
type Fate string

// The fates.
const (
	FateQueued        Fate = "queued"        // there is a Task
	FateNotApplied    Fate = "not_applied"   // there is none, for certain: safe to ask again
	FateConfiguration Fate = "configuration" // there is none, and will be none until a person mends the settings
	FateRefused       Fate = "refused"       // there is none, and this callback can have none
	FateDeferred      Fate = "deferred"      // there is none: the donor may not be rung at this hour
	FateUnknown       Fate = "unknown"       // nobody knows: the rescue pass settles it
)

// SaveResults writes the results of dispatches back. Results of leases that were lost meanwhile change nothing but to close a Task
// that nobody waits for any more.
func (s *Store) SaveResults(ctx context.Context, results []DispatchResult) error {
	var queued, rest []DispatchResult
	for _, r := range results {
		switch r.Fate {
		case FateQueued:
			queued = append(queued, r)
		case FateUnknown: // the row stays a lease, and its NextAt brings it to the rescue pass
		default:
			rest = append(rest, r)
		}
	}
	if len(queued) > 0 {
		var odd []DispatchResult
		err := s.inTx(ctx, "save queued", func(tx *Tx) error {
			var err error
			odd, err = tx.saveQueued(queued)
			return err
		})
		if err != nil {
			return err
		}
		rest = append(rest, odd...)
	}
	for _, r := range rest {
		if _, err := s.withCallback(ctx, "save result", r.ID, func(tx *Tx, cb *Callback) error { return tx.saveOne(cb, r) }); err != nil {
			return err
		}
	}
	return nil
}

// saveQueued writes all results whose lease still holds by one statement, and returns the others.
func (tx *Tx) saveQueued(results []DispatchResult) ([]DispatchResult, error) {
	held, err := tx.heldClaims(results)
	if err != nil {
		return nil, err
	}
	var odd []DispatchResult
	var rows []Callback
	var sids strings.Builder
	var args []any
	var events []Event
	for _, r := range results {
		cb, ok := held[r.ID]
		if !ok || cb.Dispatch != r.Dispatch {
			odd = append(odd, r)
			continue
		}
		id, err := newID("evt", tx.now.Time())
		if err != nil {
			return nil, err
		}
		rows = append(rows, cb)
		sids.WriteString(" WHEN ? THEN ?")
		args = append(args, r.ID, r.TaskSid)
		events = append(events, Event{ID: id, CallbackID: cb.ID, Seq: cb.Version + 1, RecordID: cb.RecordID, Type: EventQueued, Actor: actorScheduler,
			BeforeStatus: Dispatching, AfterStatus: Queued, Data: JSON[map[string]any]{map[string]any{"task_sid": r.TaskSid, "dispatch": r.Dispatch}}, At: tx.now})
	}
	if len(rows) == 0 {
		return odd, nil
	}
	args = append([]any{Queued, StepWatch, tx.now.Add(tx.store.policy.WatchEvery)}, args...)
	args = append(args, tx.now, ids(rows), Dispatching)
	_, err = tx.exec("UPDATE callbacks SET status = ?, step = ?, next_at = ?, lease_token = '', task_sid = CASE id"+sids.String()+" END, "+
		"updated_at = ?, version = version + 1 WHERE id IN ? AND status = ?", args...)
	if err != nil {
		return nil, fmt.Errorf("write results: %w", err)
	}
	if err := tx.insertEvents(events); err != nil {
		return nil, err
	}
	return odd, tx.announceQueued(events)
}

// heldClaims reads, and on MySQL locks, the rows that are still dispatching without a known Task.
func (tx *Tx) heldClaims(results []DispatchResult) (map[string]Callback, error) {
	list := make([]string, len(results))
	for i, r := range results {
		list[i] = r.ID
	}
	var rows []Callback
	query := "SELECT id, record_id, dispatch, version FROM callbacks WHERE id IN ? AND status = ? AND task_sid = ''" + tx.store.dialect.lock
	if err := tx.db.Raw(query, list, Dispatching).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read leases: %w", err)
	}
	held := make(map[string]Callback, len(rows))
	for _, row := range rows {
		held[row.ID] = row
	}
	return held, nil
}

// saveOne writes one result by the careful way: whatever happened to the callback meanwhile.
func (tx *Tx) saveOne(cb *Callback, r DispatchResult) error {
	if r.Fate == FateQueued {
		_, err := tx.applyOwn(Message{Role: RoleOwn, Signal: TaskSeen, Type: "created", TaskSid: r.TaskSid, CallbackID: cb.ID, Dispatch: r.Dispatch})
		return err
	}
	if cb.Dispatch != r.Dispatch || !cb.TaskOpen || cb.TaskSid != "" {
		return nil
	}
	if r.Fate == FateRefused && cb.Status == Dispatching {
		cb.TaskOpen = false
		return tx.resolve(cb, ProviderRejected, change{EventResolved, actorScheduler, r.Reason, map[string]any{"dispatch": r.Dispatch}})
	}
	if r.Fate == FateDeferred && cb.Status == Dispatching {
		return tx.putOff(cb, r)
	}
	c := change{EventHeld, actorScheduler, r.Reason, map[string]any{"dispatch": r.Dispatch, "fate": r.Fate}}
	if cb.Status != Dispatching {
		c.event = EventTaskEnded // moved or ended meanwhile: there is no Task to close
	}
	return tx.save(cb, c, func(cb *Callback) { tx.hold(cb, r) })
}

// hold returns a callback without a Task to scheduled. Only failures that repeating alone will not mend lengthen the pause: a
// provider that is merely busy says itself how long to wait.
func (tx *Tx) hold(cb *Callback, r DispatchResult) {
	cb.TaskOpen = false
	if cb.Status != Dispatching {
		return // moved or ended while the provider was asked: only the doubt about the Task goes
	}
	pause := r.Hold
	if r.Fate == FateConfiguration {
		cb.Backoffs++
		pause = max(pause, Backoff(cb.Backoffs))
	}
	cb.Status, cb.WaitReason, cb.HoldUntil = Scheduled, WaitProvider, tx.now.Add(pause)
}

// insertEvents writes lines of the ledger by one statement.
func (tx *Tx) insertEvents(events []Event) error {
	const row = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
	args := make([]any, 0, 17*len(events))
	for _, e := range events {
		args = append(args, e.ID, e.CallbackID, e.Seq, e.RecordID, e.Type, e.Actor, e.Reason, e.BeforeStatus, e.AfterStatus, e.Data, e.MadeStart, e.EndedStart, e.Verdict, e.EndedEnd, e.EndedAttemptAt, e.OfferedAt, e.At)
	}
	_, err := tx.exec("INSERT INTO events (id,callback_id,seq,record_id,type,actor,reason,before_status,after_status,data,made_start,ended_start,verdict,ended_end,ended_attempt_at,offered_at,at) VALUES "+
		strings.Repeat(row+",", len(events)-1)+row, args...)
	if err != nil {
		return fmt.Errorf("write %d events: %w", len(events), err)
	}
	return nil
}
