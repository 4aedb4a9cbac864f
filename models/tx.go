package models

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// change is one line of the ledger to be: what happened, and who did it.
type change struct {
	event  EventType
	actor  string
	reason string
	data   map[string]any
}

// get reads a callback for changing it: on MySQL its row stays locked until the transaction ends, on SQLite this transaction is
// the only writer.
func (tx *Tx) get(id string) (*Callback, error) {
	if cb, ok := tx.held[id]; ok {
		return &cb, nil
	}
	var cb Callback
	err := tx.locked().Where("id = ?", id).Take(&cb).Error
	if noRows(err) {
		return nil, fmt.Errorf("callback %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read callback %s: %w", id, err)
	}
	if !tx.peek {
		tx.remember(&cb)
	}
	return &cb, nil
}

// locked is the handle for SELECTs that read for writing. (gorm drops the clause on SQLite, where it is not needed.)
func (tx *Tx) locked() *gorm.DB {
	if tx.peek {
		return tx.db
	}
	return tx.db.Clauses(clause.Locking{Strength: "UPDATE"})
}

// save writes a callback back that mutate changes, with its line in the ledger, all in this transaction. This is the one place
// where a single callback changes; claims and results in batches (claim.go, results.go) follow the same table.
func (tx *Tx) save(cb *Callback, c change, mutate func(*Callback)) error {
	before, version, team := cb.Status, cb.Version, cb.Team
	mutate(cb)
	if before != cb.Status && !before.CanBecome(cb.Status) {
		return &TransitionError{before, cb.Status}
	}
	tx.store.plan(cb, tx.now)
	cb.Version, cb.UpdatedAt = version+1, tx.now
	columns, err := tx.columnsOf(cb, version)
	if err != nil {
		return err
	}
	result := tx.db.Model(cb).Where("version = ?", version).Select(columns).Updates(cb)
	if result.Error != nil {
		return fmt.Errorf("write callback %s: %w", cb.ID, result.Error)
	}
	if result.RowsAffected != 1 {
		return fmt.Errorf("callback %s: %w", cb.ID, ErrStale)
	}
	tx.remember(cb)
	if cb.Team != team {
		if err := tx.changeTeam(cb.Team, cb.RecordID); err != nil {
			return err
		}
	}
	return tx.record(cb, before, c)
}

func (tx *Tx) record(cb *Callback, before Status, c change) error {
	id, err := newID("evt", tx.now.Time())
	if err != nil {
		return err
	}
	event := Event{ID: id, CallbackID: cb.ID, Seq: cb.Version, RecordID: cb.RecordID, Type: c.event, Actor: cut(c.actor, 100), Reason: cut(c.reason, 300),
		BeforeStatus: before, AfterStatus: cb.Status, Data: JSON[map[string]any]{c.data}, At: tx.now}
	event.weigh(cb)
	tx.lines = append(tx.lines, event)
	if err := tx.announce(event, cb); err != nil {
		return err
	}
	if event.Verdict != "" {
		return tx.writeLines() // isOfPromise asks for it
	}
	return nil
}

// plan derives what is to be done next, and when, from everything else in the row. A callback is never dispatched while a Task of
// an earlier dispatch may still be live: that Task is closed first.
func (s *Store) plan(cb *Callback, now Instant) {
	cb.LeaseToken = ""
	cb.BreaksAt = Instant{}
	if cb.Status.Open() && cb.FirstAttemptAt.IsZero() && cb.BrokenAt.IsZero() {
		cb.BreaksAt = cb.WindowEnd.Add(s.policy.Grace)
	}
	if !cb.TaskOpen && cb.Status != Assigned {
		cb.AssignedSid = "" // nobody has a Task that is no more
	}
	switch {
	case cb.TaskOpen && cb.TaskSid == "" && cb.Status != Dispatching:
		cb.Step = StepRescue // nobody knows yet whether there is a Task; NextAt stays the end of the claim's lease
	case cb.Status == Dispatching:
		cb.Step = StepRescue
	case cb.Status == Queued:
		cb.Step, cb.NextAt = StepWatch, now.Add(s.policy.WatchEvery)
	case cb.Status == Assigned && cb.TaskOpen:
		cb.Step, cb.NextAt = StepWatch, now.Add(s.policy.WatchEvery)
	case cb.Status == Assigned:
		cb.Step, cb.NextAt = StepWatch, now.Add(s.policy.OutcomeGrace)
	case cb.TaskOpen:
		cb.Step, cb.NextAt = StepClose, s.closeAt(cb, now)
	case cb.Status == Scheduled:
		cb.Step, cb.NextAt = StepDispatch, later(cb.DueAt, cb.HoldUntil)
	default:
		cb.Step, cb.NextAt = StepNone, Instant{}
	}
}

// closeAt is when a Task that is no longer wanted is closed by us: at once, but after an outcome the agent's softphone gets a
// moment to complete it in the ordinary way.
func (s *Store) closeAt(cb *Callback, now Instant) Instant {
	if cb.AssignedSid != "" {
		return now.Add(s.policy.PluginGrace)
	}
	return now
}

// resolve ends a promise and retires or releases its record, in this transaction.
func (tx *Tx) resolve(cb *Callback, r Resolution, c change) error {
	end, ok := r.ending()
	if !ok {
		return invalid("validation_failed", "resolution", "%q is not a resolution", r)
	}
	if c.data == nil {
		c.data = map[string]any{}
	}
	c.data["resolution"] = r
	err := tx.save(cb, c, func(cb *Callback) {
		cb.Status, cb.Resolution, cb.WaitReason = end.status, r, ""
		cb.OpenRecordID, cb.ClosedAt, cb.ExpiresAt = "", tx.now, Instant{}
	})
	if err != nil {
		return err
	}
	return tx.retire(cb.RecordID, r, end.record)
}

// retire moves a record as the end of its callback says, and remembers of that end what bears on any later call.
func (tx *Tx) retire(id string, r Resolution, state RecordState) error {
	fields := map[string]any{}
	switch r {
	case Deceased, Erased:
		fields["closed_as"] = r
	case Refused:
		fields["refused_at"] = tx.now
	}
	if len(fields) > 0 {
		fields["updated_at"], fields["version"] = tx.now, gorm.Expr("version + 1")
		if err := tx.db.Model(&Record{}).Where("id = ?", id).Updates(fields).Error; err != nil {
			return fmt.Errorf("note the end of record %s: %w", id, err)
		}
	}
	return tx.setRecordState(id, state)
}

// setRecordState moves a record. A record that must not be called stays so, whatever its callback comes to.
func (tx *Tx) setRecordState(id string, state RecordState) error {
	result := tx.db.Model(&Record{}).Where("id = ? AND state NOT IN ?", id, []RecordState{state, RecordDoNotCall}).
		Updates(map[string]any{"state": state, "updated_at": tx.now, "version": gorm.Expr("version + 1")})
	if result.Error != nil {
		return fmt.Errorf("set record %s %s: %w", id, state, result.Error)
	}
	if result.RowsAffected == 0 {
		return nil
	}
	return tx.announceRecord(id, state)
}

// withCallback runs one change of one callback, as often as someone else was faster.
func (s *Store) withCallback(ctx context.Context, act, id string, fn func(*Tx, *Callback) error) (*Callback, error) {
	var cb *Callback
	var err error
	for range maxTries {
		err = s.inTx(ctx, act, func(tx *Tx) error {
			if cb, err = tx.get(id); err != nil {
				return err
			}
			return fn(tx, cb)
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return cb, err
}

func cut(text string, runes int) string {
	if r := []rune(text); len(r) > runes {
		return string(r[:runes])
	}
	return text
}
