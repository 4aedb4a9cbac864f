package hours

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestParseSpan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Span{
		"09:00-20:00": {540, 1200},
		"00:00-24:00": {0, 1440},
		"22:00-26:00": {1320, 1560},
		"22:00-02:00": {1320, 1560},
		"23:59-24:00": {1439, 1440},
	} {
		if got, err := ParseSpan(text); err != nil || got != want {
			t.Errorf("ParseSpan(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "9:00-20:00", "09:00-09:00", "24:00-25:00", "09:60-10:00", "00:00-24:01", "09:00-33:01", "09:00–20:00", "0a:00-10:00",
		"09:00-20:00 ", "-9:00-20:00"} {
		if got, err := ParseSpan(text); !errors.Is(err, ErrSpan) {
			t.Errorf("ParseSpan(%q) = %v, %v; want ErrSpan", text, got, err)
		}
	}
}

func TestWeekJSON(t *testing.T) {
	t.Parallel()
	var week Week
	if err := json.Unmarshal([]byte(`{"mon-wed": ["09:00-20:00"], "fri": [], "sat-sun": ["10:00-12:00", "14:00-26:00"]}`), &week); err != nil {
		t.Fatal(err)
	}
	day, end := []Span{{540, 1200}}, []Span{{600, 720}, {840, 1560}}
	if want := (Week{end, day, day, day, nil, {}, end}); !reflect.DeepEqual(week, want) {
		t.Errorf("read %v, want %v", week, want)
	}
	text, err := json.Marshal(week)
	want := `{"mon":["09:00-20:00"],"tue":["09:00-20:00"],"wed":["09:00-20:00"],"thu":[],"fri":[],` +
		`"sat":["10:00-12:00","14:00-26:00"],"sun":["10:00-12:00","14:00-26:00"]}`
	if err != nil || string(text) != want {
		t.Errorf("wrote %s, %v", text, err)
	}
}

func TestWeekRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"Mon": []}`, `{"monday": []}`, `{"mon-": []}`, `{"mon-mon": []}`, `{"": []}`,
		`{"mon-wed": ["09:00-10:00"], "tue": ["09:00-10:00"]}`} {
		if err := json.Unmarshal([]byte(text), new(Week)); !errors.Is(err, ErrDay) {
			t.Errorf("%s: %v, want ErrDay", text, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"mon": ["9-10"]}`), new(Week)); !errors.Is(err, ErrSpan) {
		t.Errorf("a bad span: %v, want ErrSpan", err)
	}
}

// TestWeekYAML reads through the shape of function that YAML libraries hand over.
func TestWeekYAML(t *testing.T) {
	t.Parallel()
	var week Week
	err := week.UnmarshalYAML(func(into any) error {
		*into.(*map[string][]Span) = map[string][]Span{"mon-fri": {{540, 1200}}}
		return nil
	})
	if err != nil || len(week[time.Friday]) != 1 || len(week[time.Saturday]) != 0 {
		t.Errorf("read %v, %v", week, err)
	}
	if failed := errors.New("broken"); !errors.Is(week.UnmarshalYAML(func(any) error { return failed }), failed) {
		t.Error("an error of the library was lost")
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2026-02-30", "2026-2-3", "0000-01-01", "2026-01-01T00:00", "20260101"} {
		if got, err := ParseDate(text); !errors.Is(err, ErrDate) {
			t.Errorf("ParseDate(%q) = %v, %v; want ErrDate", text, got, err)
		}
	}
	special := map[Date][]Span{{2026, time.December, 24}: {{540, 720}}}
	text, err := json.Marshal(special)
	if err != nil || string(text) != `{"2026-12-24":["09:00-12:00"]}` {
		t.Errorf("wrote %s, %v", text, err)
	}
	var read map[Date][]Span
	if err := json.Unmarshal(text, &read); err != nil || !reflect.DeepEqual(read, special) {
		t.Errorf("read %v, %v", read, err)
	}
	for day := dayNumber(-800); day < 30000; day += 13 {
		if date := day.date(); date.Weekday() != day.weekday() || dayOf(date.midnight().Unix()) != day || dayOf(date.midnight().Unix()-1) != day-1 {
			t.Fatalf("day %d is %s", day, date)
		}
	}
}
