package models

import (
	"cmp"
	"fmt"
)

// applyWelcome applies a welcome call, and keeps the answer that its sender gets each time it sends it.
func (tx *Tx) applyWelcome(m Message) (Applied, error) {
	w, err := welcomeOf(m)
	if err != nil {
		return Applied{}, err
	}
	known, err := tx.welcomeBooked(w)
	if err != nil {
		return Applied{}, err
	}
	var done Applied
	switch {
	case w.Type == WelcomeRequested:
		done, err = tx.requestWelcome(known, w, m)
	case known == nil:
		return Applied{}, fmt.Errorf("reference %s: %w", cut(w.Reference, 40), ErrNotFound)
	case w.Type == WelcomeRescheduled:
		done, err = tx.rescheduleWelcome(known, w, m)
	default:
		done, err = tx.cancelWelcome(known, w)
	}
	if err != nil {
		return Applied{}, err
	}
	return done, tx.keepAnswer(m.DedupeKey, answerOf(done.Callback))
}

// requestWelcome makes the promise of a reference. The same request again changes nothing, whatever became of the promise but a
// cancellation; another request for a promise that is open moves it, since the donor's latest wish holds.
func (tx *Tx) requestWelcome(known *WelcomeBooking, w WelcomeCall, m Message) (Applied, error) {
	digest, err := wishDigest(m)
	if err != nil {
		return Applied{}, err
	}
	if known != nil {
		cb, err := tx.welcomePromise(known)
		switch {
		case err != nil:
			return Applied{}, err
		case known.Digest == digest && cb.Status != Cancelled:
			return ignored(cb, nil)
		case cb.Status.Open():
			if err := tx.amendWelcome(cb, w.booking(m)); err != nil {
				return Applied{}, err
			}
			return applied(cb, tx.nameWelcome(known, w, cb, digest))
		}
	}
	return tx.bookWelcome(known, w, m, digest)
}

// bookWelcome makes a promise, or moves the one that its donor has open: their latest wish holds.
func (tx *Tx) bookWelcome(known *WelcomeBooking, w WelcomeCall, m Message, digest string) (Applied, error) {
	b := w.booking(m)
	rec, warnings, err := tx.bookingRecord(&b)
	if err != nil {
		return Applied{}, err
	}
	// Whoever had the record's row while we waited for it may have been the same request.
	if now, err := tx.welcomeBooked(w); err != nil || known == nil && now != nil {
		return Applied{}, cmp.Or(err, ErrStale)
	}
	cb, err := tx.openOf(rec.ID)
	if err != nil {
		return Applied{}, err
	}
	if cb != nil {
		err = tx.amendWelcome(cb, b)
	} else {
		cb, err = tx.insert(b, rec, warnings, nil)
	}
	if err != nil {
		return Applied{}, err
	}
	return applied(cb, tx.nameWelcome(known, w, cb, digest))
}

// amendWelcome moves an open promise. One that an agent has stays: the outcome of that call decides.
func (tx *Tx) amendWelcome(cb *Callback, b Booking) error {
	if cb.Status == Assigned {
		return ErrWithAgent
	}
	_, err := tx.amend(cb, b)
	return err
}

// rescheduleWelcome moves the promise of a reference. What the event does not say stays as it was.
func (tx *Tx) rescheduleWelcome(known *WelcomeBooking, w WelcomeCall, m Message) (Applied, error) {
	cb, err := tx.welcomePromise(known)
	if err != nil {
		return Applied{}, err
	}
	if !cb.Status.Open() {
		return Applied{}, welcomeEnded(cb)
	}
	return applied(cb, tx.amendWelcome(cb, w.booking(m).filledFrom(cb)))
}

func welcomeEnded(cb *Callback) error {
	return invalid("callback_closed", "reference", "the promise of this reference has ended (%s): request another", cb.Resolution)
}

// filledFrom is a booking with what it does not say itself as it is promised.
func (b Booking) filledFrom(cb *Callback) Booking {
	b = b.carrying(cb)
	b.Timezone = cmp.Or(b.Timezone, b.Record.Timezone, cb.Timezone)
	if b.WindowMinutes == nil {
		minutes := cb.WindowMinutes
		b.WindowMinutes = &minutes
	}
	if b.Routing == "" {
		b.Routing, b.AgentStrict, b.WorkerSid = cb.Routing, cb.AgentStrict, cmp.Or(b.WorkerSid, cb.WorkerSid)
	}
	b.Reason, b.Notes = cmp.Or(b.Reason, cb.Reason), cmp.Or(b.Notes, cb.Notes)
	if b.Fundraiser == (Fundraiser{}) {
		b.Fundraiser = Fundraiser{cb.FundraiserCode, cb.FundraiserTeam}
	}
	return b
}

// cancelWelcome ends the promise of a reference. One that has ended is called off already.
func (tx *Tx) cancelWelcome(known *WelcomeBooking, w WelcomeCall) (Applied, error) {
	cb, err := tx.welcomePromise(known)
	switch {
	case err != nil:
		return Applied{}, err
	case !cb.Status.Open():
		return ignored(cb, nil)
	case cb.Status == Assigned:
		return Applied{}, ErrWithAgent
	}
	return applied(cb, tx.resolve(cb, DonorCancelled, change{event: EventResolved, actor: welcomeActor(w), reason: "the sender of the welcome call called it off"}))
}
