package models

import (
	"fmt"
	"slices"

	"github.com/ringback/ringback/models/hours"
)

// attemptOf returns the attempt of a call, which starts with the first news of it, and whether this was that.
func (tx *Tx) attemptOf(cb *Callback, m Message) (*Attempt, bool, error) {
	known, err := tx.attemptByCall(m.TaskSid)
	if err != nil {
		return nil, false, err
	}
	if known != nil {
		return known, false, tx.nameCaller(known, m.WorkerSid)
	}
	if attempt, err := tx.adoptAttempt(cb, m); attempt != nil || err != nil {
		return attempt, false, err
	}
	attempt, err := tx.startAttempt(cb, m)
	return attempt, err == nil, err
}

func (tx *Tx) attemptByCall(callTaskSid string) (*Attempt, error) {
	if known, ok := tx.ahead.attempts[callTaskSid]; ok {
		return known, nil
	}
	var found []Attempt
	if err := tx.locked().Where("call_task_sid = ?", callTaskSid).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read attempt: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}

// nameCaller adds the agent to an attempt that began with an event which names none, as task.created does.
func (tx *Tx) nameCaller(attempt *Attempt, workerSid string) error {
	if attempt.WorkerSid != "" || workerSid == "" {
		return nil
	}
	delete(tx.ahead.attempts, string(attempt.CallTaskSid))
	if err := tx.db.Model(attempt).Updates(map[string]any{"worker_sid": workerSid}).Error; err != nil {
		return fmt.Errorf("name caller: %w", err)
	}
	return nil
}

// adoptAttempt finds the attempt that an agent reported over the API before its call's Task was heard of.
func (tx *Tx) adoptAttempt(cb *Callback, m Message) (*Attempt, error) {
	if cb.Attempts == 0 {
		return nil, nil
	}
	var found []Attempt
	if err := tx.locked().Where("callback_id = ? AND call_task_sid IS NULL", cb.ID).Order("number DESC").Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read attempt: %w", err)
	}
	if len(found) == 0 || m.tellsOfCallAfter(found[0], cb) {
		return nil, nil
	}
	found[0].CallTaskSid = OptionalKey(m.TaskSid)
	delete(tx.ahead.attempts, m.TaskSid)
	if err := tx.db.Model(&found[0]).Updates(map[string]any{"call_task_sid": m.TaskSid}).Error; err != nil {
		return nil, fmt.Errorf("adopt attempt: %w", err)
	}
	return &found[0], nil
}

// tellsOfCallAfter says whether a message must be of a later call than a reported attempt: the call was not at its end after the
// report had come, or the callback was dispatched again between the two.
func (m Message) tellsOfCallAfter(a Attempt, cb *Callback) bool {
	if !m.ending() && m.OccurredAt.After(a.EndedAt) {
		return true
	}
	return cb.DispatchedAt.After(a.EndedAt) && m.OccurredAt.After(cb.DispatchedAt)
}

// openAttempt is the call that an agent reports of: the last one, or one that nobody told of when that has its outcome or ended
// before the callback was dispatched again.
func (tx *Tx) openAttempt(cb *Callback, m Message) (*Attempt, error) {
	var found []Attempt
	if err := tx.locked().Where("callback_id = ?", cb.ID).Order("number DESC").Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read attempt: %w", err)
	}
	if len(found) == 1 && found[0].Outcome == "" && (found[0].EndedAt.IsZero() || !cb.DispatchedAt.After(found[0].EndedAt)) {
		return &found[0], nil
	}
	return tx.startAttempt(cb, m)
}

// callIsOn says whether a donor may be on the phone for this callback.
func (tx *Tx) callIsOn(cb *Callback) (bool, error) {
	var on int64
	err := tx.db.Model(&Attempt{}).Where("callback_id = ? AND ended_at IS NULL AND started_at > ?", cb.ID, tx.now.Add(-maxCall)).Count(&on).Error
	if err != nil {
		return false, fmt.Errorf("count open attempts: %w", err)
	}
	return on > 0, nil
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
	verdict, err := tx.judgeDial(cb, m.OccurredAt)
	if err != nil {
		return nil, err
	}
	attempt := &Attempt{ID: id, CallbackID: cb.ID, ChainID: cb.ChainID, RecordID: cb.RecordID, Phone: cb.Phone, OverrideID: verdict.OverrideUsed, OutsideHours: len(verdict.Reasons) > 0, Number: cb.Attempts + 1, CallTaskSid: OptionalKey(m.TaskSid), WorkerSid: m.WorkerSid,
		StartedAt: m.OccurredAt, CreatedAt: tx.now}
	delete(tx.ahead.attempts, m.TaskSid)
	if err := tx.db.Create(attempt).Error; err != nil {
		return nil, fmt.Errorf("start attempt: %w", err)
	}
	judged, err := tx.isOfPromise(cb, m.OccurredAt)
	if err != nil {
		return nil, err
	}
	c := change{EventAttempt, m.actor(), "", map[string]any{"number": attempt.Number, "call_task_sid": m.TaskSid, "attempt_id": id}}
	if attempt.OutsideHours {
		c.data["outside_hours"], c.data["override_id"], c.data["reasons"] = true, attempt.OverrideID, told(verdict)
	}
	return attempt, tx.save(cb, c, func(cb *Callback) {
		cb.Attempts++
		if judged && (cb.FirstAttemptAt.IsZero() || m.OccurredAt.Before(cb.FirstAttemptAt)) {
			cb.FirstAttemptAt = m.OccurredAt
		}
		if cb.Status == Scheduled {
			cb.HoldUntil = later(cb.HoldUntil, tx.now.Add(tx.store.policy.EarlyDialHold))
		}
	})
}

// judgeDial asks the gate about a dial that was made, so that one outside calling hours is seen, and names the override it was made under.
func (tx *Tx) judgeDial(cb *Callback, at Instant) (hours.Verdict, error) {
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return hours.Verdict{}, err
	}
	q, err := tx.question(cb.asked(rec))
	if err != nil {
		return hours.Verdict{}, err
	}
	q.Attempts = slices.DeleteFunc(q.Attempts, func(d hours.Dial) bool { return !d.At.Before(at.Time()) })
	q.Now = at.Time()
	v := judgedAt(q, at.Time())
	if !v.Allowed {
		tx.store.log.Warn("a donor was rung outside the hours that are allowed", "callback", cb.ID, "rule", v.Reasons[0].Rule)
	}
	return v, nil
}

func (tx *Tx) endAttempt(attempt *Attempt, outcome, notes string, at Instant) error {
	fields := map[string]any{"ended_at": at}
	if outcome != "" {
		fields["outcome"] = outcome
	}
	if notes != "" {
		fields["notes"] = cut(notes, 5000)
	}
	delete(tx.ahead.attempts, string(attempt.CallTaskSid))
	if err := tx.db.Model(attempt).Updates(fields).Error; err != nil {
		return fmt.Errorf("end attempt: %w", err)
	}
	return nil
}
