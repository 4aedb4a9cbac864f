package hours

import "time"

// dayPlan is what one day of a set comes to, and why.
type dayPlan struct {
	spans   []Span
	holiday string // the public holiday, when it decided
	dated   bool   // Closed or Special decided
}

// eveOf precedes the name of the holiday in the plan of the day before it.
const eveOf = "the eve of "

// almanac answers, for one set, what each day holds. It remembers the holidays of the years it was asked for, so that a walk over a
// year works them out once. It belongs to one call and is not for concurrent use.
type almanac struct {
	set   *Set
	years map[int]map[Date]string
}

func newAlmanac(set *Set) almanac { return almanac{set: set, years: map[int]map[Date]string{}} }

// day is what holds on a day: Closed, else Special, else the rule of holidays, else the weekday.
func (a almanac) day(n dayNumber) dayPlan {
	week := dayPlan{spans: a.set.Week[n.weekday()]}
	if !a.dated() {
		return week
	}
	date := n.date()
	for _, closed := range a.set.Closed {
		if closed == date {
			return dayPlan{dated: true}
		}
	}
	if spans, ok := a.set.Special[date]; ok {
		return dayPlan{spans: spans, dated: true}
	}
	if name, ok := a.holiday(date); ok {
		return a.onHoliday(week, name)
	}
	if len(a.set.Holidays.Eve) > 0 {
		if name, ok := a.holiday((n + 1).date()); ok {
			return dayPlan{spans: both(week.spans, a.set.Holidays.Eve), holiday: eveOf + name}
		}
	}
	return week
}

// dated says whether any day of the set can differ from its weekday.
func (a almanac) dated() bool {
	s := a.set
	holidays := len(s.Calendars) > 0 && (s.Holidays.Mode != HolidaysAsWeekday || len(s.Holidays.Eve) > 0)
	return holidays || len(s.Closed) > 0 || len(s.Special) > 0
}

func (a almanac) onHoliday(week dayPlan, name string) dayPlan {
	switch a.set.Holidays.Mode {
	case HolidaysAsWeekday:
		return week
	case HolidaysOwn:
		return dayPlan{spans: a.set.Holidays.Spans, holiday: name}
	}
	return dayPlan{holiday: name}
}

// holiday names the public holiday of a date in the first of the set's calendars that has one.
func (a almanac) holiday(date Date) (string, bool) {
	year, ok := a.years[date.Year]
	if !ok {
		year = map[Date]string{}
		for _, region := range a.set.Calendars {
			for _, day := range Holidays(region, date.Year) {
				if _, named := year[day.Date]; !named {
					year[day.Date] = day.Name
				}
			}
		}
		a.years[date.Year] = year
	}
	name, ok := year[date]
	return name, ok
}

// openAt says whether the set is open at an instant on the clocks of loc.
func (a almanac) openAt(at time.Time, loc *time.Location) bool {
	second := wallSeconds(at, loc)
	today := dayOf(second)
	for day := today - 1; day <= today; day++ { // a span of the day before may reach past midnight
		for _, span := range a.day(day).spans {
			if span.holds(second - int64(day)*daySeconds) {
				return true
			}
		}
	}
	return false
}

// wallSeconds is what the clocks of loc show at an instant, in seconds from 1970 as if that clock were UTC's.
func wallSeconds(at time.Time, loc *time.Location) int64 {
	_, offset := at.In(loc).Zone()
	return at.Unix() + int64(offset)
}

// both is the intersection of two lists of spans of the same day.
func both(a, b []Span) []Span {
	var spans []Span
	for _, x := range a {
		for _, y := range b {
			if from, to := max(x.From, y.From), min(x.To, y.To); from < to {
				spans = append(spans, Span{from, to})
			}
		}
	}
	return spans
}
