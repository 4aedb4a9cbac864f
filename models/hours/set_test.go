package hours

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// broken is wrong in every field that can be wrong.
const broken = `{
	"id": "no spaces", "version": 0, "region": "Australia", "layer": "moral",
	"week": {"mon": ["09:00-12:00", "11:00-13:00"]},
	"holidays": {"mode": "own", "eve": ["10:00-12:00", "09:00-10:00"]}, "calendars": ["AU", "US-FL"],
	"closed": ["2026-12-24"], "special": {"2026-12-24": ["09:00-12:00"]},
	"caps": [{"max": 0, "per": "week", "scope": "house"}, {"max": 3, "per": "day", "scope": "record"}, {"max": 4, "per": "day", "scope": "record"}],
	"refusal_cool_off_days": -1, "consent_lifts": "always", "as_of": "yesterday", "status": "rumour", "unverified": ["moon"]
}`

func TestValidateNamesEverything(t *testing.T) {
	t.Parallel()
	var s Set
	if err := json.Unmarshal([]byte(broken), &s); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, fault := range s.Validate() {
		paths = append(paths, fault.Path)
		if fault.Detail == "" {
			t.Errorf("%s has no detail", fault.Path)
		}
	}
	want := []string{"id", "version", "layer", "region", "week.mon[1]", "holidays.spans", "holidays.eve[1]", "calendars[1]", "closed[0]",
		"caps[0].max", "caps[0].per", "caps[0].scope", "caps[2]", "refusal_cool_off_days", "consent_lifts", "status", "as_of", "unverified[0]"}
	if !slices.Equal(paths, want) {
		t.Errorf("faults at\n%v, want\n%v", paths, want)
	}
}

func TestValidateHolidays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*Set)
		path   string
	}{
		{func(s *Set) { s.Holidays.Mode = "" }, "holidays.mode"},
		{func(s *Set) { s.Holidays.Mode = HolidaysClosed }, "calendars"},
		{func(s *Set) { s.Holidays.Spans = []Span{{0, 60}} }, "holidays.spans"},
		{func(s *Set) { s.Week = Week{} }, "week"},
		{func(s *Set) { s.Week[time.Sunday] = []Span{{60, 60}} }, "week.sun[0]"},
		{func(s *Set) { s.Closed = []Date{{2026, time.February, 30}} }, "closed[0]"},
		{func(s *Set) { s.Closed = make([]Date, maxDays+1) }, "closed"},
		{func(s *Set) { s.Special = map[Date][]Span{{10000, time.January, 1}: nil} }, "special"},
		{func(s *Set) { s.Status = "" }, "status"},
	} {
		s := Fallback()
		if faults := s.Validate(); len(faults) > 0 {
			t.Fatalf("the fallback is wrong: %v", faults)
		}
		c.change(&s)
		if faults := s.Validate(); len(faults) == 0 || faults[0].Path != c.path {
			t.Errorf("faults %v, want one at %s", faults, c.path)
		}
	}
}

func TestDoubt(t *testing.T) {
	t.Parallel()
	s := Set{Status: StatusCode, Unverified: []Part{PartStart}}
	if !s.Doubtful(PartStart, PartSunday) || s.Doubtful(PartSunday) || !s.AnyDoubt() {
		t.Error("a set is in doubt for its unverified parts only")
	}
	s.Confirmed = true
	if s.Doubtful(PartStart) || s.AnyDoubt() {
		t.Error("a confirmed set is still in doubt")
	}
	if all := (Set{Status: StatusUnverified}); !all.Doubtful() || !all.AnyDoubt() {
		t.Error("an unverified set is in doubt in all its parts")
	}
}

// FuzzSet holds that whatever passes Validate survives being written and read, and can be worked with.
func FuzzSet(f *testing.F) {
	f.Add([]byte(broken))
	f.Add([]byte(`{"id":"x","version":1,"layer":"policy","week":{"mon-sun":["22:00-02:00"]},"holidays":{"mode":"own","spans":["10:00-34:00"]},"calendars":["DE-BY"]}`))
	presets, err := NewPresets()
	if err != nil {
		f.Fatal(err)
	}
	for _, set := range presets.All() {
		text, err := json.Marshal(set)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	london := load(f, "Europe/London")
	f.Fuzz(func(t *testing.T, text []byte) {
		var set Set
		if json.Unmarshal(text, &set) != nil || len(set.Validate()) > 0 {
			return
		}
		first, err := json.Marshal(set)
		if err != nil {
			t.Fatal(err)
		}
		var again Set
		if err := json.Unmarshal(first, &again); err != nil {
			t.Fatalf("cannot read what was written: %v", err)
		}
		if second, err := json.Marshal(again); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("wrote\n%s, then\n%s, %v", first, second, err)
		}
		from := local(t, "2026-12-20T00:00", london)
		checkIntervals(t, []Set{set}, london, from, from.AddDate(0, 0, 20))
	})
}

// checkIntervals holds what is true of every answer of Open: in order, apart, within what was asked, and in step with openAt.
func checkIntervals(t *testing.T, sets []Set, loc *time.Location, from, to time.Time) {
	t.Helper()
	last := from.Add(-1)
	all := newSchedule(sets, loc)
	for _, i := range Open(sets, loc, from, to) {
		if !i.Start.After(last) || !i.Start.Before(i.End) || i.End.After(to) {
			t.Fatalf("%v after %v, within %v to %v", i, last, from, to)
		}
		last = i.End
		for _, a := range all.almanacs {
			if !a.openAt(i.Start, loc) || !a.openAt(i.End.Add(-1), loc) {
				t.Fatalf("%s is closed within %v", a.set.ID, i)
			}
		}
	}
}
