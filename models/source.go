package models

import (
	"cmp"
	"errors"
	"fmt"

	"gorm.io/gorm/clause"
)

// Disposition remembers which outcome of a source Task was applied, so that one source Task makes at most one callback.
type Disposition struct {
	SourceTaskSid string `gorm:"primaryKey"`
	CallbackID    string
	Outcome       string
	TaskVersion   int64
	Digest        string // of what was asked for
	AppliedAt     Instant
}

func (tx *Tx) disposition(sourceTaskSid string) (*Disposition, error) {
	if sourceTaskSid == "" {
		return nil, nil
	}
	if known, ok := tx.ahead.dispositions[sourceTaskSid]; ok {
		return known, nil
	}
	var found []Disposition
	if err := tx.locked().Where("source_task_sid = ?", sourceTaskSid).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read disposition: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}

func (tx *Tx) noteDisposition(m Message, callbackID, digest string) error {
	if m.TaskSid == "" {
		return nil
	}
	delete(tx.ahead.dispositions, m.TaskSid)
	row := Disposition{SourceTaskSid: cut(m.TaskSid, 64), CallbackID: callbackID, Outcome: cut(m.Outcome, 64), TaskVersion: m.TaskVersion, Digest: digest, AppliedAt: tx.now}
	onTask := clause.OnConflict{Columns: []clause.Column{{Name: "source_task_sid"}}, UpdateAll: true}
	if err := tx.db.Clauses(onTask).Create(&row).Error; err != nil {
		return fmt.Errorf("note disposition: %w", err)
	}
	return nil
}

// freshOutcome says whether the outcome of a callback's own call tells something that was not applied: the first of its attempt, or
// a later version of the Task with another choice, while the callback is still scheduled or when the choice is one that lasts.
func (tx *Tx) freshOutcome(known *Disposition, cb *Callback, attempt *Attempt, outcome Outcome, m Message) (bool, error) {
	if attempt.Outcome == outcome.Code && outcome.Action != ActCallback {
		return false, nil
	}
	if known == nil {
		return true, nil
	}
	digest, err := m.digest()
	return err == nil && digest != known.Digest && m.TaskVersion > known.TaskVersion && (cb.Status == Scheduled || outcome.lasting()), err
}

// applySource applies news of an ordinary call: a callback outcome at its end makes a promise, or moves the one that is open; all else
// matters only to a donor who has one (elsewhere.go).
func (tx *Tx) applySource(m Message) (Applied, error) {
	if !m.ending() && m.Signal != "" {
		return tx.meet(m)
	}
	if m.Malformed != "" {
		return Applied{}, invalid("validation_failed", "callback_request", "%s", m.Malformed)
	}
	outcome, err := tx.findOutcome(m.Outcome)
	switch {
	case errors.Is(err, ErrNotFound) && m.Request != nil:
		return Applied{}, invalid("validation_failed", "conversations.outcome", "%q is not a configured outcome", cut(m.Outcome, 64))
	case errors.Is(err, ErrNotFound):
		return ignored(nil, tx.endOther(m.TaskSid))
	case err != nil:
		return Applied{}, err
	case outcome.Action != ActCallback:
		return tx.reachedElsewhere(outcome, m)
	}
	known, err := tx.disposition(m.TaskSid)
	if err != nil {
		return Applied{}, err
	}
	if known != nil {
		return tx.applySourceAgain(known, m)
	}
	return tx.applySourceFirst(m)
}

// applySourceAgain is another event of a source Task that made or moved a callback before. While that callback is scheduled the
// highest version of the Task holds; a twin of that version, or an older one that tells the same choice, may add the owner, whom
// only reservation events name.
func (tx *Tx) applySourceAgain(known *Disposition, m Message) (Applied, error) {
	cb, err := tx.get(known.CallbackID)
	if err != nil {
		return Applied{}, err
	}
	if m.Request == nil && m.Malformed == "" {
		return ignored(cb, nil) // the choice told again, without what it asks for
	}
	b, err := tx.bookingOf(m)
	if err != nil {
		return Applied{}, err
	}
	digest, err := m.digest()
	if err != nil {
		return Applied{}, err
	}
	// A disposition that is sent to us has no version of a Task: whoever sends another one means it.
	newer := digest != known.Digest && (m.TaskVersion > known.TaskVersion || m.Source == SourceDispositions)
	named := b.OwnerSid != "" && cb.WorkerSid == "" && NormalOutcome(m.Outcome) == NormalOutcome(OutcomeCallbackAgent) &&
		(m.TaskVersion >= known.TaskVersion || digest == known.Digest)
	if !cb.untouched() || !newer && !named {
		return ignored(cb, nil)
	}
	b.OwnerSid = cmp.Or(b.OwnerSid, cb.WorkerSid)
	changed, err := tx.amend(cb, b)
	if err != nil {
		return Applied{}, err
	}
	m.TaskVersion = max(m.TaskVersion, known.TaskVersion)
	if err := tx.noteDisposition(m, cb.ID, digest); err != nil || !changed {
		return ignored(cb, err)
	}
	return applied(cb, nil)
}

func (tx *Tx) applySourceFirst(m Message) (Applied, error) {
	b, err := tx.bookingOf(m)
	if err != nil {
		return Applied{}, err
	}
	rec, warnings, err := tx.bookingRecord(&b)
	if err != nil {
		return Applied{}, err
	}
	// Whoever has the record's row may have applied a twin of this message while we waited for it.
	if known, err := tx.disposition(m.TaskSid); known != nil || err != nil {
		if err != nil {
			return Applied{}, err
		}
		return tx.applySourceAgain(known, m)
	}
	cb, err := tx.openOf(rec.ID)
	if err != nil {
		return Applied{}, err
	}
	if cb != nil {
		_, err = tx.amend(cb, b)
	} else {
		cb, err = tx.insert(b, rec, warnings, nil)
	}
	if err != nil {
		return Applied{}, err
	}
	return tx.applied(m, cb)
}

// bookingOf turns a message with a callback outcome into a booking.
func (tx *Tx) bookingOf(m Message) (Booking, error) {
	if m.Malformed != "" {
		return Booking{}, invalid("validation_failed", "callback_request", "%s", m.Malformed)
	}
	if m.Request == nil {
		return Booking{}, invalid("validation_failed", "callback_request", "the outcome %q needs a callback_request with local_time", cut(m.Outcome, 64))
	}
	return Booking{CallbackRequest: *m.Request, RecordID: m.RecordID, Record: m.Record, Phones: m.Phones, Outcome: m.Outcome, OwnerSid: m.WorkerSid,
		Source: m.Source, SourceTaskSid: m.TaskSid, ConversationID: m.ConversationID, Actor: m.actor(), JudgedAt: m.OccurredAt}, nil
}
