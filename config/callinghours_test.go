package config

import (
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// fullHours are the calling hours of testdata/full.yaml.
func fullHours() *hours.Rules {
	day := []hours.Span{{From: 570, To: 720}, {From: 780, To: 1200}}
	charity := hours.Set{
		ID: "charity", Version: 1, Name: "Our own hours", Layer: hours.Policy,
		Week:      hours.Week{time.Monday: day, time.Tuesday: day, time.Wednesday: day, time.Thursday: day, time.Friday: {{From: 600, To: 1500}}},
		Holidays:  hours.HolidayRule{Mode: hours.HolidaysOwn, Spans: []hours.Span{{From: 600, To: 720}}, Eve: []hours.Span{{From: 540, To: 840}}},
		Calendars: []string{"AU"}, Closed: []hours.Date{{Year: 2026, Month: time.December, Day: 26}},
		Special: map[hours.Date][]hours.Span{{Year: 2026, Month: time.December, Day: 24}: {{From: 540, To: 720}}},
		Caps:    []hours.Cap{{Max: 3, Per: hours.Per24h, Scope: hours.PerRecord}}, RefusalCoolOff: 30,
	}
	return &hours.Rules{
		Sets:      []hours.Set{charity},
		Confirmed: map[string]hours.Confirmation{"au": {Version: 1, By: "counsel", At: "2026-11-01T00:00:00Z", Note: "advice of 1 November"}},
		Regions:   map[string]string{hours.AnyRegion: "default", "NZ": "nz"}, Everyone: []string{"charity"},
		Teams: map[string][]string{"welcome": {"charity"}}, Campaigns: map[string][]string{"emergency": {"charity"}},
		Closed: []hours.ClosedDay{{Date: hours.Date{Year: 2027, Month: time.February, Day: 14}, Name: "day of mourning", Regions: []string{"AU"}}},
	}
}

func TestCallingHoursNameEveryFaultByItsPlace(t *testing.T) {
	t.Parallel()
	_, err := ParseDirectory([]byte(`
calling_hours:
  sets:
    - {id: a, version: 1, layer: policy, week: {mon: ["09:00-12:00", "11:00-13:00"]}, holidays: {mode: as_weekday}, caps: [{max: 0, per: week, scope: record}]}
    - {id: b, version: 0, layer: policy, week: {mon: ["09:00-12:00"]}, holidays: {mode: none}, calendars: [XX]}
  regions: {AU: a, Mars: au}
  everyone: [a, c]
`))
	wantProblems(t, err,
		"calling_hours.sets[0].week.mon[1]", "calling_hours.sets[0].caps[0].max", "calling_hours.sets[0].caps[0].per",
		"calling_hours.sets[1].version", "calling_hours.sets[1].calendars[0]",
		"calling_hours.regions.AU", "calling_hours.regions.Mars", "calling_hours.everyone[1]")
}

func TestCallingHoursRefuseWhatIsNotThere(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"calling_hours: {hours: []}":                            "unknown field \"hours\"",
		"calling_hours: {sets: [{weeks: {}}]}":                  "unknown field \"weeks\"",
		"calling_hours: {sets: [{week: {monday: []}}]}":         "not a day mon to sun",
		"calling_hours: {sets: [{week: {mon: [nine]}}]}":        "not a span",
		"calling_hours: {closed: [{date: 2026-02-30}]}":         "not a date",
		"calling_hours: {sets: [{special: {2026-13-01: []}}]}":  "not a date",
		"calling_hours: {sets: [{caps: [{max: 3, limit: 4}]}]}": "unknown field \"limit\"",
		"calling_hours: {teams: {welcome: charity}}":            "[1:",
	} {
		_, err := ParseDirectory([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q in it", text, err, want)
		}
	}
}

func TestEmptyCallingHoursAreThePresetsAlone(t *testing.T) {
	t.Parallel()
	got, err := ParseDirectory([]byte("calling_hours: {}"))
	if err != nil || got.CallingHours == nil || got.CallingHours.Sets != nil {
		t.Errorf("%+v, %v", got.CallingHours, err)
	}
}
