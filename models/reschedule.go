package models

import (
	"cmp"
	"context"

	"github.com/ringback/ringback/models/hours"
)

// Rescheduling is what is to be changed of a promise. LocalTime is required; what else is empty stays as it is.
type Rescheduling struct {
	CallbackRequest        // its AgentStrict says nothing here
	Strict          *bool  // the owner only
	Approver        string // the manager who approves an override, in whose name this is asked; empty: nobody
}

// Reschedule moves a promise, as the donor's latest wish: through the same gate, slots and shifts as a booking. Another window is another
// promise, and the ledger says what became of the one before. A Task that TaskRouter has of it is closed. One that an agent has is
// ErrWithAgent; one that has ended is a TransitionError.
func (s *Store) Reschedule(ctx context.Context, id string, r Rescheduling, by Asked) (*Callback, error) {
	return s.withCallback(ctx, "reschedule callback", id, func(tx *Tx, cb *Callback) error { return tx.reschedule(cb, r, by) })
}

func (tx *Tx) reschedule(cb *Callback, r Rescheduling, by Asked) error {
	if err := by.mayChange(cb, Scheduled); err != nil {
		return err
	}
	b, err := r.booking(cb, by)
	if err != nil {
		return err
	}
	_, err = tx.amend(cb, b)
	return err
}

// booking fills in what a rescheduling does not say from the promise as it is.
func (r Rescheduling) booking(cb *Callback, by Asked) (Booking, error) {
	to, err := Reassignment{r.Routing, r.Team, r.WorkerSid, r.Strict}.beside(cb)
	if err != nil {
		return Booking{}, err
	}
	b := Booking{CallbackRequest: r.CallbackRequest, Source: SourceAPI, Actor: by.Actor, Approver: r.Approver}
	b.Routing, b.Team, b.WorkerSid, b.AgentStrict = to.Routing, to.Team, to.WorkerSid, *to.Strict
	b.Timezone = cmp.Or(b.Timezone, cb.Timezone)
	b.Reason, b.Notes = cmp.Or(b.Reason, cb.Reason), cmp.Or(b.Notes, cb.Notes)
	if b.WindowMinutes == nil {
		minutes := cb.WindowMinutes
		b.WindowMinutes = &minutes
	}
	if o := cb.Override.V; o != nil && b.Override == nil && b.saysWindowOf(cb) {
		b.Override = &OverrideRequest{RequestedBy: o.RequestedBy, CapturedVia: o.CapturedVia, Wording: o.Wording, RecordingSid: o.RecordingSid}
		b.Approver = o.ApprovedBy
	}
	return b, nil
}

// saysWindowOf says whether a booking asks for the window that a callback has: a permission to ring then goes on.
func (b Booking) saysWindowOf(cb *Callback) bool {
	wall, err := hours.ParseWall(b.LocalTime)
	return err == nil && wall.Format(hours.WallLayout) == cb.LocalTime && b.Timezone == cb.Timezone && *b.WindowMinutes == cb.WindowMinutes
}
