package models

import (
	"cmp"
	"context"
	"errors"
)

// Asked says who asks for a change, and of which version; 0 is any.
type Asked struct {
	Actor   string // for the ledger: key:NAME, agent:WK...
	Version int64
}

func (a Asked) check(cb *Callback) error {
	if a.Version != 0 && a.Version != cb.Version {
		return ErrVersion
	}
	return nil
}

// mayChange says whether a callback takes a change that leads to a status: not one that an agent has, nor one that has ended.
func (a Asked) mayChange(cb *Callback, to Status) error {
	switch {
	case a.check(cb) != nil:
		return a.check(cb)
	case cb.Status == Assigned:
		return ErrWithAgent
	case !cb.Status.Open():
		return &TransitionError{cb.Status, to}
	}
	return nil
}

// Cancel ends a promise for a reason in words. resolution may be empty, for manager_cancelled. One that an agent has is ErrWithAgent;
// one that has ended is a TransitionError.
func (s *Store) Cancel(ctx context.Context, id, reason string, resolution Resolution, by Asked) (*Callback, error) {
	return s.withCallback(ctx, "cancel callback", id, func(tx *Tx, cb *Callback) error { return tx.cancel(cb, reason, resolution, by) })
}

func (tx *Tx) cancel(cb *Callback, reason string, resolution Resolution, by Asked) error {
	resolution = cmp.Or(resolution, ManagerCancelled)
	end, ok := resolution.ending()
	if !ok || end.status != Cancelled {
		return invalid("validation_failed", "resolution", "one of donor_cancelled, manager_cancelled, duplicate, do_not_call, deceased")
	}
	if err := by.mayChange(cb, Cancelled); err != nil {
		return err
	}
	return tx.resolve(cb, resolution, change{event: EventResolved, actor: by.Actor, reason: reason})
}

// Report is the outcome of a callback's call as an agent's tool reports it, faster than the event that brings it too.
type Report struct {
	Code      string
	Notes     string
	WorkerSid string           // who called
	Request   *CallbackRequest // of the callback outcomes
}

// ReportOutcome applies the outcome of a callback's call. A promise made by it (callback_agent, callback_queue) is what is returned
// then: the next link of the chain.
func (s *Store) ReportOutcome(ctx context.Context, id string, r Report, by Asked) (*Callback, error) {
	var result *Callback
	_, err := s.withCallback(ctx, "report outcome", id, func(tx *Tx, cb *Callback) error {
		if err := by.check(cb); err != nil {
			return err
		}
		if !cb.Status.Open() {
			return &TransitionError{cb.Status, Completed}
		}
		outcome, err := tx.findOutcome(r.Code)
		if errors.Is(err, ErrNotFound) {
			return invalid("validation_failed", "code", "%q is not a configured outcome", cut(r.Code, 64))
		}
		if err != nil {
			return err
		}
		m := Message{Source: SourceAPI, Role: RoleCall, Signal: TaskWrapping, Type: "reported", OccurredAt: tx.now, CallbackID: id, WorkerSid: r.WorkerSid,
			Outcome: outcome.Code, Request: r.Request, Notes: r.Notes, Actor: by.Actor}
		attempt, err := tx.openAttempt(cb, m)
		if err != nil {
			return err
		}
		m.TaskSid = string(attempt.CallTaskSid)
		if err := tx.noteOutcome(cb, attempt, outcome, m); err != nil {
			return err
		}
		done, err := tx.decide(cb, outcome, m)
		result = done.Callback
		return err
	})
	return result, err
}
