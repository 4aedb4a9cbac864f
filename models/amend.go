package models

import "reflect"

// amend moves an open callback, since the donor's latest wish holds, and says whether anything changed. A Task that was made for the
// old wish is closed. Another window is another promise: what became of the replaced one is told in the ledger.
func (tx *Tx) amend(cb *Callback, b Booking) (bool, error) {
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return false, err
	}
	b = b.carrying(cb)
	b.moving = cb
	p, err := tx.lay(b, rec)
	if err != nil {
		return false, err
	}
	before := cb.Override.V
	if p.override.same(before) {
		p.override = before
	}
	wanted := *cb
	tx.apply(&wanted, b, p)
	if wanted.asks(cb) {
		return false, nil
	}
	c := change{EventAmended, b.Actor, b.Reason, tx.amendedData(cb, b, p)}
	err = tx.save(cb, c, func(cb *Callback) {
		if !p.covers(cb) {
			cb.FirstAttemptAt, cb.BrokenAt = Instant{}, Instant{}
		}
		cb.Status = Scheduled
		tx.apply(cb, b, p)
	})
	if err != nil {
		return false, err
	}
	return true, tx.recordOverride(cb, before)
}

// amendedData is the ledger's line of a changed wish. Only another window is another promise, and names what became of the last.
func (tx *Tx) amendedData(cb *Callback, b Booking, p plan) map[string]any {
	data := bookedData(cb)
	data["was_due_at"] = cb.DueAt
	if b.Reference != "" {
		data["reference"], data["fundraiser"] = b.Reference, b.Fundraiser
	}
	data["window_start"], data["local_time"], data["routing"] = p.start, p.local, p.routing
	if !p.covers(cb) {
		data["promise"], data["promise_start"], data["promise_end"] = cb.replacedVerdict(tx.now, tx.store.policy.Grace), cb.WindowStart, cb.WindowEnd
		if !cb.FirstAttemptAt.IsZero() {
			data["promise_attempt_at"] = cb.FirstAttemptAt
		}
	}
	return data
}

// covers says whether a plan is for the very window that is promised already.
func (p plan) covers(cb *Callback) bool { return p.start == cb.WindowStart && p.end == cb.WindowEnd }

// asks says whether two callbacks are one wish: the same time, to the same people and number, in the same words.
func (c *Callback) asks(o *Callback) bool {
	wish := func(c *Callback) []any {
		return []any{c.LocalTime, c.Timezone, c.WindowStart, c.WindowEnd, c.DueAt, c.Routing, c.AgentStrict, c.WorkerSid, c.Team, c.Phone, c.Reason, c.Notes, c.Override.V, c.Reference,
			c.FundraiserCode, c.FundraiserTeam}
	}
	return reflect.DeepEqual(wish(c), wish(o))
}
