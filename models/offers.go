package models

import (
	"time"

	"github.com/ringback/ringback/models/hours"
)

// offers are three times near a wish that can be booked as they are: in the hours that hold, where a place is free, and first those of
// the donor's standing wish. A donor who may never be rung is offered none.
func (tx *Tx) offers(rec *Record, p plan, q hours.Question) ([]Alternative, error) {
	zone, err := tx.store.zones.Load(p.zone)
	if err != nil || p.zone == "" || q.DoNotCall || q.Deceased || q.Erased {
		return nil, nil //nolint:nilerr // that the zone is unknown was told as a problem
	}
	if p.minutes < MinWindowMinutes || p.minutes > MaxWindowMinutes {
		p.minutes = tx.store.policy.WindowMinutes
	}
	q.Override = nil // it is for the hour that was wished
	slots := tx.slotBook(p)
	taken := func(start time.Time) bool {
		if _, sayable := saidAs(start, zone); !sayable {
			return true
		}
		return slots.full(start) || q.Counts() && !judgedAt(q, start).Allowed
	}
	at := p.start.Time()
	if p.start.IsZero() {
		at = tx.now.Time()
	}
	starts := hours.Suggest(hours.Wish{Sets: append(append([]hours.Set{}, q.Legal...), q.Policy...), Loc: q.Loc, At: at, Now: tx.now.Time(),
		Until: tx.now.Add(tx.store.policy.MaxAhead).Time(), Window: time.Duration(p.minutes) * time.Minute, Step: p.step,
		Standing: rec.Preference.V, StandingLoc: tx.preferenceZone(rec.Preference.V, q.Loc), Taken: taken})
	list := make([]Alternative, len(starts))
	for i, start := range starts {
		list[i] = Alternative{LocalTime: start.In(zone).Format(offerLayout), Timezone: p.zone, WindowMinutes: p.minutes, Start: At(start)}
	}
	return list, slots.err()
}

// offerLayout is how an offered start is written: offers are on the quarter hour.
const offerLayout = "2006-01-02T15:04"

func judgedAt(q hours.Question, at time.Time) hours.Verdict {
	q.At = at
	return hours.Judge(q)
}

// preferenceZone is the clock in which a standing wish was said.
func (tx *Tx) preferenceZone(wish *hours.Preference, loc *time.Location) *time.Location {
	if wish == nil || wish.Zone == "" {
		return loc
	}
	if said, err := tx.store.zones.Load(wish.Zone); err == nil {
		return said
	}
	return loc
}
