package hours

import (
	"cmp"
	"slices"
	"time"
)

// Judge says whether a record may be rung at an instant, every reason why not, and the next instant at which it may. It is the one gate
// that every path asks: when a promise is made, when it is due, and when somebody dials by hand.
//
// An override lifts the hours and the caps of policy, and the hours of law where the set's ConsentLifts says so; never the caps of law,
// a refusal's cool-off, do-not-call, death or erasure.
func Judge(q Question) Verdict {
	g := newGate(q)
	v := Verdict{Reasons: g.reasons()}
	v.Allowed = !slices.ContainsFunc(v.Reasons, func(r Reason) bool { return r.LiftedBy == "" })
	if v.Allowed && len(v.Reasons) > 0 {
		v.OverrideUsed = g.Override.ID
	}
	if next, ok := g.next(later(q.At, q.Now)); ok {
		v.NextAllowedAt = next
	}
	return v
}

// AllowedUntil returns the first instant after q.At from which the hours no longer allow the call, an override that lifts them now
// counted in, and false when they do not allow it at q.At. Caps are left out: they change with dials, not with time alone. Hours that
// go on for longer than OpenEnded are said to end after OpenEnded.
func AllowedUntil(q Question) (time.Time, bool) {
	g := newGate(q)
	if g.final() {
		return time.Time{}, false
	}
	until, open := g.hours(false).until(g.At)
	if !g.Override.holds(g.At) {
		return until, open
	}
	lifted, ok := g.hours(true).until(g.At)
	if ok && g.Override.ExpiresAt.Before(lifted) {
		lifted = g.Override.ExpiresAt
	}
	return later(until, lifted), open || ok
}

// hours are the hours that bind, with those left out that the override lifts when lifted.
func (g *gate) hours(lifted bool) schedule {
	hours := schedule{loc: g.Loc}
	for _, r := range g.rules {
		if !lifted || !g.Override.lifts(r) {
			hours.almanacs = append(hours.almanacs, r.almanac)
		}
	}
	return hours
}

// gate is a question made ready: its dials in order, its sets with their almanacs. It belongs to one call.
type gate struct {
	Question
	rules []rule
}

// rule is one set and the list it came from.
type rule struct {
	almanac
	legal bool
}

func newGate(q Question) *gate {
	g := &gate{Question: q}
	if g.Loc == nil {
		g.Loc = time.UTC
	}
	for i := range q.Legal {
		g.rules = append(g.rules, rule{newAlmanac(&q.Legal[i]), true})
	}
	for i := range q.Policy {
		g.rules = append(g.rules, rule{newAlmanac(&q.Policy[i]), false})
	}
	g.Attempts = slices.Clone(q.Attempts)
	slices.SortFunc(g.Attempts, func(a, b Dial) int { return a.At.Compare(b.At) })
	for _, dial := range g.Attempts {
		if dial.Outcome == OutcomeRefused {
			g.RefusedAt = later(g.RefusedAt, dial.At)
		}
	}
	return g
}

func (g *gate) final() bool { return g.DoNotCall || g.Deceased || g.Erased }

// next is the first instant at or after from at which the call is allowed. The time ahead is cut where the override begins and ends:
// in each leg the rules that bind stay the same.
func (g *gate) next(from time.Time) (time.Time, bool) {
	if g.final() {
		return time.Time{}, false
	}
	limit := from.Add(cmp.Or(g.Horizon, DefaultHorizon))
	for start := from; start.Before(limit); {
		end := limit
		if g.Override != nil {
			for _, cut := range []time.Time{g.Override.From, g.Override.ExpiresAt} {
				if cut.After(start) {
					end = earlier(end, cut)
				}
			}
		}
		if at, ok := g.search(start, end, g.Override.holds(start)); ok {
			return at.UTC(), true
		}
		start = end
	}
	return time.Time{}, false
}

// search finds the first instant at which all the rules of a leg are content. Each of them says the earliest instant at or after a
// given one that suits it; going from one to the next until nobody moves it gives the earliest that suits all.
func (g *gate) search(at, limit time.Time, lifted bool) (time.Time, bool) {
	hours := g.hours(lifted)
	for {
		free := g.free(at, lifted)
		open, ok := hours.next(free, limit)
		if !ok || open.Equal(at) {
			return open, ok
		}
		at = open
	}
}

// free is the earliest instant at or after one at which each cap and the cool-off, taken alone, would allow the call.
func (g *gate) free(at time.Time, lifted bool) time.Time {
	free := at
	for _, r := range g.rules {
		if r.legal || !lifted {
			for _, limit := range r.set.Caps {
				free = later(free, g.capFree(limit, at))
			}
		}
		free = later(free, g.coolOff(r.set, at))
	}
	return free
}
