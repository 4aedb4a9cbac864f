package models

import (
	"errors"
	"fmt"
	"time"
)

// applyCall applies news of the outbound call of a callback: its Task's creation starts an attempt, its outcome decides.
func (tx *Tx) applyCall(m Message) (Applied, error) {
	cb, err := tx.get(m.CallbackID)
	if err != nil {
		return Applied{}, err
	}
	attempt, started, err := tx.attemptOf(cb, m)
	if err != nil {
		return Applied{}, err
	}
	ending := m.Signal == TaskWrapping || m.Signal == TaskFinished || m.Signal == TaskLost
	switch {
	case ending && m.Outcome != "":
		return tx.applyOutcome(cb, attempt, m)
	case m.Signal == TaskFinished || m.Signal == TaskLost:
		return applied(cb, tx.endAttempt(attempt, "", "", m.OccurredAt))
	case started:
		return applied(cb, nil)
	}
	return ignored(cb, nil)
}

// attemptOf returns the attempt of a call, which starts with the first news of it, and whether this was that.
func (tx *Tx) attemptOf(cb *Callback, m Message) (*Attempt, bool, error) {
	var found []Attempt
	if err := tx.locked().Where("call_task_sid = ?", m.TaskSid).Limit(1).Find(&found).Error; err != nil {
		return nil, false, fmt.Errorf("read attempt: %w", err)
	}
	if len(found) == 1 {
		return &found[0], false, tx.nameCaller(&found[0], m.WorkerSid)
	}
	if attempt, err := tx.adoptAttempt(cb, m.TaskSid); attempt != nil || err != nil {
		return attempt, false, err
	}
	attempt, err := tx.startAttempt(cb, m)
	return attempt, err == nil, err
}

// nameCaller adds the agent to an attempt that began with an event which names none, as task.created does.
func (tx *Tx) nameCaller(attempt *Attempt, workerSid string) error {
	if attempt.WorkerSid != "" || workerSid == "" {
		return nil
	}
	if err := tx.db.Model(attempt).Updates(map[string]any{"worker_sid": workerSid}).Error; err != nil {
		return fmt.Errorf("name caller: %w", err)
	}
	return nil
}

// adoptAttempt finds the attempt that an agent reported over the API before its call's Task was heard of.
func (tx *Tx) adoptAttempt(cb *Callback, callTaskSid string) (*Attempt, error) {
	var found []Attempt
	if err := tx.locked().Where("callback_id = ? AND call_task_sid IS NULL", cb.ID).Order("number DESC").Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read attempt: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	found[0].CallTaskSid = OptionalKey(callTaskSid)
	if err := tx.db.Model(&found[0]).Updates(map[string]any{"call_task_sid": callTaskSid}).Error; err != nil {
		return nil, fmt.Errorf("adopt attempt: %w", err)
	}
	return &found[0], nil
}

// startAttempt notes that a donor's phone is being rung. An agent who dials a promise that waits (early, by hand) keeps the
// dispatcher from it for a while; one who dials before the news that they accepted has accepted.
func (tx *Tx) startAttempt(cb *Callback, m Message) (*Attempt, error) {
	if cb.Status == Queued {
		if err := tx.accept(cb, Message{TaskSid: cb.TaskSid, WorkerSid: m.WorkerSid, Actor: m.Actor, Type: "dialled"}); err != nil {
			return nil, err
		}
	}
	id, err := newID("att", tx.now.Time())
	if err != nil {
		return nil, err
	}
	attempt := &Attempt{ID: id, CallbackID: cb.ID, Number: cb.Attempts + 1, CallTaskSid: OptionalKey(m.TaskSid), WorkerSid: m.WorkerSid,
		StartedAt: m.OccurredAt, CreatedAt: tx.now}
	if err := tx.db.Create(attempt).Error; err != nil {
		return nil, fmt.Errorf("start attempt: %w", err)
	}
	c := change{EventAttempt, m.actor(), "", map[string]any{"number": attempt.Number, "call_task_sid": m.TaskSid, "attempt_id": id}}
	return attempt, tx.save(cb, c, func(cb *Callback) {
		cb.Attempts++
		if cb.FirstAttemptAt.IsZero() || m.OccurredAt.Before(cb.FirstAttemptAt) {
			cb.FirstAttemptAt = m.OccurredAt
		}
		if cb.Status == Scheduled {
			cb.HoldUntil = later(cb.HoldUntil, tx.now.Add(tx.store.policy.EarlyDialHold))
		}
	})
}

func (tx *Tx) endAttempt(attempt *Attempt, outcome, notes string, at Instant) error {
	fields := map[string]any{"ended_at": at}
	if outcome != "" {
		fields["outcome"] = outcome
	}
	if notes != "" {
		fields["notes"] = cut(notes, 5000)
	}
	if err := tx.db.Model(attempt).Updates(fields).Error; err != nil {
		return fmt.Errorf("end attempt: %w", err)
	}
	return nil
}

// applyOutcome applies what an agent chose at the end of a callback's call. The same choice told by several events counts once; a
// corrected one counts while the callback is still scheduled.
func (tx *Tx) applyOutcome(cb *Callback, attempt *Attempt, m Message) (Applied, error) {
	outcome, err := findOutcome(tx.db, m.Outcome)
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
		return tx.applySourceAgain(known, m) // it made the next promise of the chain before
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

// lateOutcome is the outcome of a callback that had ended before. A donor's wish to be rung again, or never again, holds whenever it
// comes.
func (tx *Tx) lateOutcome(cb *Callback, outcome Outcome, m Message) (Applied, error) {
	if outcome.Action == ActCallback {
		m.RecordID = cb.RecordID
		return tx.applySourceFirst(m)
	}
	if outcome.Resolution != DoNotCall && outcome.Resolution != Deceased {
		return ignored(cb, nil)
	}
	end, _ := outcome.Resolution.ending()
	c := change{EventOutcome, actorTwilio, outcome.Code, map[string]any{"outcome": outcome.Code}}
	if err := tx.save(cb, c, func(*Callback) {}); err != nil {
		return Applied{}, err
	}
	open, err := tx.openOf(cb.RecordID)
	if err != nil {
		return Applied{}, err
	}
	if open != nil {
		return applied(open, tx.resolve(open, outcome.Resolution, c))
	}
	return applied(cb, tx.setRecordState(cb.RecordID, end.record))
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
	due := tx.now.Add(time.Duration(delays[max(same, 1)-1]) * time.Second)
	data["due_at"] = due
	return tx.save(cb, change{EventRetry, actor, outcome.Code, data}, func(cb *Callback) {
		cb.Status, cb.WaitReason, cb.DueAt = Scheduled, WaitRetry, due
		cb.HoldUntil, cb.Backoffs = Instant{}, 0
		if due.After(cb.ExpiresAt) {
			cb.ExpiresAt = due.Add(tx.store.policy.ExpireAfter)
		}
	})
}

// rebook ends a promise because the donor made another, and makes that one: the next link of the chain.
func (tx *Tx) rebook(cb *Callback, m Message) (Applied, error) {
	b, err := tx.bookingOf(m)
	if err != nil {
		return Applied{}, err
	}
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return Applied{}, err
	}
	b.SourceTaskSid = m.TaskSid
	if b.Phone == "" {
		b.Phone = cb.Phone
	}
	if b.Team == "" {
		b.Team = cb.Team
	}
	data := map[string]any{"outcome": m.Outcome, "call_task_sid": m.TaskSid}
	if err := tx.resolve(cb, Rebooked, change{EventResolved, m.actor(), "the donor asked to be rung again", data}); err != nil {
		return Applied{}, err
	}
	next, err := tx.insert(b, rec, nil, cb)
	if err != nil {
		return Applied{}, err
	}
	digest, err := m.digest()
	if err != nil {
		return Applied{}, err
	}
	return applied(next, tx.noteDisposition(m, next.ID, digest))
}
