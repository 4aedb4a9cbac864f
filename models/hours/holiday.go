package hours

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// HolidayDay is one public holiday.
type HolidayDay struct {
	Date Date
	Name string // in English or as the country itself says; a day off in lieu ends in "(substitute)"
}

// Holidays lists the public holidays of a region in a year, in order. Region is ISO 3166: a country, or a subdivision such as DE-BY; a
// subdivision without a calendar of its own has its country's. A country without a calendar has none; see CalendarRegions.
//
// Observed days: a holiday that falls on a weekend and has a day off in lieu counts on both days. In some places the law moves
// the holiday instead of adding a day; counting both can only keep a donor from being rung, never the reverse.
//
// The calendars are kept from 2024. Days proclaimed once (a coronation, a funeral) are not in them: they go into Set.Closed.
func Holidays(region string, year int) []HolidayDay {
	rules := calendar(region)
	days := observe(rules, year)
	if slices.ContainsFunc(rules, func(r holidayRule) bool { return r.lieu == lieuNearest }) {
		days = append(days, observe(rules, year+1)...) // New Year's Day on a Saturday is kept on 31 December
	}
	days = slices.DeleteFunc(days, func(d HolidayDay) bool { return d.Date.Year != year })
	slices.SortStableFunc(days, func(a, b HolidayDay) int { return a.Date.compare(b.Date) })
	return days
}

// Holiday names the public holiday of a region on a date, if it is one. Several of one date are joined by a comma.
func Holiday(date Date, region string) (name string, ok bool) {
	var names []string
	for _, day := range Holidays(region, date.Year) {
		if day.Date == date {
			names = append(names, day.Name)
		}
	}
	return strings.Join(names, ", "), len(names) > 0
}

// holidayRule is one holiday of a calendar.
type holidayRule struct {
	name  string
	falls when
	lieu  lieu
	since int // the first year, 0 for all
}

// when is the date in a year, and false in years without one.
type when func(year int) (Date, bool)

// lieu says which day is off when a holiday falls on a weekend.
type lieu int

const (
	lieuNone        lieu = iota
	lieuNextWorkday      // Saturday or Sunday: the next weekday that is not a holiday itself
	lieuAfterSunday      // Sunday only: the next weekday that is not a holiday itself
	lieuNearest          // Saturday: the Friday before; Sunday: the Monday after (United States)
	lieuSaturday         // Sunday: the Saturday before (King's Day of the Netherlands)
)

func observe(rules []holidayRule, year int) []HolidayDay {
	var days []HolidayDay
	taken := map[Date]bool{}
	var inLieu []holidayRule
	for _, rule := range rules {
		if date, ok := rule.in(year); ok {
			days, taken[date] = append(days, HolidayDay{date, rule.name}), true
			inLieu = append(inLieu, rule)
		}
	}
	slices.SortStableFunc(inLieu, func(a, b holidayRule) int { return cmp.Compare(a.ordinal(year), b.ordinal(year)) })
	for _, rule := range inLieu { // in order of the calendar, so that Christmas takes its Monday before Boxing Day does
		date, _ := rule.in(year)
		if substitute, ok := rule.lieu.of(date, taken); ok {
			days, taken[substitute] = append(days, HolidayDay{substitute, rule.name + " (substitute)"}), true
		}
	}
	return days
}

func (r holidayRule) in(year int) (Date, bool) {
	if year < r.since {
		return Date{}, false
	}
	return r.falls(year)
}

func (r holidayRule) ordinal(year int) int {
	date, _ := r.in(year)
	return date.midnight().YearDay()
}

func (l lieu) of(date Date, taken map[Date]bool) (Date, bool) {
	day := date.Weekday()
	switch {
	case day != time.Saturday && day != time.Sunday || l == lieuNone:
		return Date{}, false
	case l == lieuNearest && day == time.Saturday, l == lieuSaturday && day == time.Sunday:
		return date.plus(-1), true
	case l == lieuNearest, l == lieuNextWorkday, l == lieuAfterSunday && day == time.Sunday:
		return nextWorkday(date, taken), true
	}
	return Date{}, false
}

func nextWorkday(date Date, taken map[Date]bool) Date {
	for next := date.plus(1); ; next = next.plus(1) {
		if day := next.Weekday(); day != time.Saturday && day != time.Sunday && !taken[next] {
			return next
		}
	}
}
