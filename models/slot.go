package models

import (
	"math"
	"time"
)

// slotLength is the length of a slot: a quarter hour on the UTC grid. The offset of every zone in use is a multiple of it, so that slots
// begin on the quarter hours of every donor's clock.
const slotLength = 15 * time.Minute

// slotOf is the start of the slot in which an instant lies.
func slotOf(at Instant) Instant { return At(at.Time().Truncate(slotLength)) }

// Slot is a quarter hour of a team, and how much of it is promised. An open callback takes a place in the slot in which its window starts.
type Slot struct {
	StartsAt Instant
	Promised int  // open callbacks whose windows start in it
	Capacity *int // how many can be kept; nil: no limit is set, or nobody knows yet who is rostered
	Limit    *int // how many are taken at most: the capacity and the overbooking; nil with it
}

// EndsAt is where the next slot begins.
func (s Slot) EndsAt() Instant { return s.StartsAt.Add(slotLength) }

// Full says whether no further promise is taken.
func (s Slot) Full() bool { return s.Limit != nil && s.Promised >= *s.Limit }

// overbooked says whether one more promise would be over the capacity.
func (s Slot) overbooked() bool { return s.Capacity != nil && s.Promised >= *s.Capacity }

// slotRule says how many promises a slot takes.
type slotRule struct {
	fixed    int     // promises; 0: by perAgent
	perAgent float64 // promises per rostered agent; 0: no limit but fixed
	overbook int     // percent over the capacity
}

func (r slotRule) none() bool { return r.fixed <= 0 && r.perAgent <= 0 }

// set gives a slot its capacity and limit. rostered is the number of agents on duty, and known whether anybody has said so.
func (r slotRule) set(s *Slot, rostered int, known bool) {
	capacity := r.fixed
	if r.fixed <= 0 {
		if r.perAgent <= 0 || !known {
			return
		}
		capacity = rounded(r.perAgent * float64(rostered))
	}
	limit := (capacity*(100+max(r.overbook, 0)) + 99) / 100
	s.Capacity, s.Limit = &capacity, &limit
}

// rounded rounds down what is meant to be a decimal fraction: 0.29 promises of 100 agents are 29, though binary fractions make 28.99... of it.
func rounded(promises float64) int {
	const noise = 1e-9
	return int(math.Min(math.Floor(promises+noise), math.MaxInt32))
}

func (t Team) slotRule() slotRule { return slotRule{t.SlotCapacity, t.SlotPerAgent, t.SlotOverbook} }

// ownerRule is what one agent of the team can keep in a slot: one promise at least, where the team counts by agents.
func (t Team) ownerRule() slotRule {
	if t.SlotPerAgent <= 0 {
		return slotRule{}
	}
	return slotRule{fixed: max(1, rounded(t.SlotPerAgent)), overbook: t.SlotOverbook}
}
