package hours

import (
	"testing"
	"time"
)

// local is the instant at which the clocks of loc show a wall time.
func local(t testing.TB, wall string, loc *time.Location) time.Time {
	t.Helper()
	at, _ := Project(wallAt(t, wall), loc)
	return at
}

// The hours that hold at an instant end when the first of all sets closes, or when the override does that lifts them.
func TestAllowedUntil(t *testing.T) {
	t.Parallel()
	perth := load(t, "Australia/Perth")
	law := Set{ID: "law", Version: 1, Layer: Legal, Week: EveryDay(Span{9 * 60, 20 * 60}), ConsentLifts: WithEvidence}
	office := Set{ID: "office", Version: 1, Layer: Policy, Week: EveryDay(Span{8 * 60, 17 * 60})}
	wish := &Override{ID: "ovr_1", From: local(t, "2026-12-01T23:00", perth), ExpiresAt: local(t, "2026-12-01T23:45", perth), Evidence: true}
	early := &Override{ID: "ovr_2", From: local(t, "2026-12-01T16:30", perth), ExpiresAt: local(t, "2026-12-01T17:15", perth), Evidence: true}
	for name, c := range map[string]struct {
		at       string
		override *Override
		want     string // empty: not allowed
	}{
		"the stricter set ends first":        {"2026-12-01T16:00", nil, "2026-12-01T17:00"},
		"before it opens":                    {"2026-12-01T08:30", nil, ""},
		"at its very end":                    {"2026-12-01T17:00", nil, ""},
		"night, with the donor's wish":       {"2026-12-01T23:10", wish, "2026-12-01T23:45"},
		"night, after the wish":              {"2026-12-01T23:45", wish, ""},
		"night, before the wish":             {"2026-12-01T22:59", wish, ""},
		"by day, with a wish for the night":  {"2026-12-01T16:00", wish, "2026-12-01T17:00"},
		"a wish that goes on past the hours": {"2026-12-01T16:45", early, "2026-12-01T17:15"},
	} {
		q := Question{At: local(t, c.at, perth), Loc: perth, Legal: []Set{law}, Policy: []Set{office}, Override: c.override}
		until, open := AllowedUntil(q)
		if open != (c.want != "") || open && !until.Equal(local(t, c.want, perth)) {
			t.Errorf("%s: until %v, %v", name, until.In(perth), open)
		}
		if v := Judge(q); v.Allowed != open {
			t.Errorf("%s: Judge says %v", name, v.Allowed)
		}
	}
	if _, open := AllowedUntil(Question{At: local(t, "2026-12-01T16:00", perth), Loc: perth, DoNotCall: true}); open {
		t.Error("a donor who must not be called may be")
	}
}
