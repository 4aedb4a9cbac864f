package hours

import (
	"testing"
	"time"
)

func TestNextTry(t *testing.T) {
	t.Parallel()
	london := load(t, "Europe/London")
	morningAndEvening := map[DayPart]int{Morning: 1, Evening: 2}
	for name, c := range map[string]struct {
		after string
		retry Retry
		want  string
	}{
		"busy, ten minutes":           {"2026-12-07T18:30", Retry{Delay: 10 * time.Minute}, "2026-12-07T18:40"},
		"after the hours":             {"2026-12-07T20:55", Retry{Delay: 10 * time.Minute}, "2026-12-08T09:00"},
		"untried part of the day":     {"2026-12-07T09:10", Retry{Delay: 2 * time.Hour, Within: 8 * time.Hour, Tried: morningAndEvening}, "2026-12-07T12:00"},
		"the next day, another part":  {"2026-12-07T18:30", Retry{Days: 1, Tried: morningAndEvening}, "2026-12-08T12:00"},
		"the next day, nothing known": {"2026-12-07T18:30", Retry{Days: 1}, "2026-12-08T09:00"},
		"an hour that was answered":   {"2026-12-07T18:30", Retry{Days: 1, Tried: morningAndEvening, AnsweredHours: []int{19, 23}}, "2026-12-08T19:00"},
		"answered, on that day only":  {"2026-12-07T09:10", Retry{Delay: time.Hour, Within: time.Hour, AnsweredHours: []int{19}}, "2026-12-07T10:10"},
		"two days on, with a delay":   {"2026-12-07T18:30", Retry{Days: 2, Delay: 50 * time.Hour}, "2026-12-09T20:30"},
		"the reach is closed":         {"2026-12-07T21:30", Retry{Delay: time.Hour, Within: 2 * time.Hour, Tried: morningAndEvening}, "2026-12-08T09:00"},
	} {
		c.retry.Rules = Question{Loc: london, Legal: []Set{preset(t, "uk")}}
		c.retry.After = local(t, c.after, london)
		if got, ok := NextTry(c.retry); !ok || got.In(london).Format("2006-01-02T15:04") != c.want {
			t.Errorf("%s: %s %v, want %s", name, got.In(london), ok, c.want)
		}
	}
}

func TestNextTryKeepsToCaps(t *testing.T) {
	t.Parallel()
	miami := load(t, "America/New_York")
	after := local(t, "2026-12-07T18:30", miami)
	q := Question{Loc: miami, Legal: []Set{preset(t, "us-FL")}}
	for hours := range 3 {
		q.Attempts = append(q.Attempts, Dial{At: after.Add(-time.Duration(hours) * time.Hour), SameRecord: true})
	}
	got, ok := NextTry(Retry{Rules: q, After: after, Delay: time.Hour, Within: 72 * time.Hour, Tried: map[DayPart]int{Afternoon: 1, Evening: 2}})
	if want := local(t, "2026-12-09T08:00", miami); !ok || !got.Equal(want) { // the cap holds until the 8th, 16:30
		t.Errorf("%s %v, want %s", got.In(miami), ok, want)
	}
	q.DoNotCall = true
	if got, ok := NextTry(Retry{Rules: q, After: after, Delay: time.Hour}); ok {
		t.Errorf("a donor who must not be called is tried again at %s", got)
	}
}

func TestTried(t *testing.T) {
	t.Parallel()
	kathmandu := load(t, "Asia/Kathmandu")
	var dials []Dial
	for _, wall := range []string{"2026-12-07T00:00", "2026-12-07T11:59", "2026-12-07T12:00", "2026-12-07T14:00", "2026-12-07T16:59", "2026-12-07T17:00", "2026-12-07T23:59"} {
		dials = append(dials, Dial{At: local(t, wall, kathmandu)})
	}
	got := Tried(dials, kathmandu)
	if len(got) != 4 || got[Morning] != 2 || got[Midday] != 1 || got[Afternoon] != 2 || got[Evening] != 2 {
		t.Errorf("%v", got)
	}
}

// FuzzNextTry holds that a try is allowed, and never before its delay is over.
func FuzzNextTry(f *testing.F) {
	sets := oracleSets(f)
	var locs []*time.Location
	for _, zone := range oracleZones() {
		locs = append(locs, load(f, zone))
	}
	f.Add(uint32(0), uint8(1), uint8(17), uint16(10), uint8(0), uint16(0), uint8(3))
	f.Add(uint32(1<<28), uint8(5), uint8(22), uint16(120), uint8(2), uint16(600), uint8(0xff))
	f.Fuzz(func(t *testing.T, second uint32, zone, law uint8, delay uint16, days uint8, within uint16, past uint8) {
		after := time.Unix(1704067200+int64(second%(16*365*86400)), 0).UTC()
		r := Retry{
			Rules: Question{Loc: locs[int(zone)%len(locs)], Legal: []Set{sets[int(law)%len(sets)]}},
			After: after, Delay: time.Duration(delay) * time.Minute, Days: int(days % 4), Within: time.Duration(within) * time.Minute,
			AnsweredHours: []int{int(past) % 24},
		}
		for i := range past % 8 {
			r.Rules.Attempts = append(r.Rules.Attempts, Dial{At: after.Add(-time.Duration(i) * 5 * time.Hour), SameNumber: true, SameRecord: true})
		}
		r.Tried = Tried(r.Rules.Attempts, r.loc())
		at, ok := NextTry(r)
		if !ok {
			return
		}
		asked := r.Rules
		asked.At, asked.Now = at, at
		if v := Judge(asked); !v.Allowed || at.Before(after.Add(r.Delay)) {
			t.Fatalf("tried at %s after %s: %+v", at, after, v)
		}
	})
}
