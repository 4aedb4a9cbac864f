package hours

import (
	"errors"
	"strings"
	"time"
)

// Adjustment says what a clock change did to a wall time.
type Adjustment string

// The adjustments of a projection. None is empty.
const (
	None    Adjustment = ""
	Gap     Adjustment = "dst_gap"     // the wall time does not exist that day: the first instant after the gap was taken
	Overlap Adjustment = "dst_overlap" // the wall time happens twice that day: the earlier instant was taken
)

// ErrWallTime is returned for text that is not a wall time.
var ErrWallTime = errors.New("not a wall time YYYY-MM-DDTHH:MM")

// WallLayout is how wall times are stored and shown: the donor's clock, to the second, no offset.
const WallLayout = "2006-01-02T15:04:05"

// reach is how far around a wall time its possible instants are looked for. Offsets lie within a day and a half of UTC, and
// a zone may skip or repeat a whole day when it crosses the date line (Samoa, 2011).
const reach = 36 * time.Hour

// ParseWall reads YYYY-MM-DDTHH:MM with optional seconds as a wall time, given in UTC for arithmetic only. 24:00 is the next
// midnight. An offset or Z in it is ErrWallTime: offsets are derived from the zone, never believed.
func ParseWall(text string) (time.Time, error) {
	day := time.Duration(0)
	if date, ok := strings.CutSuffix(strings.TrimSuffix(text, ":00"), "T24:00"); ok {
		text, day = date+"T00:00", 24*time.Hour
	} else if date, ok := strings.CutSuffix(text, "T24:00"); ok {
		text, day = date+"T00:00", 24*time.Hour
	}
	for _, layout := range []string{"2006-01-02T15:04", WallLayout} {
		if len(text) != len(layout) {
			continue // Parse would take fractions of a second after the seconds
		}
		if wall, err := time.Parse(layout, text); err == nil && wall.Year() >= 1 {
			return wall.Add(day), nil
		}
	}
	return time.Time{}, ErrWallTime
}

// Project returns the UTC instant at which the clocks of loc show the wall time (a value of ParseWall).
// In a gap the first instant after the gap is returned, in an overlap the earlier of the two.
func Project(wall time.Time, loc *time.Location) (time.Time, Adjustment) {
	var found []time.Time
	var afterGap time.Time
	for _, s := range steadies(loc, wall.Add(-reach), wall.Add(reach)) {
		candidate := wall.Add(-time.Duration(s.offset) * time.Second)
		switch {
		case !candidate.Before(s.end): // the clocks show it later, or never
		case !candidate.Before(s.start):
			found = append(found, candidate)
		case afterGap.IsZero():
			afterGap = s.start
		}
	}
	switch len(found) {
	case 0:
		return afterGap.UTC(), Gap
	case 1:
		return found[0].UTC(), None
	}
	return found[0].UTC(), Overlap
}

// ErrYear is returned for a wall time whose instant lies outside the years 1 to 9999, which RFC 3339 cannot write.
var ErrYear = errors.New("outside the years 1 to 9999")

// Instant is Project for wall times of any origin: its error is ErrYear when the instant, or the wall time itself, cannot be written.
func Instant(wall time.Time, loc *time.Location) (time.Time, Adjustment, error) {
	at, adjustment := Project(wall, loc)
	for _, year := range []int{wall.Year(), at.Year()} {
		if year < 1 || year > 9999 {
			return time.Time{}, None, ErrYear
		}
	}
	return at, adjustment, nil
}
