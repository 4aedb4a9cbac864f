package models

import "context"

// Release gives a promise back that its owner cannot keep: it has no owner any more, and goes to its team, or to anyone where it has none.
// An agent who has it, and is not on the phone for it, gives it back too: it is dispatched again after a pause. workerSid is the agent who
// gives back, and gives back nothing but what is theirs; empty is a manager, who may take it from any owner. Where there is nothing to give
// back, nothing changes. One that an agent has is ErrWithAgent to everybody else; one that has ended is a TransitionError.
func (s *Store) Release(ctx context.Context, id, workerSid string, by Asked) (*Callback, error) {
	return s.withCallback(ctx, "release callback", id, func(tx *Tx, cb *Callback) error { return tx.release(cb, workerSid, by) })
}

func (tx *Tx) release(cb *Callback, workerSid string, by Asked) error {
	has := cb.Status == Assigned && workerSid != "" && cb.AssignedSid == workerSid
	if has {
		on, err := tx.callIsOn(cb)
		if err != nil {
			return err
		}
		if has = !on; by.check(cb) != nil {
			return by.check(cb)
		}
	}
	if !has {
		if err := by.mayChange(cb, Scheduled); err != nil {
			return err
		}
	}
	owns := cb.WorkerSid != "" && (workerSid == "" || cb.WorkerSid == workerSid)
	if !has && !owns {
		return nil
	}
	p, err := tx.disown(cb, owns, by)
	if err != nil {
		return err
	}
	return tx.save(cb, change{EventReleased, by.Actor, "", p.directions(cb)}, func(cb *Callback) {
		p.direct(cb)
		cb.waitAnew()
		if has { // not to the same agent again at once
			cb.WaitReason, cb.Backoffs, cb.HoldUntil = WaitReturned, 1, tx.now.Add(Backoff(1))
		}
	})
}

// disown works out where a promise goes that is given back. What speaks against its hour or place is a warning: it has to go somewhere.
func (tx *Tx) disown(cb *Callback, owns bool, by Asked) (plan, error) {
	to := Reassignment{Routing: cb.Routing, Team: cb.Team, WorkerSid: cb.WorkerSid, Strict: &cb.AgentStrict}
	if owns {
		none := false
		to = Reassignment{Routing: ToTeam, Team: cb.Team, Strict: &none}
	}
	if owns && cb.Team == "" {
		to.Routing = ToAnyone
	}
	return tx.redirect(cb, to, Booking{Actor: by.Actor, released: true})
}
