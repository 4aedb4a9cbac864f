package hours

import (
	"slices"
	"time"
)

// Interval is a stretch of time between two instants: Start is inside, End is not. Both are in UTC.
type Interval struct {
	Start time.Time
	End   time.Time
}

// Contains says whether an instant is inside.
func (i Interval) Contains(at time.Time) bool { return !at.Before(i.Start) && at.Before(i.End) }

// merged sorts intervals and joins those that touch or overlap. It works in place.
func merged(list []Interval) []Interval {
	slices.SortFunc(list, func(a, b Interval) int { return a.Start.Compare(b.Start) })
	kept := list[:0]
	for _, next := range list {
		if last := len(kept) - 1; last >= 0 && !next.Start.After(kept[last].End) {
			kept[last].End = later(kept[last].End, next.End)
			continue
		}
		kept = append(kept, next)
	}
	return kept
}

// intersect is what lies in both of two merged lists.
func intersect(a, b []Interval) []Interval {
	var shared []Interval
	for i, j := 0, 0; i < len(a) && j < len(b); {
		start, end := later(a[i].Start, b[j].Start), earlier(a[i].End, b[j].End)
		if start.Before(end) {
			shared = append(shared, Interval{start, end})
		}
		if a[i].End.Before(b[j].End) {
			i++
		} else {
			j++
		}
	}
	return shared
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
