package models

import (
	"errors"
	"fmt"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// applyCall applies news of the outbound call of a callback: its Task's creation starts an attempt, its outcome decides.
func (tx *Tx) applyCall(m Message) (Applied, error) {
	cb, err := tx.get(m.CallbackID)
	if errors.Is(err, ErrNotFound) && m.Request == nil && m.Malformed == "" && m.Source != SourceDispositions {
		return ignored(nil, nil) // another installation's, in the same workspace; a disposition is sent to this one
	}
	if err != nil {
		return Applied{}, err
	}
	attempt, started, err := tx.attemptOf(cb, m)
	if err != nil {
		return Applied{}, err
	}
	switch {
	case m.ending() && m.Outcome != "":
		return tx.applyOutcome(cb, attempt, m)
	case m.Signal == TaskFinished || m.Signal == TaskLost:
		return applied(cb, tx.endAttempt(attempt, "", "", m.OccurredAt))
	case started:
		return applied(cb, nil)
	}
	return ignored(cb, nil)
}

// applyOutcome applies what an agent chose at the end of a callback's call. The same choice told by several events counts once; a
// corrected one counts while the callback is still scheduled.
func (tx *Tx) applyOutcome(cb *Callback, attempt *Attempt, m Message) (Applied, error) {
	outcome, err := tx.findOutcome(m.Outcome)
	if errors.Is(err, ErrNotFound) {
		return tx.unknownOutcome(cb, attempt, m)
	}
	if err != nil {
		return Applied{}, err
	}
	known, err := tx.disposition(m.TaskSid)
	if err != nil {
		return Applied{}, err
	}
	if known != nil && known.CallbackID != cb.ID {
		return tx.correct(known, cb, attempt, outcome, m) // it made the next promise of the chain before
	}
	if known == nil && attempt.Outcome == outcome.Code {
		return tx.toldBefore(cb, outcome, m)
	}
	fresh, err := tx.freshOutcome(known, cb, attempt, outcome, m)
	if err != nil || !fresh {
		return ignored(cb, err)
	}
	if err := tx.noteOutcome(cb, attempt, outcome, m); err != nil {
		return Applied{}, err
	}
	if !cb.Status.Open() {
		return tx.lateOutcome(cb, outcome, m)
	}
	return tx.decide(cb, outcome, m)
}

func (tx *Tx) noteOutcome(cb *Callback, attempt *Attempt, outcome Outcome, m Message) error {
	if m.TaskSid != "" {
		digest, err := m.digest()
		if err != nil {
			return err
		}
		if err := tx.noteDisposition(m, cb.ID, digest); err != nil {
			return err
		}
	}
	if !cb.ScrubbedAt.IsZero() {
		m.Notes = "" // of a donor who was erased: told late
	}
	return tx.endAttempt(attempt, outcome.Code, m.Notes, m.OccurredAt)
}

// decide moves an open callback as the outcome of its call says.
func (tx *Tx) decide(cb *Callback, outcome Outcome, m Message) (Applied, error) {
	data := map[string]any{"outcome": outcome.Code, "call_task_sid": m.TaskSid}
	switch outcome.Action {
	case ActResolve:
		return applied(cb, tx.resolve(cb, outcome.Resolution, change{EventResolved, m.actor(), outcome.Code, data}))
	case ActRetry:
		return applied(cb, tx.retry(cb, outcome, m.actor(), data))
	case ActCallback:
		return tx.rebook(cb, m)
	}
	return Applied{}, invalid("validation_failed", "outcome", "%q has no action that is known: %q", outcome.Code, outcome.Action)
}

func (tx *Tx) unknownOutcome(cb *Callback, attempt *Attempt, m Message) (Applied, error) {
	if m.Request != nil {
		return Applied{}, invalid("validation_failed", "conversations.outcome", "%q is not a configured outcome", cut(m.Outcome, 64))
	}
	return ignored(cb, tx.endAttempt(attempt, "", m.Notes, m.OccurredAt))
}

// retry plans the next try after an outcome that reached nobody, or ends the promise when its tries are used up.
func (tx *Tx) retry(cb *Callback, outcome Outcome, actor string, data map[string]any) error {
	var same int64
	err := tx.db.Model(&Attempt{}).Where("callback_id = ? AND outcome = ?", cb.ID, outcome.Code).Count(&same).Error
	if err != nil {
		return fmt.Errorf("count attempts: %w", err)
	}
	delays := outcome.RetryDelays.V
	if int(same) > len(delays) || cb.Attempts >= cb.MaxAttempts {
		return tx.resolve(cb, NoContact, change{EventResolved, actor, outcome.Code, data})
	}
	due, wait := cb.WindowStart, WaitPromised // an early call, or one before the latest wish: what was promised stands
	if !tx.now.Before(cb.WindowStart.Add(-earlyTolerance)) {
		wait = WaitRetry
		if due, err = tx.nextTry(cb, time.Duration(delays[max(same, 1)-1])*time.Second); err != nil {
			return err
		}
	}
	if due.IsZero() {
		return tx.resolve(cb, NoContact, change{EventResolved, actor, outcome.Code + ": no hour is left at which this donor may be rung", data})
	}
	data["due_at"] = due
	return tx.save(cb, change{EventRetry, actor, outcome.Code, data}, func(cb *Callback) {
		cb.Status, cb.WaitReason = Scheduled, wait
		tx.dueAgain(cb, due)
	})
}

// dayLong is from how long on a pause means another day: at whichever hour of it suits best, not so many hours later to the minute.
const dayLong = 20 * time.Hour

// nextTry is when a donor who was not reached is tried again, none if never: after the pause, within calling hours and caps; of another
// day, in a part of it not tried yet and at an hour at which this donor has answered before.
func (tx *Tx) nextTry(cb *Callback, pause time.Duration) (Instant, error) {
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return Instant{}, err
	}
	q, err := tx.question(cb.asked(rec))
	if err != nil {
		return Instant{}, err
	}
	try := hours.Retry{Rules: q, After: tx.now.Time(), Delay: pause}
	if pause >= dayLong {
		try.Delay, try.Days = 0, int((pause+12*time.Hour)/(24*time.Hour))
		if try.Tried, try.AnsweredHours, err = tx.tried(rec, q.Loc); err != nil {
			return Instant{}, err
		}
	}
	return tx.nextOf(rec, try), nil
}
