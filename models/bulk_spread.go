package models

import (
	"errors"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// MaxSpread is the longest stretch over which callbacks are spread.
const MaxSpread = 31 * 24 * time.Hour

// moveBy moves a promise by minutes on its donor's clock: a day later is the same hour, whatever clocks do that night.
func (tx *Tx) moveBy(cb *Callback, b Bulk, by Asked) error {
	wall, err := hours.ParseWall(cb.LocalTime)
	if err != nil {
		return wrapped("read local time of "+cb.ID, err)
	}
	local := wall.Add(time.Duration(b.Minutes) * time.Minute).Format(hours.WallLayout)
	return tx.reschedule(cb, Rescheduling{CallbackRequest: CallbackRequest{LocalTime: local}, Approver: b.Approver}, by)
}

// spread moves a promise, the n-th of all, to its part of a stretch of quarter hours, or to the next one at which its donor may be rung and a
// place is free. Each quarter hour gets as many as any other, give or take what cannot be had.
func (tx *Tx) spread(cb *Callback, b Bulk, n, all int, by Asked) error {
	if err := by.mayChange(cb, Scheduled); err != nil {
		return err
	}
	zone, err := tx.store.zones.Load(cb.Timezone)
	if err != nil {
		return unknownZone("callback_request.timezone", cb.Timezone)
	}
	free, err := tx.freeFor(cb)
	if err != nil {
		return err
	}
	first := slotOf(b.From.Add(slotLength - time.Millisecond))
	slots := max(1, int(b.To.Sub(first)/slotLength))
	for i := range slots {
		start := first.Add(time.Duration((n*slots/all+i)%slots) * slotLength)
		local, sayable := saidAs(start.Time(), zone)
		if !sayable || start.Before(tx.now) || !free(start) {
			continue
		}
		err := tx.reschedule(cb, Rescheduling{CallbackRequest: CallbackRequest{LocalTime: local}, Approver: b.Approver}, by)
		var bad *InvalidError
		if errors.As(err, &bad) && bad.Code() == "slot_full" {
			continue // somebody was faster
		}
		return err
	}
	return invalid("slot_full", "from", "no quarter hour of that stretch is free and allowed for this donor: give a longer one")
}

// freeFor says at which instants a promise may start: its donor may be rung then, and a place is free.
func (tx *Tx) freeFor(cb *Callback) (func(Instant) bool, error) {
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return nil, err
	}
	about := cb.asked(rec)
	about.override = nil // it is for the window it was given for
	q, err := tx.question(about)
	if err != nil {
		return nil, err
	}
	book := tx.slotBook(plan{team: cb.Team, routing: cb.Routing, worker: cb.WorkerSid, strict: cb.AgentStrict})
	return func(start Instant) bool {
		own := slotOf(cb.WindowStart) == start
		return (own || !book.full(start.Time())) && judgedAt(q, start.Time()).Allowed
	}, book.err()
}

// saidAs is an instant on a donor's clock, and whether that wall time means this instant: in the second pass of an hour that happens twice
// it means the first.
func saidAs(start time.Time, zone *time.Location) (string, bool) {
	local := start.In(zone).Format(offerLayout)
	wall, err := hours.ParseWall(local)
	if err != nil {
		return "", false
	}
	said, _ := hours.Project(wall, zone)
	return local, said.Equal(start)
}
