package hours

import (
	"testing"
	"time"
)

// transition is one change of a zone's clocks: at an instant, from one offset in seconds to another.
type transition struct {
	at            time.Time
	before, after time.Duration
}

// transitions lists the changes of a zone's clocks between two years: days whose ends have different offsets, halved down to the
// second. It does not ask ZoneBounds, which the code under test uses.
func transitions(loc *time.Location, fromYear, toYear int) []transition {
	var list []transition
	offset := func(second int64) time.Duration {
		_, seconds := time.Unix(second, 0).In(loc).Zone()
		return time.Duration(seconds) * time.Second
	}
	until := time.Date(toYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	for day := time.Date(fromYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix(); day < until; day += daySeconds {
		before, after := offset(day), offset(day+daySeconds)
		if before == after {
			continue
		}
		low, high := day, day+daySeconds
		for low+1 < high {
			if middle := (low + high) / 2; offset(middle) == before {
				low = middle
			} else {
				high = middle
			}
		}
		list = append(list, transition{time.Unix(high, 0).UTC(), before, after})
	}
	return list
}

// TestProjectEveryTransition takes every change of the clocks of every zone from 2024 to 2040. Zones that are links to each other
// have the same bytes and are walked through once.
func TestProjectEveryTransition(t *testing.T) {
	t.Parallel()
	z := zones(t)
	seen := map[uint32]bool{}
	changes := 0
	for _, name := range z.Names() {
		if seen[z.files[name].CRC32] {
			continue
		}
		seen[z.files[name].CRC32] = true
		loc, err := z.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range transitions(loc, 2024, 2041) {
			changes++
			checkEdges(t, loc, change)
			checkOrder(t, loc, change)
		}
		for _, year := range []int{2024, 2028, 2040} { // leap years: see steadyUntil
			at := time.Date(year, time.December, 31, 12, 0, 0, 0, time.UTC)
			_, offset := at.In(loc).Zone()
			same := time.Duration(offset) * time.Second
			checkOrder(t, loc, transition{at.Add(-12 * time.Hour), same, same})
			checkOrder(t, loc, transition{at.Add(12 * time.Hour), same, same})
		}
	}
	if len(seen) < 300 || changes < 3000 {
		t.Errorf("%d zones with %d changes were seen: is the database whole?", len(seen), changes)
	}
}

// checkEdges holds the rule at the seconds around a change: nothing in a gap but the instant after it, the earlier of two.
func checkEdges(t *testing.T, loc *time.Location, change transition) {
	t.Helper()
	last, first := change.at.Add(change.before), change.at.Add(change.after) // what the clock ends on, and what it goes on with
	expect := func(wall, want time.Time, adjusted Adjustment) {
		t.Helper()
		if got, how := Project(wall, loc); !got.Equal(want) || how != adjusted {
			t.Errorf("%s in %s = %s %q, want %s %q", wall.Format(WallLayout), loc, got, how, want, adjusted)
		}
	}
	expect(earlier(last, first).Add(-time.Second), earlier(last, first).Add(-time.Second-change.before), None)
	expect(later(last, first), later(last, first).Add(-change.after), None)
	for _, wall := range []time.Time{earlier(last, first), earlier(last, first).Add(first.Sub(last).Abs() / 2), later(last, first).Add(-time.Second)} {
		switch {
		case last.Before(first):
			expect(wall, change.at, Gap)
		case first.Before(last):
			expect(wall, wall.Add(-change.before), Overlap)
		}
	}
}

// checkOrder goes through six hours of wall times in steps of ten minutes: every one has an instant, that instant shows the wall time
// unless it fell into a gap, and later wall times are later instants.
func checkOrder(t *testing.T, loc *time.Location, change transition) {
	t.Helper()
	middle := change.at.Add(change.before)
	var previous time.Time
	for wall := middle.Add(-3 * time.Hour); wall.Before(middle.Add(3 * time.Hour)); wall = wall.Add(10 * time.Minute) {
		at, how := Project(wall, loc)
		if shown := at.In(loc).Format(WallLayout); how != Gap && shown != wall.Format(WallLayout) {
			t.Errorf("%s in %s was projected to an instant that shows %s", wall.Format(WallLayout), loc, shown)
		}
		if at.Before(previous) {
			t.Errorf("%s in %s is earlier than the wall time before it", wall.Format(WallLayout), loc)
		}
		previous = at
	}
}
