package hours

import (
	"cmp"
	"slices"
	"time"
)

// Retry asks when a donor who was not reached may be tried again.
type Retry struct {
	// Rules are the hours, caps and override that bind the next try. Its At and Now are set from After.
	Rules Question
	After time.Time     // the try that failed
	Delay time.Duration // wait at least so long after it
	// Days, when over 0, asks for the donor's calendar day so many days after After's instead, at whichever hour suits best; Delay
	// still holds.
	Days int
	// Within is how much later than the earliest instant the try may be for the sake of a better hour. 0 takes the earliest; with Days
	// it is the rest of that day.
	Within time.Duration

	Tried         map[DayPart]int // dials so far by part of the donor's day
	AnsweredHours []int           // hours of the donor's clock, 0 to 23, in which this donor has answered before
}

// NextTry returns the instant of the next try, in UTC: of the quarter hours within reach that the rules allow, one at an hour in which
// the donor answered before, else one in the part of the day tried least, else the earliest. When the reach holds nothing that is
// allowed, the first allowed instant after it. False: there is none within the horizon, or the record may never be rung.
func NextTry(r Retry) (time.Time, bool) {
	earliest, within := r.reach()
	r.Rules.At, r.Rules.Now = earliest, earliest
	g := newGate(r.Rules)
	first, ok := g.next(earliest)
	if !ok || within <= 0 {
		return first, ok
	}
	candidates := g.allowed(first, earliest.Add(within))
	if len(candidates) == 0 {
		return first, true
	}
	return slices.MinFunc(candidates, func(a, b time.Time) int {
		return cmp.Or(cmp.Compare(r.unanswered(a), r.unanswered(b)), cmp.Compare(r.triedAt(a), r.triedAt(b)), a.Compare(b))
	}), true
}

// reach is the earliest instant of the next try and how much later it may be.
func (r Retry) reach() (time.Time, time.Duration) {
	earliest := r.After.Add(r.Delay)
	if r.Days <= 0 {
		return earliest, r.Within
	}
	day := DateOf(r.After.In(r.loc())).plus(r.Days)
	earliest = later(earliest, day.startsAt(r.loc()))
	if r.Within > 0 {
		return earliest, r.Within
	}
	return earliest, day.plus(1).startsAt(r.loc()).Sub(earliest)
}

func (r Retry) loc() *time.Location { return cmp.Or(r.Rules.Loc, time.UTC) }

func (r Retry) unanswered(at time.Time) int {
	if slices.Contains(r.AnsweredHours, at.In(r.loc()).Hour()) {
		return 0
	}
	return 1
}

func (r Retry) triedAt(at time.Time) int { return r.Tried[DayPartOf(at, r.loc())] }

// allowed lists the first allowed instant and the quarter hours after it, up to an instant, at which the call is allowed.
func (g *gate) allowed(first, until time.Time) []time.Time {
	var found []time.Time
	if first.Before(until) {
		found = append(found, first)
	}
	for _, at := range gridIn([]Interval{{first.Add(1), until}}, g.Loc, Step) {
		if g.allows(at) {
			found = append(found, at)
		}
	}
	return found
}

// allows says what Judge does, without the reasons.
func (g *gate) allows(at time.Time) bool {
	lifted := g.Override.holds(at)
	if g.final() || g.free(at, lifted).After(at) {
		return false
	}
	return !slices.ContainsFunc(g.rules, func(r rule) bool {
		return !r.openAt(at, g.Loc) && (!lifted || !g.Override.lifts(r))
	})
}
