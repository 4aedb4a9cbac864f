package hours

import "time"

// DayPart is a part of the donor's day. People who do not answer in one of them may in another.
type DayPart string

// The parts of the day, by the donor's clock. The limits are ours: before the midday meal, around it, the working afternoon, after
// work.
const (
	Morning   DayPart = "morning"   // before 12:00
	Midday    DayPart = "midday"    // 12:00 to 14:00
	Afternoon DayPart = "afternoon" // 14:00 to 17:00
	Evening   DayPart = "evening"   // 17:00 and after
)

// DayPartOf is the part of the day that the clocks of loc show.
func DayPartOf(at time.Time, loc *time.Location) DayPart {
	switch hour := at.In(loc).Hour(); {
	case hour < 12:
		return Morning
	case hour < 14:
		return Midday
	case hour < 17:
		return Afternoon
	}
	return Evening
}

// Tried counts dials by the part of the day in which they were made, for Retry.Tried.
func Tried(dials []Dial, loc *time.Location) map[DayPart]int {
	tried := map[DayPart]int{}
	for _, dial := range dials {
		tried[DayPartOf(dial.At, loc)]++
	}
	return tried
}
