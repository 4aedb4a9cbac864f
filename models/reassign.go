package models

import (
	"cmp"
	"context"
	"slices"
)

// Reassignment says to whom a promise is to go. What is empty stays as it is, but for what follows from the rest: a worker alone is the
// new owner, and a team alone takes the promise from its owner.
type Reassignment struct {
	Routing   Routing
	Team      string
	WorkerSid string // the owner
	Strict    *bool  // the owner only
}

// Reassign gives a promise to others, at the time that was promised. It asks the gate, the slots and the shifts, as a booking does; what
// speaks against it is an InvalidError. A Task that TaskRouter has of it is closed, and the next is made for whom it goes to now. One that
// an agent has is ErrWithAgent; one that has ended is a TransitionError.
func (s *Store) Reassign(ctx context.Context, id string, to Reassignment, by Asked) (*Callback, error) {
	return s.withCallback(ctx, "reassign callback", id, func(tx *Tx, cb *Callback) error { return tx.reassign(cb, to, by, "") })
}

// reassign does nothing when the promise goes to these people already.
func (tx *Tx) reassign(cb *Callback, to Reassignment, by Asked, reason string) error {
	if err := by.mayChange(cb, Scheduled); err != nil {
		return err
	}
	to, err := to.beside(cb)
	if err != nil {
		return err
	}
	p, err := tx.redirect(cb, to, Booking{Actor: by.Actor})
	if err != nil || p.leads(cb) {
		return err
	}
	return tx.save(cb, change{EventReassigned, by.Actor, reason, p.directions(cb)}, func(cb *Callback) {
		p.direct(cb)
		cb.waitAnew()
	})
}

// beside fills in what a reassignment does not say from the promise as it is.
func (r Reassignment) beside(cb *Callback) (Reassignment, error) {
	switch {
	case r.Routing != "":
	case r.WorkerSid != "":
		r.Routing = ToAgent
	case r.Team != "":
		r.Routing = ToTeam
	default:
		r.Routing = cb.Routing
	}
	strict := cb.AgentStrict && r.Routing == ToAgent
	if r.Strict != nil {
		strict = *r.Strict
	}
	r.Strict, r.Team = &strict, cmp.Or(r.Team, cb.Team)
	switch {
	case r.Routing != ToAgent && strict:
		return r, invalid("validation_failed", "callback_request.agent_strict", "only what goes to an agent can be that agent's alone: give routing agent, or leave this out")
	case r.Routing != ToAgent:
		return r, nil
	}
	if r.WorkerSid = cmp.Or(r.WorkerSid, cb.WorkerSid); r.WorkerSid == "" {
		return r, invalid("validation_failed", "callback_request.worker_sid", "the callback has no owner: name the agent whom it is to go to")
	}
	return r, nil
}

// redirect works out what a promise comes to that others are to keep at the same time. b says in whose name, and may say another number.
func (tx *Tx) redirect(cb *Callback, to Reassignment, b Booking) (plan, error) {
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return plan{}, err
	}
	b.Routing, b.Team, b.WorkerSid, b.AgentStrict = to.Routing, to.Team, to.WorkerSid, *to.Strict
	b.Phone, b.Source = cmp.Or(b.Phone, cb.Phone), SourceAPI
	b.moving, b.keeping = cb, true
	return tx.lay(b, rec)
}

// keep takes the window of a promise over as it is.
func (p *plan) keep(cb *Callback) {
	p.start, p.end, p.due, p.wait = cb.WindowStart, cb.WindowEnd, cb.DueAt, cb.WaitReason
	p.local, p.zone, p.minutes = cb.LocalTime, cb.Timezone, cb.WindowMinutes
}

// leads says whether a promise goes already to whom the plan would send it.
func (p plan) leads(cb *Callback) bool {
	return p.routing == cb.Routing && p.strict == cb.AgentStrict && p.worker == cb.WorkerSid && p.team == cb.Team && p.phone == cb.Phone
}

// direct sends a promise where the plan says.
func (p plan) direct(cb *Callback) {
	cb.Routing, cb.AgentStrict, cb.WorkerSid, cb.Team, cb.Phone = p.routing, p.strict, p.worker, p.team, p.phone
	kept := slices.DeleteFunc(slices.Clone(cb.Warnings.V), func(w string) bool {
		return slices.Contains([]string{warnOwnerUnknown, warnTeamUnknown, warnOwnerOffShift, warnSlotOverbooked}, w) || slices.Contains(p.warnings, w)
	})
	cb.Warnings.V = append(kept, p.warnings...)
}

// directions are the ledger's line of a promise that is sent elsewhere.
func (p plan) directions(cb *Callback) map[string]any {
	data := map[string]any{"routing": p.routing, "agent_strict": p.strict, "worker_sid": p.worker, "team": p.team,
		"was": map[string]any{"routing": cb.Routing, "agent_strict": cb.AgentStrict, "worker_sid": cb.WorkerSid, "team": cb.Team}}
	if p.phone != cb.Phone {
		data["other_number"] = true
	}
	return data
}

// waitAnew lets a promise wait for its time again that was being dispatched, or waited because its Task had come back. A Task that was made
// for it is closed first.
func (c *Callback) waitAnew() {
	if c.Status == Scheduled && c.WaitReason != WaitReturned {
		return
	}
	c.Status, c.WaitReason = Scheduled, WaitPromised
	if c.Attempts > 0 {
		c.WaitReason = WaitRetry
	}
	c.HoldUntil, c.Backoffs = Instant{}, 0
}
