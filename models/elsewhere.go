package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm/clause"
)

// meet applies news of a call that is not ours and has not ended, with a donor who has an open promise: it is recognised, so that the
// agents concerned are told, and one of the main list is withdrawn.
func (tx *Tx) meet(m Message) (Applied, error) {
	promised, err := tx.promisedTo(m)
	if err != nil || len(promised) == 0 {
		return ignored(nil, err)
	}
	cb := promised[0]
	if ours, err := tx.madeBy(cb, m); ours || err != nil {
		return ignored(cb, err)
	}
	known, err := tx.otherTask(m.TaskSid)
	switch {
	case err != nil:
		return Applied{}, err
	case m.Signal == TaskAccepted:
		return tx.reached(cb, known, m)
	case m.Signal == TaskSeen && known == nil:
		return applied(cb, tx.sight(cb, m))
	}
	return ignored(cb, nil)
}

// sight notes a Task that was not known. One of the main list is to be withdrawn, unless the donor is on the line already.
func (tx *Tx) sight(cb *Callback, m Message) error {
	task := tx.taskOf(cb, m)
	if task.Listed && !m.Call.OnLine && !tx.store.policy.Suppression.Off {
		task.State, task.NextAt = otherWithdraw, tx.now
	}
	if err := tx.db.Create(&task).Error; err != nil {
		return fmt.Errorf("note task of others: %w", err)
	}
	if task.Listed { // told once it was withdrawn, or has reached an agent
		return nil
	}
	return tx.note(cb, recognised(task, m))
}

func (tx *Tx) taskOf(cb *Callback, m Message) OtherTask {
	return OtherTask{TaskSid: m.TaskSid, CallbackID: cb.ID, RecordID: cb.RecordID, Direction: cut(m.Call.Direction, 32), State: otherSeen,
		Listed: tx.store.policy.Suppression.lists(m.Call), SeenAt: tx.now}
}

func recognised(task OtherTask, m Message) change {
	return change{EventRecognised, actorFor(task.WorkerSid), m.Type, map[string]any{"task_sid": task.TaskSid, "direction": task.Direction, "worker_sid": task.WorkerSid}}
}

// reached notes that an agent has a call with the donor. One of the main list should not have come so far: it is a leak. The promise is
// not dispatched while they may be talking. A call that was on when the promise was made is the one it was made in, and tells nothing.
func (tx *Tx) reached(cb *Callback, known *OtherTask, m Message) (Applied, error) {
	task := tx.taskOf(cb, m)
	if known != nil {
		task = *known
	}
	if known == nil && m.OccurredAt.Before(cb.CreatedAt) || task.State == otherEnded || task.State == otherReached && task.WorkerSid != "" {
		return ignored(cb, nil)
	}
	leaked := task.Listed && task.State != otherReached
	task.State, task.WorkerSid, task.NextAt = otherReached, m.WorkerSid, Instant{}
	if task.ReachedAt.IsZero() {
		task.ReachedAt = m.OccurredAt
	}
	onTask := clause.OnConflict{Columns: []clause.Column{{Name: "task_sid"}}, UpdateAll: true}
	if err := tx.db.Clauses(onTask).Create(&task).Error; err != nil {
		return Applied{}, fmt.Errorf("note task of others: %w", err)
	}
	c := recognised(task, m)
	if leaked {
		c.event = EventLeaked
		if err := tx.tally(tallyLeaks); err != nil {
			return Applied{}, err
		}
	}
	return applied(cb, tx.holdFor(cb, c))
}

// holdFor writes a line, and keeps a promise that waits from being dispatched for a while.
func (tx *Tx) holdFor(cb *Callback, c change) error {
	if cb.Status != Scheduled {
		return tx.note(cb, c)
	}
	return tx.save(cb, c, func(cb *Callback) { cb.HoldUntil = later(cb.HoldUntil, tx.now.Add(tx.store.policy.EarlyDialHold)) })
}

// reachedElsewhere applies the outcome of a call that is not ours: one that counts as contact ends the donor's open promise. A number
// that several donors with a promise share says nothing of any one of them.
func (tx *Tx) reachedElsewhere(outcome Outcome, m Message) (Applied, error) {
	known, err := tx.otherTask(m.TaskSid)
	if err != nil {
		return Applied{}, err
	}
	if known != nil {
		if err := tx.endOther(m.TaskSid); err != nil {
			return Applied{}, err
		}
	}
	resolution := outcome.satisfies()
	promised, err := tx.promisedTo(m)
	if err != nil || len(promised) == 0 {
		return ignored(nil, err)
	}
	cb := promised[0]
	if resolution == "" || len(promised) > 1 {
		return ignored(cb, nil)
	}
	after, err := tx.isAfterWish(cb, known, m)
	if err != nil || !after {
		return ignored(cb, err)
	}
	c := change{EventResolved, m.actor(), outcome.Code, map[string]any{"outcome": outcome.Code, "task_sid": m.TaskSid, "direction": m.Call.Direction}}
	if err := tx.resolve(cb, resolution, c); err != nil || outcome.Resolution != Refused {
		return applied(cb, err)
	}
	return applied(cb, tx.retire(cb.RecordID, Refused, RecordClosed)) // of a refusal the record keeps more than that it was closed
}

// satisfies is how an outcome of another call ends the donor's promise; empty when it does not.
func (o Outcome) satisfies() Resolution {
	if o.Action != ActResolve {
		return ""
	}
	switch o.Resolution {
	case Contacted, Refused, SatisfiedElsewhere:
		return SatisfiedElsewhere
	case DoNotCall, Deceased, WrongNumber, DonorCancelled:
		return o.Resolution
	}
	return ""
}

// isAfterWish says whether a call began after the donor's latest wish: one in which the promise was made or moved does not keep it.
func (tx *Tx) isAfterWish(cb *Callback, known *OtherTask, m Message) (bool, error) {
	if ours, err := tx.madeBy(cb, m); ours || err != nil {
		return false, err
	}
	began := m.Call.MadeAt
	switch {
	case known != nil && !known.ReachedAt.IsZero():
		began = known.ReachedAt
	case began.IsZero() && m.Source == SourceDispositions: // sent by somebody who means it
		began = m.OccurredAt
	}
	if err := tx.writeLines(); err != nil {
		return false, err
	}
	var wished []Instant
	err := tx.db.Raw("SELECT at FROM events WHERE callback_id = ? AND type IN ? ORDER BY seq DESC LIMIT 1", cb.ID, []EventType{EventCreated, EventAmended}).Scan(&wished).Error
	if err != nil {
		return false, fmt.Errorf("read the latest wish: %w", err)
	}
	return !began.IsZero() && !slices.ContainsFunc(wished, began.Before), nil
}

// madeBy says whether a promise was made or moved by the very call.
func (tx *Tx) madeBy(cb *Callback, m Message) (bool, error) {
	if m.TaskSid == "" || string(cb.SourceTaskSid) == m.TaskSid {
		return m.TaskSid != "", nil
	}
	known, err := tx.disposition(m.TaskSid)
	return known != nil, err
}

// promisedTo finds the open promises of the donor whom a call is with: by the record it names, else by the numbers. Only the newest
// two are looked for: one, or not just one.
func (tx *Tx) promisedTo(m Message) ([]*Callback, error) {
	var found []string
	query, args := "SELECT id FROM callbacks WHERE open_record_id = ?", []any{m.RecordID}
	if m.RecordID == "" && m.Record.ExternalID != "" {
		rec, err := tx.recordIDs("external_id = ?", m.Record.ExternalID)
		if err != nil {
			return nil, err
		}
		if len(rec) > 0 {
			args = []any{rec[0]}
		}
	}
	if args[0] == "" {
		phones := append(slices.Clone(m.Phones), m.Record.Phone)
		query = "SELECT c.id FROM callbacks c JOIN records r ON c.open_record_id = r.id WHERE r.phone IN ? AND r.phone <> '' " +
			"UNION SELECT id FROM callbacks WHERE phone IN ? AND phone <> '' AND open_record_id IS NOT NULL ORDER BY id DESC LIMIT 2"
		args = []any{phones, phones}
	}
	if err := tx.db.Raw(query, args...).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("find the donor's promise: %w", err)
	}
	var open []*Callback
	for _, id := range found {
		cb, err := tx.get(id)
		if err != nil {
			return nil, err
		}
		if cb.Status.Open() { // it may have ended while its row was waited for
			open = append(open, cb)
		}
	}
	return open, nil
}

func (tx *Tx) recordIDs(query string, arg any) ([]string, error) {
	var found []string
	err := tx.db.Model(&Record{}).Where(query, arg).Limit(1).Pluck("id", &found).Error
	return found, wrapped("find record", err)
}
