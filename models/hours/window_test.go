package hours

import (
	"testing"
	"time"
)

func TestClosesAt(t *testing.T) {
	t.Parallel()
	perth := load(t, "Australia/Perth")
	if closes, open := ClosesAt(local(t, "2026-12-01T20:30", perth), perth); !open || !closes.Equal(local(t, "2026-12-01T21:00", perth)) {
		t.Errorf("20:30 closes %v %v", closes, open)
	}
	for _, outside := range []string{"2026-12-01T07:59", "2026-12-01T21:00", "2026-12-01T23:00"} {
		if _, open := ClosesAt(local(t, outside, perth), perth); open {
			t.Errorf("%s is inside", outside)
		}
	}
}

// local is the instant at which the clocks of loc show a wall time.
func local(t testing.TB, wall string, loc *time.Location) time.Time {
	t.Helper()
	at, _ := Project(wallAt(t, wall), loc)
	return at
}
