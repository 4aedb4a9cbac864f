package hours

import "time"

// Rolling periods of caps.
const (
	hours24 = 24 * time.Hour
	days30  = 30 * hours24
)

// capFree is the earliest instant at or after one at which a cap allows one more dial, were there no other rule.
func (g *gate) capFree(limit Cap, at time.Time) time.Time {
	for {
		counted := g.counted(limit, at)
		if len(counted) < limit.Max {
			return at
		}
		if limit.Per == PerDay {
			at = DateOf(at.In(g.Loc)).plus(1).startsAt(g.Loc)
			continue
		}
		at = counted[len(counted)-limit.Max].At.Add(limit.period()) // when the dial that makes it one too many drops out
	}
}

// counted are the dials that count towards a cap at an instant, oldest first. A dial drops out of a rolling period exactly when the
// period has passed since it.
func (g *gate) counted(limit Cap, at time.Time) []Dial {
	var counted []Dial
	today := DateOf(at.In(g.Loc))
	for _, dial := range g.Attempts {
		if limit.Scope == PerNumber && !dial.SameNumber || limit.Scope == PerRecord && !dial.SameRecord {
			continue
		}
		if limit.Per == PerDay && DateOf(dial.At.In(g.Loc)) == today || limit.Per != PerDay && limit.reaches(dial.At, at) {
			counted = append(counted, dial)
		}
	}
	return counted
}

func (c Cap) period() time.Duration {
	if c.Per == Per30Days {
		return days30
	}
	return hours24
}

func (c Cap) reaches(dial, at time.Time) bool {
	return !dial.After(at) && at.Before(dial.Add(c.period()))
}

// coolOff is the earliest instant at or after one at which a refusal no longer forbids the call: whole days of the donor's calendar
// must have passed, the day of the refusal not counted.
func (g *gate) coolOff(set *Set, at time.Time) time.Time {
	if set.RefusalCoolOff == 0 || g.RefusedAt.IsZero() || at.Before(g.RefusedAt) {
		return at
	}
	over := DateOf(g.RefusedAt.In(g.Loc)).plus(set.RefusalCoolOff + 1).startsAt(g.Loc)
	return later(at, over)
}
