package hours

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
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

func load(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := zones(t).Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	z := zones(t)
	for _, name := range []string{"", "Local", "EST", "UTC+8", "posix/UTC", "right/UTC", "Factory", "australia/perth", "../etc/passwd", "Australia/"} {
		if _, err := z.Load(name); !errors.Is(err, ErrUnknownZone) {
			t.Errorf("Load(%q) = %v, want ErrUnknownZone", name, err)
		}
	}
}

func TestEveryZoneLoads(t *testing.T) {
	t.Parallel()
	z := zones(t)
	names := z.Names()
	if len(names) < 500 || !slices.IsSorted(names) {
		t.Errorf("%d zones, want the whole database in order", len(names))
	}
	for _, name := range names {
		if loc, err := z.Load(name); err != nil || loc.String() != name {
			t.Errorf("Load(%q) = %v, %v", name, loc, err)
		}
	}
}

// TestTZDataVersion fails when somebody puts another archive in and leaves the version: promises would move without an event.
func TestTZDataVersion(t *testing.T) {
	t.Parallel()
	if got := fmt.Sprintf("%x", sha256.Sum256(zoneinfo)); got != TZDataDigest {
		t.Errorf("the embedded archive is %s: set TZDataVersion and TZDataDigest", got)
	}
	if _, err := zones(t).Load("America/Coyhaique"); err != nil {
		t.Errorf("a zone that came with 2025b is missing from %s: %v", TZDataVersion, err)
	}
}
