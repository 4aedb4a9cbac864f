package models

import (
	"fmt"
	"slices"
	"time"
)

const warnOwnerOffShift = "owner_off_shift" // the owner is not rostered then: the team is likely to ring

// maxShift bounds a shift: a day and a night of the wall clock, on the night on which clocks go back by two hours (Antarctica/Troll).
const maxShift = 26 * time.Hour

// checkShift warns when a promise's owner is not on shift when its window starts; of a promise that only the owner may keep it is an error.
// Where nothing is known of the owner's shifts at that time, nothing is said.
func (tx *Tx) checkShift(p *plan) error {
	if p.routing != ToAgent || p.worker == "" || p.start.IsZero() {
		return nil
	}
	d, err := tx.dutyOf(p.worker, p.start)
	if err != nil || !d.off(p.start) {
		return err
	}
	if !p.strict {
		p.warnings = append(p.warnings, warnOwnerOffShift)
		return nil
	}
	again := ""
	if loc, err := tx.store.zones.Load(p.zone); err == nil {
		again = fmt.Sprintf(", but again from %s (%s)", d.next(p.start).Time().In(loc).Format(offerLayout), p.zone)
	}
	return invalid(warnOwnerOffShift, "callback_request.agent_strict",
		"the owner is not on shift then%s; choose another time, or queue it to the team: routing team, or agent without agent_strict", again)
}

// duty is what is known of an agent's shifts.
type duty struct {
	first  Instant // the start of the first that was ever known
	shifts []Shift // by start; those that were over before the time of interest are left out
}

// dutyOf reads an agent's shifts that are not over at an instant.
func (tx *Tx) dutyOf(worker string, from Instant) (*duty, error) {
	var d duty
	var first []Instant
	if err := tx.db.Raw("SELECT starts_at FROM shifts WHERE worker_sid = ? ORDER BY starts_at LIMIT 1", worker).Scan(&first).Error; err != nil {
		return nil, fmt.Errorf("read shifts of owner: %w", err)
	}
	if len(first) == 0 {
		return nil, nil //nolint:nilnil // nothing is known of this agent: a nil duty says so
	}
	d.first = first[0]
	err := tx.db.Where("worker_sid = ? AND starts_at > ? AND ends_at > ?", worker, from.Add(-maxShift), from).Order("starts_at").Find(&d.shifts).Error
	if err != nil {
		return nil, fmt.Errorf("read shifts of owner: %w", err)
	}
	return &d, nil
}

// off says whether the agent's shifts are known around an instant, and it lies in none of them: before the first known shift, and after
// the last, nobody has said so.
func (d *duty) off(at Instant) bool {
	if d == nil || at.Before(d.first) {
		return false
	}
	on := func(s Shift) bool { return !at.Before(s.StartsAt) && at.Before(s.EndsAt) }
	ahead := func(s Shift) bool { return at.Before(s.StartsAt) }
	return !slices.ContainsFunc(d.shifts, on) && slices.ContainsFunc(d.shifts, ahead)
}

// next is the start of the next shift; there is one when the agent is off.
func (d *duty) next(at Instant) Instant {
	for _, s := range d.shifts {
		if at.Before(s.StartsAt) {
			return s.StartsAt
		}
	}
	return Instant{}
}
