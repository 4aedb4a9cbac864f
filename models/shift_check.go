package models

import (
	"fmt"
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
	off, err := tx.offShift(p.worker, p.start)
	if err != nil || !off {
		return err
	}
	if !p.strict {
		p.warnings = append(p.warnings, warnOwnerOffShift)
		return nil
	}
	next, err := tx.nextShift(p.worker, p.start)
	if err != nil {
		return err
	}
	return invalid(warnOwnerOffShift, "callback_request.agent_strict",
		"the owner is not on shift then%s; choose another time, or queue it to the team: routing team, or agent without agent_strict", tx.inZone(next, p.zone))
}

// offShift says whether an agent's shifts are known around an instant, and it lies in none of them.
func (tx *Tx) offShift(worker string, at Instant) (bool, error) {
	const some = "EXISTS (SELECT 1 FROM shifts WHERE worker_sid = @worker AND "
	var found []struct{ OnShift, KnownBefore, KnownAfter bool }
	err := tx.db.Raw("SELECT "+some+"starts_at <= @at AND starts_at > @since AND ends_at > @at) AS on_shift, "+
		some+"starts_at <= @at) AS known_before, "+some+"starts_at > @since AND ends_at > @at) AS known_after",
		map[string]any{"worker": worker, "at": at, "since": at.Add(-maxShift)}).Scan(&found).Error
	if err != nil {
		return false, fmt.Errorf("read shifts of owner: %w", err)
	}
	return found[0].KnownBefore && found[0].KnownAfter && !found[0].OnShift, nil
}

// nextShift is when an agent's next shift begins; none when no more are known.
func (tx *Tx) nextShift(worker string, at Instant) (Instant, error) {
	var next []Instant
	err := tx.db.Raw("SELECT starts_at FROM shifts WHERE worker_sid = ? AND starts_at > ? ORDER BY starts_at LIMIT 1", worker, at).Scan(&next).Error
	if err != nil {
		return Instant{}, fmt.Errorf("read next shift: %w", err)
	}
	if len(next) == 0 {
		return Instant{}, nil
	}
	return next[0], nil
}

// inZone tells the start of a shift on the donor's clock.
func (tx *Tx) inZone(at Instant, zone string) string {
	loc, err := tx.store.zones.Load(zone)
	if at.IsZero() || err != nil {
		return ""
	}
	return fmt.Sprintf(", but again from %s (%s)", at.Time().In(loc).Format(offerLayout), zone)
}
