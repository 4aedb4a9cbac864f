package models

import (
	"cmp"
	"fmt"
)

// rebook ends a promise because the donor made another, and makes that one: the next link of the chain.
func (tx *Tx) rebook(cb *Callback, m Message) (Applied, error) {
	data := map[string]any{"outcome": m.Outcome, "call_task_sid": m.TaskSid}
	if err := tx.resolve(cb, Rebooked, change{EventResolved, m.actor(), "the donor asked to be rung again", data}); err != nil {
		return Applied{}, err
	}
	return tx.follow(cb, m)
}

// follow makes the promise that comes after one that has ended.
func (tx *Tx) follow(cb *Callback, m Message) (Applied, error) {
	b, err := tx.bookingOf(m)
	if err != nil {
		return Applied{}, err
	}
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return Applied{}, err
	}
	next, err := tx.insert(b.carrying(cb), rec, nil, cb)
	if err != nil {
		return Applied{}, err
	}
	return tx.applied(m, next)
}

// carrying is the booking with what it does not say itself taken from the promise before it.
func (b Booking) carrying(cb *Callback) Booking {
	b.Phone = cmp.Or(b.Phone, b.Record.Phone, cb.Phone)
	b.Team = cmp.Or(b.Team, b.Record.Team, cb.Team)
	return b
}

// applied notes what a source Task's choice came to.
func (tx *Tx) applied(m Message, cb *Callback) (Applied, error) {
	digest, err := m.digest()
	if err != nil {
		return Applied{}, err
	}
	return applied(cb, tx.noteDisposition(m, cb.ID, digest))
}

// lasting says whether an outcome holds whenever it comes: a donor's wish to be rung again, or never again.
func (o Outcome) lasting() bool {
	return o.Action == ActCallback || o.Resolution == DoNotCall || o.Resolution == Deceased
}

// lateOutcome is the outcome of a callback that had ended before.
func (tx *Tx) lateOutcome(cb *Callback, outcome Outcome, m Message) (Applied, error) {
	if !outcome.lasting() {
		return ignored(cb, nil)
	}
	open, err := tx.openOf(cb.RecordID)
	switch {
	case err != nil:
		return Applied{}, err
	case outcome.Action == ActCallback && open != nil:
		return tx.moveTo(open, m)
	case outcome.Action == ActCallback:
		return tx.follow(cb, m)
	}
	end, _ := outcome.Resolution.ending()
	c := change{EventOutcome, m.actor(), outcome.Code, map[string]any{"outcome": outcome.Code}}
	if err := tx.save(cb, c, func(*Callback) {}); err != nil {
		return Applied{}, err
	}
	if open != nil {
		c.event = EventResolved
		return applied(open, tx.resolve(open, outcome.Resolution, c))
	}
	return applied(cb, tx.retire(cb.RecordID, outcome.Resolution, end.record))
}

// moveTo moves an open promise as a message asks.
func (tx *Tx) moveTo(open *Callback, m Message) (Applied, error) {
	b, err := tx.bookingOf(m)
	if err != nil {
		return Applied{}, err
	}
	if _, err := tx.amend(open, b); err != nil {
		return Applied{}, err
	}
	return tx.applied(m, open)
}

// correct applies another choice at the end of a call that made the next promise: another time, or an end after all, which holds
// while that promise waits untouched. That the donor must not be rung holds always.
func (tx *Tx) correct(known *Disposition, cb *Callback, attempt *Attempt, outcome Outcome, m Message) (Applied, error) {
	if outcome.Action == ActCallback {
		return tx.applySourceAgain(known, m)
	}
	if outcome.Action != ActResolve || m.TaskVersion <= known.TaskVersion {
		return ignored(cb, nil)
	}
	next, err := tx.get(known.CallbackID)
	if err != nil {
		return Applied{}, err
	}
	if !next.untouched() && !outcome.lasting() {
		return ignored(next, nil)
	}
	if err := tx.endAttempt(attempt, outcome.Code, m.Notes, m.OccurredAt); err != nil {
		return Applied{}, err
	}
	done, err := tx.applied(m, next)
	if err != nil {
		return Applied{}, err
	}
	if !next.Status.Open() {
		return tx.lateOutcome(next, outcome, m)
	}
	data := map[string]any{"outcome": outcome.Code, "call_task_sid": m.TaskSid}
	return done, tx.resolve(next, outcome.Resolution, change{EventResolved, m.actor(), outcome.Code, data})
}

// untouched says whether the promise still waits as it was made, so that the choice that made it may be corrected.
func (c *Callback) untouched() bool { return c.Status == Scheduled && !c.TaskOpen && c.Attempts == 0 }

// toldBefore is the first event of a call whose outcome was reported over the API, faster than the event. The promise made then is
// remembered under the call's Task, so that a later choice there finds it.
func (tx *Tx) toldBefore(cb *Callback, outcome Outcome, m Message) (Applied, error) {
	var next []Callback
	if outcome.Action == ActCallback {
		if err := tx.db.Where("chain_id = ? AND previous_id = ?", cb.ChainID, cb.ID).Order("id DESC").Limit(1).Find(&next).Error; err != nil {
			return Applied{}, fmt.Errorf("find next promise: %w", err)
		}
	}
	if len(next) == 0 {
		return ignored(cb, nil)
	}
	_, err := tx.applied(m, &next[0])
	return ignored(&next[0], err)
}
