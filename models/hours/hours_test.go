package hours

import (
	"errors"
	"testing"
	"time"
)

func zones(t testing.TB) *Zones {
	t.Helper()
	z, err := NewZones()
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestProject(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wall, zone, want string
		adjusted         Adjustment
	}{
		{"2026-12-01T18:00", "Australia/Perth", "2026-12-01T10:00:00Z", None},
		{"2026-03-29T01:30", "Europe/London", "2026-03-29T01:00:00Z", Gap},
		{"2026-10-25T01:30", "Europe/London", "2026-10-25T00:30:00Z", Overlap},
		{"2026-03-08T02:30", "America/New_York", "2026-03-08T07:00:00Z", Gap},
		{"2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z", Overlap},
		{"2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:30:00Z", Gap},
		{"2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z", Overlap},
		{"2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00:00Z", Gap},
		{"2026-12-01T24:00", "UTC", "2026-12-02T00:00:00Z", None},
		{"2026-12-01T24:00:00", "UTC", "2026-12-02T00:00:00Z", None},
		{"2026-12-01T18:00:30", "UTC", "2026-12-01T18:00:30Z", None},
	} {
		loc, err := zones(t).Load(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		wall, err := ParseWall(c.wall)
		if err != nil {
			t.Fatalf("%s: %v", c.wall, err)
		}
		got, adjusted := Project(wall, loc)
		if got.Format(time.RFC3339) != c.want || adjusted != c.adjusted {
			t.Errorf("%s in %s = %s %q, want %s %q", c.wall, c.zone, got.Format(time.RFC3339), adjusted, c.want, c.adjusted)
		}
	}
}

func TestParseWallRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2026-12-01", "2026-12-01T18:00Z", "2026-12-01T18:00+08:00", "2026-12-01 18:00", "2026-13-01T18:00",
		"2026-02-30T10:00", "2026-12-01T25:00", "2026-12-01T24:01", "2026-12-01T18:00:00.5", "0000-01-01T00:00"} {
		if got, err := ParseWall(text); !errors.Is(err, ErrWallTime) {
			t.Errorf("ParseWall(%q) = %v, %v; want ErrWallTime", text, got, err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	z := zones(t)
	for _, name := range []string{"", "Local", "EST", "UTC+8", "posix/UTC", "right/UTC", "Factory", "australia/perth", "../etc/passwd", "Australia/"} {
		if _, err := z.Load(name); !errors.Is(err, ErrUnknownZone) {
			t.Errorf("Load(%q) = %v, want ErrUnknownZone", name, err)
		}
	}
	if n := len(z.Names()); n < 500 {
		t.Errorf("%d zones, want the whole database", n)
	}
}

func TestClosesAt(t *testing.T) {
	t.Parallel()
	perth, err := zones(t).Load("Australia/Perth")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time { v, _ := time.ParseInLocation("2006-01-02T15:04", text, perth); return v }
	if closes, open := ClosesAt(at("2026-12-01T20:30"), perth); !open || !closes.Equal(at("2026-12-01T21:00")) {
		t.Errorf("20:30 closes %v %v", closes, open)
	}
	for _, outside := range []string{"2026-12-01T07:59", "2026-12-01T21:00", "2026-12-01T23:00"} {
		if _, open := ClosesAt(at(outside), perth); open {
			t.Errorf("%s is inside", outside)
		}
	}
}

func FuzzParseWall(f *testing.F) {
	for _, seed := range []string{"2026-12-01T18:00", "2026-12-01T24:00:00", "9999-12-31T24:00", "T24:00", "0001-01-01T00:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		wall, err := ParseWall(text)
		if err == nil && (wall.Year() < 1 || wall.Nanosecond() != 0) {
			t.Errorf("ParseWall(%q) = %v", text, wall)
		}
	})
}
