package hours

import (
	"cmp"
	"slices"
	"time"
)

// Step is the grid of offered starts on the donor's clock: quarter hours, as the slots are.
const Step = 15 * time.Minute

// Wish is what a donor would like, and what limits it.
type Wish struct {
	Sets []Set          // all that must be open
	Loc  *time.Location // the donor's zone; nil is UTC
	At   time.Time      // the start that was wished for
	Now  time.Time      // offers lie after it
	// Until is the instant before which offers lie, farthestOffer after Now at most; zero is MaxAhead after Now.
	Until  time.Time
	Window time.Duration // length of the promise; hours that hold to its end are offered first
	Step   time.Duration // grid of the starts on the donor's clock, a minute at least, a divisor of the day; 0 is Step
	Count  int           // offers wanted; 0 is DefaultOffers

	// Standing is the donor's standing wish, whose times are offered before others; nil for none. It is read on the clocks of
	// StandingLoc, or of Loc when that is nil.
	Standing    *Preference
	StandingLoc *time.Location

	// Taken says that a start cannot be had for another reason: the slot is full, or Judge refuses it. It is asked nearest first, and
	// no more often than needed. Nil: none is.
	Taken func(start time.Time) bool
}

// Bounds of what is offered.
const (
	MaxAhead      = 90 * 24 * time.Hour // as bookings (interface: at most 90 days ahead unless configured)
	DefaultOffers = 3
	farthestOffer = 4 * 366 * 24 * time.Hour // past any sensible configuration
	firstAround   = 36 * time.Hour           // how far around the wish is looked first; then twice as far, and so on
)

// Suggest returns bookable starts near a wish, in UTC: times of the standing wish in which the whole window is open first, then others
// in which it is, then those that are open at the start only; in each group the nearest first, of two equally near the earlier. The
// wish itself is the first of its group when it is on the grid and free.
func Suggest(w Wish) []time.Time {
	w = w.complete()
	asked := map[int64]bool{} // starts that were offered or taken, by Unix second
	var offers []time.Time
	for _, group := range w.groups() {
		for around := firstAround; len(offers) < w.Count; around *= piecesGrow {
			offers = w.pick(offers, group, around, asked)
			if w.covers(around) {
				break
			}
		}
	}
	return offers
}

// complete fills in what was left out, and moves a wish outside what can be offered to its nearer end, which changes no order.
func (w Wish) complete() Wish {
	w.Loc, w.Count = cmp.Or(w.Loc, time.UTC), cmp.Or(w.Count, DefaultOffers)
	w.StandingLoc = cmp.Or(w.StandingLoc, w.Loc)
	w.Step = max(cmp.Or(w.Step, Step), time.Minute)
	if w.Until.IsZero() {
		w.Until = w.Now.Add(MaxAhead)
	}
	w.Until = earlier(w.Until, w.Now.Add(farthestOffer))
	w.At = later(w.Now, earlier(w.At, w.Until))
	return w
}

// openings are where the starts of one group may lie, between two instants.
type openings func(from, to time.Time) []Interval

// groups are the ways in which a start can suit, best first.
func (w Wish) groups() []openings {
	hours := newSchedule(w.Sets, w.Loc)
	whole := func(from, to time.Time) []Interval {
		return shortened(hours.open(from, to.Add(w.Window)), w.Window, to)
	}
	groups := []openings{whole, hours.open}
	if w.Standing.Empty() {
		return groups
	}
	standing := newSchedule([]Set{w.Standing.Set()}, w.StandingLoc)
	wanted := func(from, to time.Time) []Interval { return intersect(whole(from, to), standing.open(from, to)) }
	return append([]openings{wanted}, groups...)
}

// shortened leaves of each interval the starts from which a window fits into it, up to an instant.
func shortened(list []Interval, window time.Duration, to time.Time) []Interval {
	var kept []Interval
	for _, i := range list {
		last := i.End.Add(-window).Add(time.Nanosecond) // the window may end exactly when the hours do
		if end := earlier(earlier(last, i.End), to); i.Start.Before(end) {
			kept = append(kept, Interval{i.Start, end})
		}
	}
	return kept
}

// covers says whether looking so far around the wish has seen all there is.
func (w Wish) covers(around time.Duration) bool {
	return !w.At.Add(-around).After(w.Now) && !w.At.Add(around).Before(w.Until)
}

// pick adds the free starts of a group within so far of the wish that are not among the offers yet, nearest first.
func (w Wish) pick(offers []time.Time, group openings, around time.Duration, asked map[int64]bool) []time.Time {
	from, to := later(w.At.Add(-around), w.Now.Add(1)), earlier(w.At.Add(around), w.Until)
	starts := gridIn(group(from, to), w.Loc, w.Step)
	slices.SortStableFunc(starts, func(a, b time.Time) int { return cmp.Compare(a.Sub(w.At).Abs(), b.Sub(w.At).Abs()) })
	for _, start := range starts {
		if len(offers) >= w.Count {
			break
		}
		if !asked[start.Unix()] {
			asked[start.Unix()] = true
			if w.Taken == nil || !w.Taken(start) {
				offers = append(offers, start)
			}
		}
	}
	return offers
}

// gridIn lists the instants in the intervals at which the clocks of loc show a multiple of step since midnight, in order.
func gridIn(list []Interval, loc *time.Location, step time.Duration) []time.Time {
	var found []time.Time
	grid := int64(step / time.Second)
	for _, interval := range list {
		for _, s := range steadies(loc, interval.Start, interval.End) {
			wall := s.start.Unix() + s.offset
			if s.start.Nanosecond() > 0 {
				wall++
			}
			at := time.Unix(wall+((grid-wall%grid)%grid)-s.offset, 0).UTC()
			for ; at.Before(s.end); at = at.Add(step) {
				found = append(found, at)
			}
		}
	}
	return found
}
