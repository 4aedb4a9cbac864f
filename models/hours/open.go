package hours

import "time"

// Open returns the times between two instants at which every set is open, merged, in order, half-open. No sets: all of it.
//
// An instant is open exactly when what the donor's clock shows at it lies in a span of that day. So where the clocks go forward, the
// part of a span that falls into the gap does not happen; where they go back, both passes of a wall time are open, or neither is. A
// promise made for "08:00 to 21:00" means what the donor reads on the wall, whatever the zone did that night.
func Open(sets []Set, loc *time.Location, from, to time.Time) []Interval {
	return newSchedule(sets, loc).open(from, to)
}

// NextOpen returns the first instant at or after at, and before limit, at which every set is open. False: there is none.
func NextOpen(sets []Set, loc *time.Location, at, limit time.Time) (time.Time, bool) {
	return newSchedule(sets, loc).next(at, limit)
}

// OpenUntil returns the instant at which the hours that hold at an instant end, and false when one of the sets is closed then. Hours
// that go on for longer than OpenEnded are said to end after OpenEnded.
func OpenUntil(sets []Set, loc *time.Location, at time.Time) (time.Time, bool) {
	return newSchedule(sets, loc).until(at)
}

// OpenEnded is how far ahead OpenUntil looks: no Task waits that long.
const OpenEnded = 31 * 24 * time.Hour

// The schedule is worked out in pieces, since most answers lie in the next two days and some a year ahead.
const (
	firstPiece = 48 * time.Hour
	piecesGrow = 2
	lastPiece  = 64 * 24 * time.Hour
)

// schedule is the intersection of several sets in one zone. It belongs to one call.
type schedule struct {
	almanacs []almanac
	loc      *time.Location
}

func newSchedule(sets []Set, loc *time.Location) schedule {
	s := schedule{almanacs: make([]almanac, 0, len(sets)), loc: loc}
	for i := range sets {
		s.almanacs = append(s.almanacs, newAlmanac(&sets[i]))
	}
	return s
}

func (s schedule) open(from, to time.Time) []Interval {
	if !from.Before(to) {
		return nil
	}
	common := []Interval{{from.UTC(), to.UTC()}}
	for _, a := range s.almanacs {
		if common = intersect(common, a.open(s.loc, from, to)); len(common) == 0 {
			break
		}
	}
	return common
}

func (s schedule) next(at, limit time.Time) (time.Time, bool) {
	for piece := firstPiece; at.Before(limit); piece = min(piece*piecesGrow, lastPiece) {
		end := earlier(at.Add(piece), limit)
		if open := s.open(at, end); len(open) > 0 {
			return open[0].Start, true
		}
		at = end
	}
	return time.Time{}, false
}

func (s schedule) until(at time.Time) (time.Time, bool) {
	for piece := firstPiece; ; piece *= piecesGrow {
		end := at.Add(min(piece, OpenEnded))
		open := s.open(at, end)
		if len(open) == 0 || open[0].Start.After(at) {
			return time.Time{}, false
		}
		if open[0].End.Before(end) || piece >= OpenEnded {
			return open[0].End, true
		}
	}
}

// open gives the set's own openings that touch the time between two instants, at least to the second around it.
func (a almanac) open(loc *time.Location, from, to time.Time) []Interval {
	var list []Interval
	for _, s := range steadies(loc, from.Truncate(time.Second), to.Add(time.Second)) {
		first, last := s.start.Unix()+s.offset, s.end.Unix()+s.offset
		for day := dayOf(first) - 1; int64(day)*daySeconds <= last; day++ { // from the day before: its spans may pass midnight
			midnight := int64(day)*daySeconds - s.offset
			for _, span := range a.day(day).spans {
				start, end := max(midnight+int64(span.From)*60, s.start.Unix()), min(midnight+int64(span.To)*60, s.end.Unix())
				if start < end {
					list = append(list, Interval{time.Unix(start, 0).UTC(), time.Unix(end, 0).UTC()})
				}
			}
		}
	}
	return merged(list)
}
