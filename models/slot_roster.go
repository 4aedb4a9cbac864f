package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"
)

// roster is how many agents of a team are on duty when each slot of a stretch begins. A nil roster knows of nobody.
type roster struct {
	onDuty []int
	from   Instant // of the stretch
	first  Instant // what is known begins here; none: nothing is known
	last   Instant // and ends here
}

// at returns who is on duty in a slot of the stretch, and whether anybody has said so: before the first known shift, and after the last,
// nobody has.
func (r *roster) at(slot int) (rostered int, known bool) {
	if r == nil || r.first.IsZero() {
		return 0, false
	}
	start := r.from.Add(time.Duration(slot) * slotLength)
	return r.onDuty[slot], !start.Before(r.first) && start.Before(r.last)
}

// teamRoster reads the shifts of a team that reach into a stretch of slots.
func teamRoster(db *gorm.DB, team string, from, to Instant) (*roster, error) {
	r := &roster{onDuty: make([]int, to.Sub(from)/slotLength), from: from}
	var known []struct{ KnownFrom, KnownTo Instant }
	// No shift is longer than maxShift, so that the last end is one of those that began last.
	err := db.Raw("SELECT (SELECT MIN(starts_at) FROM shifts WHERE team = @team) AS known_from, (SELECT MAX(ends_at) FROM shifts WHERE team = @team"+
		" AND starts_at >= (SELECT MAX(starts_at) FROM shifts WHERE team = @team) - @longest) AS known_to",
		map[string]any{"team": team, "longest": maxShift.Milliseconds()}).Scan(&known).Error
	if err != nil {
		return nil, fmt.Errorf("read roster: %w", err)
	}
	r.first, r.last = known[0].KnownFrom, known[0].KnownTo
	var shifts []Shift
	err = db.Where("team = ? AND starts_at > ? AND starts_at < ? AND ends_at > ?", team, from.Add(-maxShift), to, from).
		Order("worker_sid, starts_at").Find(&shifts).Error
	if err != nil {
		return nil, fmt.Errorf("read roster: %w", err)
	}
	r.count(shifts)
	return r, nil
}

// count adds up shifts, ordered by agent and start. An agent whose shifts overlap is one agent.
func (r *roster) count(shifts []Shift) {
	var worker string
	var counted Instant // up to here the agent's earlier shifts were counted
	for _, shift := range shifts {
		if shift.WorkerSid != worker {
			worker, counted = shift.WorkerSid, Instant{}
		}
		start := later(shift.StartsAt, counted)
		for i := max(0, slotsUntil(start.Sub(r.from))); i < min(len(r.onDuty), slotsUntil(shift.EndsAt.Sub(r.from))); i++ {
			r.onDuty[i]++
		}
		counted = later(counted, shift.EndsAt)
	}
}

// slotsUntil is how many slots begin in so much time: the number of the first slot at or after it.
func slotsUntil(d time.Duration) int { return int((d + slotLength - 1) / slotLength) }
