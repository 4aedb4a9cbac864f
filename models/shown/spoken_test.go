package shown_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

func TestSpoken(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ at, now, zone, want string }{
		{"2026-12-01T10:00:00Z", "2026-12-01T04:00:00Z", "Australia/Perth", "today at 6 pm, Perth time"},
		{"2026-12-01T10:15:00Z", "2026-12-01T04:00:00Z", "Australia/Perth", "today at 6:15 pm, Perth time"},
		{"2026-12-01T16:30:00Z", "2026-12-01T04:00:00Z", "Australia/Perth", "tomorrow at 12:30 am, Perth time"},
		{"2026-12-04T04:00:00Z", "2026-12-01T04:00:00Z", "Australia/Perth", "Friday the 4th of December at 12 noon, Perth time"},
		{"2026-12-21T17:05:00Z", "2026-12-01T04:00:00Z", "Europe/London", "Monday the 21st of December at 5:05 pm, London time"},
		{"2026-12-13T17:05:00Z", "2026-12-01T04:00:00Z", "America/Argentina/Buenos_Aires", "Sunday the 13th of December at 2:05 pm, Buenos Aires time"},
		{"2026-12-22T09:00:00Z", "2026-12-01T04:00:00Z", "UTC", "Tuesday the 22nd of December at 9 am, UTC time"},
		{"2026-12-23T09:00:00Z", "2026-12-01T04:00:00Z", "UTC", "Wednesday the 23rd of December at 9 am, UTC time"},
		{"2027-01-01T09:00:00Z", "2026-12-31T23:59:00Z", "UTC", "tomorrow at 9 am, UTC time"},
		{"2026-03-29T22:00:00Z", "2026-03-28T23:30:00Z", "Europe/London", "tomorrow at 11 pm, London time"}, // of 23 hours
		{"2026-12-01T10:00:00Z", "2026-12-01T04:00:00Z", "", ""},
		{"", "2026-12-01T04:00:00Z", "UTC", ""},
	} {
		if got := shown.Spoken(instant(t, test.at), instant(t, test.now), zone(t, test.zone)); got != test.want {
			t.Errorf("%s in %s is said %q, want %q", test.at, test.zone, got, test.want)
		}
	}
}

func instant(t *testing.T, text string) models.Instant {
	t.Helper()
	if text == "" {
		return models.Instant{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return models.At(at)
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	if name == "" {
		return nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}
