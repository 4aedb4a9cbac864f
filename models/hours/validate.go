package hours

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"
)

// Fault is one thing that is wrong with a set: where, as a path such as week.mon[0] or caps[1].per, and what.
type Fault struct {
	Path   string
	Detail string
}

// Bounds of a set. They keep what an administrator types within what the arithmetic is meant for.
const (
	maxCap     = 1000 // dials
	maxCoolOff = 3650 // days
	maxDays    = 1000 // closed and special days
)

// Validate names everything that is wrong with the set, or nothing.
func (s *Set) Validate() []Fault {
	var f faults
	s.checkNames(&f)
	s.checkWeek(&f)
	s.checkHolidays(&f)
	s.checkDates(&f)
	s.checkCaps(&f)
	s.checkSource(&f)
	return f
}

type faults []Fault

func (f *faults) add(bad bool, path, format string, args ...any) {
	if bad {
		*f = append(*f, Fault{path, fmt.Sprintf(format, args...)})
	}
}

func (f *faults) spans(path string, spans []Span) {
	for i, span := range spans {
		fault := span.fault()
		f.add(fault != "", fmt.Sprintf("%s[%d]", path, i), "%s %s", span, fault)
		f.add(i > 0 && span.From < spans[i-1].To, fmt.Sprintf("%s[%d]", path, i), "%s starts before the one before it ends", span)
	}
}

func (s *Set) checkNames(f *faults) {
	f.add(!matches(`^[A-Za-z0-9][A-Za-z0-9-]{0,63}$`, s.ID), "id", "want letters, digits and hyphens, 64 at most")
	f.add(s.Version < 1, "version", "want 1 or more")
	f.add(s.Layer != Legal && s.Layer != Policy, "layer", "want legal or policy")
	f.add(s.Region != "" && !matches(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`, s.Region), "region", "want ISO 3166, such as AU or US-FL")
}

func matches(pattern, text string) bool { return regexp.MustCompile(pattern).MatchString(text) }

func (s *Set) checkWeek(f *faults) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		f.spans("week."+dayKey(day), s.Week[day])
	}
	f.add(!s.Week.open() && len(s.Special) == 0, "week", "is never open")
}

func (s *Set) checkHolidays(f *faults) {
	rule := s.Holidays
	known := slices.Contains([]HolidayMode{HolidaysClosed, HolidaysAsWeekday, HolidaysOwn}, rule.Mode)
	f.add(!known, "holidays.mode", "want none, as_weekday or own")
	f.add(rule.Mode == HolidaysOwn && len(rule.Spans) == 0, "holidays.spans", "mode own needs spans; for no calls the mode is none")
	f.add(rule.Mode != HolidaysOwn && len(rule.Spans) > 0, "holidays.spans", "are used with mode own only")
	needed := rule.Mode == HolidaysClosed || rule.Mode == HolidaysOwn || len(rule.Eve) > 0
	f.add(needed && len(s.Calendars) == 0, "calendars", "the rule of holidays needs a calendar to take them from")
	f.spans("holidays.spans", rule.Spans)
	f.spans("holidays.eve", rule.Eve)
	for i, region := range s.Calendars {
		f.add(!hasCalendar(region), fmt.Sprintf("calendars[%d]", i), "no calendar of %q", region)
	}
}

func (s *Set) checkDates(f *faults) {
	f.add(len(s.Closed)+len(s.Special) > maxDays, "closed", "over %d closed and special days", maxDays)
	for i, date := range s.Closed {
		f.add(!date.valid(), fmt.Sprintf("closed[%d]", i), "not a date")
		_, both := s.Special[date]
		f.add(both, fmt.Sprintf("closed[%d]", i), "%s is also in special", date)
	}
	for _, date := range slices.SortedFunc(maps.Keys(s.Special), Date.compare) {
		spans := s.Special[date]
		f.add(!date.valid(), "special", "%s is not a date", date)
		f.spans("special."+date.String(), spans)
	}
}

func (s *Set) checkCaps(f *faults) {
	seen := map[Cap]bool{}
	for i, limit := range s.Caps {
		path := fmt.Sprintf("caps[%d]", i)
		f.add(limit.Max < 1 || limit.Max > maxCap, path+".max", "want 1 to %d", maxCap)
		f.add(limit.Per != PerDay && limit.Per != Per24h && limit.Per != Per30Days, path+".per", "want day, 24h or 30d")
		f.add(limit.Scope != PerNumber && limit.Scope != PerRecord, path+".scope", "want number or record")
		kind := Cap{Per: limit.Per, Scope: limit.Scope}
		f.add(seen[kind], path, "a second cap per %s and %s", limit.Per, limit.Scope)
		seen[kind] = true
	}
	f.add(s.RefusalCoolOff < 0 || s.RefusalCoolOff > maxCoolOff, "refusal_cool_off_days", "want 0 to %d", maxCoolOff)
}

func (s *Set) checkSource(f *faults) {
	f.add(!slices.Contains([]ConsentRule{"", Never, WithEvidence, WithApproval}, s.ConsentLifts), "consent_lifts",
		"want never, with_evidence or with_approval")
	known := slices.Contains([]Status{StatusLaw, StatusCode, StatusSecondary, StatusUnverified}, s.Status)
	f.add(s.Layer == Legal && !known, "status", "want law, code, secondary or unverified")
	f.add(s.Layer != Legal && s.Status != "" && !known, "status", "want law, code, secondary, unverified or none")
	_, err := ParseDate(s.AsOf)
	f.add(s.AsOf != "" && err != nil, "as_of", "want YYYY-MM-DD")
	for i, part := range s.Unverified {
		f.add(!part.known(), fmt.Sprintf("unverified[%d]", i), "no part %q of a set", part)
	}
}
