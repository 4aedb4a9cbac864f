package hours

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrDay is returned for a key of a week that is not a day, a run of days, or names a day twice.
var ErrDay = errors.New("not a day mon to sun, or a run of days such as mon-fri")

// Week holds the spans of each day, by time.Weekday: Sunday is 0. A day without spans is closed.
//
// As JSON or YAML it is an object of days: {"mon-fri": ["09:00-20:00"], "sat": ["09:00-17:00"]}. It is written with each of the
// seven days, Monday first.
type Week [7][]Span

// EveryDay is a week with the same spans on each of its days.
func EveryDay(spans ...Span) Week {
	var w Week
	for day := range w {
		w[day] = spans
	}
	return w
}

// open says whether the week has any span at all.
func (w Week) open() bool {
	for _, spans := range w {
		if len(spans) > 0 {
			return true
		}
	}
	return false
}

type writtenWeek struct {
	Mon []Span `json:"mon" yaml:"mon"`
	Tue []Span `json:"tue" yaml:"tue"`
	Wed []Span `json:"wed" yaml:"wed"`
	Thu []Span `json:"thu" yaml:"thu"`
	Fri []Span `json:"fri" yaml:"fri"`
	Sat []Span `json:"sat" yaml:"sat"`
	Sun []Span `json:"sun" yaml:"sun"`
}

func (w Week) written() writtenWeek {
	day := func(d time.Weekday) []Span { return append([]Span{}, w[d]...) } // [] rather than null
	return writtenWeek{
		Mon: day(time.Monday), Tue: day(time.Tuesday), Wed: day(time.Wednesday), Thu: day(time.Thursday),
		Fri: day(time.Friday), Sat: day(time.Saturday), Sun: day(time.Sunday),
	}
}

// MarshalJSON writes an object of the seven days.
func (w Week) MarshalJSON() ([]byte, error) { return json.Marshal(w.written()) }

// MarshalYAML gives the seven days to whichever YAML library writes them.
func (w Week) MarshalYAML() (any, error) { return w.written(), nil }

// UnmarshalJSON reads an object of days and runs of days. Its error is ErrDay or ErrSpan.
func (w *Week) UnmarshalJSON(text []byte) error {
	var days map[string][]Span
	if err := json.Unmarshal(text, &days); err != nil {
		return err
	}
	return w.fill(days)
}

// UnmarshalYAML reads the same as UnmarshalJSON.
func (w *Week) UnmarshalYAML(unmarshal func(any) error) error {
	var days map[string][]Span
	if err := unmarshal(&days); err != nil {
		return err
	}
	return w.fill(days)
}

func (w *Week) fill(days map[string][]Span) error {
	var filled Week
	var named [7]bool
	for key, spans := range days {
		run, ok := parseDays(key)
		if !ok {
			return fmt.Errorf("%q: %w", key, ErrDay)
		}
		for _, day := range run {
			if named[day] {
				return fmt.Errorf("%q names %s again: %w", key, day, ErrDay)
			}
			named[day], filled[day] = true, spans
		}
	}
	*w = filled
	return nil
}

// parseDays reads mon or mon-fri. A run may go over the week's end: sat-mon is three days.
func parseDays(key string) ([]time.Weekday, bool) {
	first, last, isRun := strings.Cut(key, "-")
	from, ok := parseDay(first)
	if !ok || !isRun {
		return []time.Weekday{from}, ok
	}
	to, ok := parseDay(last)
	if !ok || to == from {
		return nil, false
	}
	run := []time.Weekday{from}
	for day := from; day != to; {
		day = (day + 1) % 7
		run = append(run, day)
	}
	return run, true
}

func parseDay(name string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if name == dayKey(day) {
			return day, true
		}
	}
	return 0, false
}

// dayKey is a day's name in JSON and in the paths of faults.
func dayKey(day time.Weekday) string { return strings.ToLower(day.String()[:3]) }
