package models_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// A day is as long as its zone's clocks make it.
func TestDaysAreTheirZones(t *testing.T) {
	t.Parallel()
	l := newLedger(t, dbtest.SQLite(t))
	for _, c := range []struct {
		date, zone, from string
		hours            int
	}{
		{"2026-12-01", "Australia/Perth", "2026-11-30T16:00:00Z", 24},
		{"2026-10-04", "Australia/Sydney", "2026-10-03T14:00:00Z", 23},
		{"2026-04-05", "Australia/Sydney", "2026-04-04T13:00:00Z", 25},
		{"2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z", 23},
		{"2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00Z", 25},
		{"2026-09-06", "America/Santiago", "2026-09-06T04:00:00Z", 23}, // begins at one: there is no midnight
		{"2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z", 0},      // was left out
	} {
		from, to, err := l.DayOf(c.date, c.zone)
		l.must(err)
		if got := from.Time().Format(time.RFC3339); got != c.from || to.Sub(from) != time.Duration(c.hours)*time.Hour {
			t.Errorf("%s %s: %s, %s long; want %s, %d h", c.date, c.zone, got, to.Sub(from), c.from, c.hours)
		}
	}
	for field, c := range map[string][2]string{"date": {"2026-02-30", "UTC"}, "timezone": {"2026-02-28", "AEST"}} {
		var bad *models.InvalidError
		if _, _, err := l.DayOf(c[0], c[1]); !errors.As(err, &bad) || bad.Problems[0].Field != field {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// Lines of a stretch are told in order, in pages, and none of another.
func TestLinesOfAStretch(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		from := models.At(l.clock.Now())
		for _, donor := range []string{"A", "B", "C"} {
			l.book(donor, "2026-12-01T18:00")
			l.clock.Advance(time.Minute)
		}
		first, err := l.Lines(l.ctx, from, from.Add(2*time.Minute), "", 1)
		l.must(err)
		if len(first) != 1 || first[0].At != from {
			t.Fatalf("first %v", first)
		}
		rest, err := l.Lines(l.ctx, from, from.Add(2*time.Minute), first[0].ID, 10)
		l.must(err)
		if len(rest) != 1 || rest[0].At != from.Add(time.Minute) {
			t.Errorf("rest %v", rest)
		}
	})
}
