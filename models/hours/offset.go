package hours

import "time"

// steady is a stretch of time in which the clocks of a zone keep one offset from UTC.
type steady struct {
	start, end time.Time
	offset     int64 // seconds east of UTC
}

// steadies cuts the time between two instants at each change of the clocks of loc. Neighbours may have the same offset.
func steadies(loc *time.Location, from, to time.Time) []steady {
	var list []steady
	for at := from.UTC(); at.Before(to); {
		_, offset := at.In(loc).Zone()
		end := earlier(steadyUntil(at, loc), to).UTC()
		list = append(list, steady{at, end, int64(offset)})
		at = end
	}
	return list
}

// steadyUntil is an instant after at up to which the clocks of loc do not change.
//
// Location.ZoneBounds cannot be used as it is: past the table of a zone it takes every year to have 365 days, so that on
// 31 December of a leap year it gives an end that is over already. A loop over such ends never ends.
func steadyUntil(at time.Time, loc *time.Location) time.Time {
	_, end := at.In(loc).ZoneBounds()
	switch {
	case end.IsZero():
		return at.AddDate(100, 0, 0)
	case !end.After(at):
		return time.Date(at.UTC().Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	return end
}
