package year

import (
	"database/sql"
	"testing"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// The auditor is worth something only if it finds what is wrong.
func TestTheAuditorFindsDialsOutOfHours(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		at, region, zone string
		outside          bool   // as the product says
		wording          string // of the override, if there is one
		before           int    // dials in the hours before
		wantLifted, ok   bool
	}{
		"Tuesday noon":                         {at: "2026-03-03T12:00", region: "AU", zone: "Australia/Perth", ok: true},
		"Sunday":                               {at: "2026-03-01T12:00", region: "AU", zone: "Australia/Perth"},
		"Sunday, and said to be outside":       {at: "2026-03-01T12:00", region: "AU", zone: "Australia/Perth", outside: true},
		"Sunday, by the donor's recorded wish": {at: "2026-03-01T12:00", region: "AU", zone: "Australia/Perth", outside: true, wording: "ring on Sunday", wantLifted: true, ok: true},
		"Sunday, lifted but said to be inside": {at: "2026-03-01T12:00", region: "AU", zone: "Australia/Perth", wording: "ring on Sunday", wantLifted: true},
		"noon, with an override nobody needs":  {at: "2026-03-03T12:00", region: "AU", zone: "Australia/Perth", wording: "ring at noon", ok: true},
		"the hour after the clocks went on":    {at: "2026-03-08T08:30", region: "US", zone: "America/New_York", ok: true},
		"too early on that day":                {at: "2026-03-08T07:30", region: "US", zone: "America/New_York"},
		"the third in a day":                   {at: "2026-03-03T12:00", region: "US-FL", zone: "America/New_York", before: 2, ok: true},
		"the fourth in a day":                  {at: "2026-03-03T12:00", region: "US-FL", zone: "America/New_York", before: 3},
		"in the break at noon":                 {at: "2026-03-03T13:30", region: "FR", zone: "Europe/Paris"},
	} {
		a, err := newAuditor(nil)
		if err != nil {
			t.Fatal(err)
		}
		loc, err := a.zones.Load(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.ParseInLocation("2006-01-02T15:04", c.at, loc)
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.before {
			a.dials["rec"] = append(a.dials["rec"], hours.Dial{At: at.Add(-time.Duration(i+1) * time.Hour), SameRecord: true, SameNumber: true})
		}
		d := dialled{record: "rec", region: c.region, zone: c.zone, started: at.UnixMilli(), outside: c.outside}
		if c.wording != "" {
			d.override, d.by, d.wording = sql.NullString{String: "ovr_1", Valid: true}, sql.NullString{String: "donor", Valid: true}, sql.NullString{String: c.wording, Valid: true}
			d.starts, d.expires = sql.NullInt64{Int64: at.Add(-time.Minute).UnixMilli(), Valid: true}, sql.NullInt64{Int64: at.Add(time.Hour).UnixMilli(), Valid: true}
		}
		if lifted, err := a.judge(d); lifted != c.wantLifted || (err == nil) != c.ok {
			t.Errorf("%s: lifted %v, %v", name, lifted, err)
		}
	}
}
