package hours

import (
	"slices"
	"time"
)

// Part is a part of a set that may be worse sourced than the whole.
type Part string

// The parts of a set.
const (
	PartHours    Part = "hours"    // all of the clock hours
	PartStart    Part = "start"    // the hour at which calls may begin
	PartSaturday Part = "saturday" // the hours of Saturdays
	PartSunday   Part = "sunday"   // the hours of Sundays
	PartHolidays Part = "holidays" // what public holidays are, and which days are such
	PartCaps     Part = "caps"
	PartConsent  Part = "consent" // whether the donor's consent lifts the hours
	PartScope    Part = "scope"   // whether calls to donors are covered at all
)

func (p Part) known() bool {
	return slices.Contains([]Part{PartHours, PartStart, PartSaturday, PartSunday, PartHolidays, PartCaps, PartConsent, PartScope}, p)
}

// Doubtful says whether the set, or any of the parts named, is unverified and not confirmed by an administrator.
func (s *Set) Doubtful(parts ...Part) bool {
	if s.Confirmed {
		return false
	}
	return s.Status == StatusUnverified || slices.ContainsFunc(parts, func(p Part) bool { return slices.Contains(s.Unverified, p) })
}

// AnyDoubt says whether anything in the set is unverified and not confirmed: what an administrator is asked to look at.
func (s *Set) AnyDoubt() bool {
	return !s.Confirmed && (s.Status == StatusUnverified || len(s.Unverified) > 0)
}

// partsOf are the parts that bear on a refusal at a minute of a day.
func partsOf(day dayPlan, weekday time.Weekday, minute int) []Part {
	parts := []Part{PartHours, PartScope}
	switch weekday {
	case time.Saturday:
		parts = append(parts, PartSaturday)
	case time.Sunday:
		parts = append(parts, PartSunday)
	}
	if day.holiday != "" {
		parts = append(parts, PartHolidays)
	}
	if len(day.spans) > 0 && minute < day.spans[0].From {
		parts = append(parts, PartStart)
	}
	return parts
}
