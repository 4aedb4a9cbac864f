package models

import (
	"cmp"
	"errors"
)

// actorTwilio is who did it when an event says so.
const actorTwilio = "twilio"

// applyMessage gives a message its effect. Messages come late, twice and in any order: each rule below asks what the row says
// now, never what should have come before.
func (tx *Tx) applyMessage(m Message) (Applied, error) {
	if err := m.bounds(); err != nil {
		return Applied{}, err
	}
	switch m.Role {
	case RoleOwn:
		return tx.applyOwn(m)
	case RoleCall:
		return tx.applyCall(m)
	case RoleSource:
		return tx.applySource(m)
	case RoleWelcome:
		return tx.applyWelcome(m)
	}
	if m.Malformed != "" {
		return Applied{}, invalid("validation_failed", "body", "%s", m.Malformed)
	}
	return Applied{}, invalid("validation_failed", "role", "%q is not a role of a Task", m.Role)
}

func ignored(cb *Callback, err error) (Applied, error) {
	return Applied{State: InboxIgnored, Callback: cb}, err
}

func applied(cb *Callback, err error) (Applied, error) {
	return Applied{State: InboxApplied, Callback: cb}, err
}

// applyOwn applies news of a Task that we made for a callback.
func (tx *Tx) applyOwn(m Message) (Applied, error) {
	cb, err := tx.get(m.CallbackID)
	if errors.Is(err, ErrNotFound) {
		return ignored(nil, nil) // another installation's, in the same workspace
	}
	if err != nil {
		return Applied{}, err
	}
	past, err := tx.pastTask(m.TaskSid)
	if err != nil {
		return Applied{}, err
	}
	switch {
	case past != nil && past.State == pastEnded:
		return ignored(cb, nil) // it ended, and this is older news of it
	case past != nil:
		return tx.applyStray(cb, m)
	case !cb.TaskOpen || !tx.isCurrent(cb, m):
		return tx.applyUnexpected(cb, m)
	}
	return tx.applyCurrent(cb, m)
}

// isCurrent says whether the Task is the one the row waits for: known by its sid, or, as long as no sid is known, by its dispatch.
func (tx *Tx) isCurrent(cb *Callback, m Message) bool {
	if cb.TaskSid != "" {
		return cb.TaskSid == m.TaskSid
	}
	return cb.Dispatch == m.Dispatch
}

// applyCurrent applies news of the Task that the row waits for.
func (tx *Tx) applyCurrent(cb *Callback, m Message) (Applied, error) {
	switch m.Signal {
	case TaskLost, TaskFinished:
		return applied(cb, tx.taskEnded(cb, m))
	case TaskAccepted, TaskWrapping:
		return applied(cb, tx.accept(cb, m))
	case TaskDeclined:
		if err := tx.seen(cb, m); err != nil {
			return Applied{}, err
		}
		return applied(cb, tx.save(cb, change{EventDeclined, actorFor(m.WorkerSid), m.Type, map[string]any{"worker_sid": m.WorkerSid, "task_sid": m.TaskSid}}, func(*Callback) {}))
	}
	before := cb.Version
	if err := tx.seen(cb, m); err != nil {
		return Applied{}, err
	}
	if cb.Version == before {
		return ignored(cb, nil)
	}
	return applied(cb, nil)
}

// seen notes that the Task of the current dispatch exists.
func (tx *Tx) seen(cb *Callback, m Message) error {
	if cb.TaskSid != "" {
		return nil
	}
	c := change{EventTaskFound, actorTwilio, m.Type, map[string]any{"task_sid": m.TaskSid, "dispatch": cb.Dispatch}}
	if cb.Status == Dispatching {
		c.event = EventQueued
	}
	return tx.save(cb, c, func(cb *Callback) {
		cb.TaskSid = m.TaskSid
		if cb.Status == Dispatching {
			cb.Status = Queued
		}
	})
}

// accept notes that an agent has the callback. One that was moved or ended meanwhile keeps its new state: its Task is being closed.
func (tx *Tx) accept(cb *Callback, m Message) error {
	if err := tx.seen(cb, m); err != nil {
		return err
	}
	if cb.Status != Queued {
		return nil
	}
	c := change{EventAssigned, m.actor(), m.Type, map[string]any{"worker_sid": m.WorkerSid, "task_sid": m.TaskSid}}
	return tx.save(cb, c, func(cb *Callback) { cb.Status, cb.AssignedSid, cb.Backoffs = Assigned, m.WorkerSid, 0 })
}

// taskEnded notes that the current Task is no more. A promise that it leaves unkept goes back to scheduled; one that an agent had
// waits a little for the outcome of its call, which comes by another Task.
func (tx *Tx) taskEnded(cb *Callback, m Message) error {
	if err := tx.seen(cb, m); err != nil {
		return err
	}
	if m.Signal == TaskFinished && cb.Status == Queued {
		if err := tx.accept(cb, m); err != nil { // news of the acceptance was lost, or is still to come
			return err
		}
	}
	if err := tx.notePast(PastTask{TaskSid: m.TaskSid, CallbackID: cb.ID, Dispatch: m.Dispatch, State: pastEnded, Reason: cut(m.Type+" "+m.TaskReason, 100)}); err != nil {
		return err
	}
	data := map[string]any{"task_sid": m.TaskSid, "type": m.Type, "reason": m.TaskReason}
	returned, err := tx.isReturned(cb, m)
	if err != nil {
		return err
	}
	if returned {
		return tx.giveBack(cb, change{EventReturned, actorTwilio, m.Type, data})
	}
	return tx.save(cb, change{EventTaskEnded, actorTwilio, m.Type, data}, func(cb *Callback) { cb.TaskOpen, cb.TaskSid = false, "" })
}

// isReturned says whether the end of its Task leaves the promise to be dispatched again. A donor who may be on the phone is not rung a
// second time: the outcome of that call is waited for.
func (tx *Tx) isReturned(cb *Callback, m Message) (bool, error) {
	if cb.Status != Assigned || m.Signal != TaskLost {
		return cb.Status == Queued, nil
	}
	on, err := tx.callIsOn(cb)
	return !on, err
}

// giveBack returns a promise whose Task ended unanswered to scheduled, after a growing pause.
func (tx *Tx) giveBack(cb *Callback, c change) error {
	return tx.save(cb, c, func(cb *Callback) {
		cb.Status, cb.WaitReason = Scheduled, WaitReturned
		cb.TaskOpen, cb.TaskSid = false, ""
		cb.Backoffs++
		cb.HoldUntil = tx.now.Add(Backoff(cb.Backoffs))
	})
}

// applyUnexpected applies news of a Task that the row does not wait for: one of an earlier dispatch that shows up late, or a second
// one. If it lives it must not stay: of two live Tasks the newer pending one goes, so that the older keeps its place. One that had
// been given up is closed before anything else is done.
func (tx *Tx) applyUnexpected(cb *Callback, m Message) (Applied, error) {
	switch m.Signal {
	case TaskLost, TaskFinished:
		err := tx.notePast(PastTask{TaskSid: m.TaskSid, CallbackID: cb.ID, Dispatch: m.Dispatch, State: pastEnded, Reason: cut(m.Type, 100)})
		return ignored(cb, err)
	}
	waits := cb.TaskOpen && (cb.Status == Queued || cb.Status == Dispatching)
	switch {
	case waits && (m.Dispatch < cb.Dispatch || m.withAgent()):
		return tx.swap(cb, m)
	case !cb.TaskOpen && cb.Status != Assigned:
		c := change{EventTaskSwapped, actorTwilio, "a Task that had been given up", map[string]any{"closing": m.TaskSid, "dispatch": m.Dispatch}}
		return applied(cb, tx.save(cb, c, func(cb *Callback) { cb.TaskOpen, cb.TaskSid = true, m.TaskSid }))
	}
	return applied(cb, tx.addStray(cb, m.TaskSid, m.Dispatch, "a second Task of this callback"))
}

// swap makes the Task of the message the callback's own and the one it had a stray.
func (tx *Tx) swap(cb *Callback, m Message) (Applied, error) {
	left, number := cb.TaskSid, cb.Dispatch
	c := change{EventTaskSwapped, actorTwilio, "two Tasks were live: the older, or the one an agent has, is kept",
		map[string]any{"kept": m.TaskSid, "left": left, "dispatch": m.Dispatch}}
	err := tx.save(cb, c, func(cb *Callback) {
		cb.TaskSid = m.TaskSid
		if cb.Status == Dispatching {
			cb.Status = Queued // the write-back of the dispatch under way finds its Task a stray
		}
	})
	if err == nil && left != "" {
		err = tx.addStray(cb, left, number, "the older Task is kept")
	}
	if err != nil {
		return Applied{}, err
	}
	if m.withAgent() {
		err = tx.accept(cb, m)
	}
	return applied(cb, err)
}

// applyStray applies news of a Task that is to be closed.
func (tx *Tx) applyStray(cb *Callback, m Message) (Applied, error) {
	switch {
	case m.Signal == TaskLost || m.Signal == TaskFinished:
		return applied(cb, tx.endPast(m.TaskSid))
	case m.withAgent() && cb.TaskOpen && (cb.Status == Queued || cb.Status == Dispatching):
		if err := tx.dropPast(m.TaskSid); err != nil { // an agent took it before it could be closed: it is the one to keep
			return Applied{}, err
		}
		return tx.swap(cb, m)
	}
	return ignored(cb, nil)
}

// withAgent says whether an agent has the Task.
func (m Message) withAgent() bool { return m.Signal == TaskAccepted || m.Signal == TaskWrapping }

// ending says whether the Task, of a call, is at its end or beyond.
func (m Message) ending() bool {
	return m.Signal == TaskWrapping || m.Signal == TaskFinished || m.Signal == TaskLost
}

// actor is who did it, for the ledger: the caller who reported it, else the agent of whom an event tells.
func (m Message) actor() string { return cmp.Or(m.Actor, actorFor(m.WorkerSid)) }

func actorFor(workerSid string) string {
	if workerSid == "" {
		return actorTwilio
	}
	return "agent:" + workerSid
}
