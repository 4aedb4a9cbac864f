package hours

import (
	"errors"
	"testing"
	"time"
)

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
		{"2026-02-15T03:00", "Africa/Casablanca", "2026-02-15T03:00:00Z", None},
		{"2026-09-06T00:00", "America/Santiago", "2026-09-06T04:00:00Z", Gap},
		{"2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00:00Z", Gap},
		{"2026-12-01T24:00", "UTC", "2026-12-02T00:00:00Z", None},
		{"2026-12-01T24:00:00", "UTC", "2026-12-02T00:00:00Z", None},
		{"2026-12-01T18:00:30", "UTC", "2026-12-01T18:00:30Z", None},
	} {
		got, adjusted := Project(wallAt(t, c.wall), load(t, c.zone))
		if got.Format(time.RFC3339) != c.want || adjusted != c.adjusted {
			t.Errorf("%s in %s = %s %q, want %s %q", c.wall, c.zone, got.Format(time.RFC3339), adjusted, c.want, c.adjusted)
		}
	}
}

func wallAt(t testing.TB, text string) time.Time {
	t.Helper()
	wall, err := ParseWall(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return wall
}

// TestInstantKeepsToYears asks at both ends of the years that can be written, on both sides of Greenwich.
func TestInstantKeepsToYears(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wall, zone string
		fits       bool
	}{
		{"0001-01-01T00:00", "UTC", true},
		{"0001-01-01T00:00", "Australia/Perth", false},
		{"0001-01-01T00:00", "America/New_York", true},
		{"9999-12-31T23:59", "UTC", true},
		{"9999-12-31T23:59", "Australia/Perth", true},
		{"9999-12-31T23:59", "America/New_York", false},
		{"9999-12-31T24:00", "Australia/Perth", false},
	} {
		at, _, err := Instant(wallAt(t, c.wall), load(t, c.zone))
		if c.fits != (err == nil) || err != nil && (!errors.Is(err, ErrYear) || !at.IsZero()) {
			t.Errorf("Instant(%s in %s) = %v, %v; fits %v", c.wall, c.zone, at, err, c.fits)
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
