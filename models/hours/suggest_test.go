package hours

import (
	"slices"
	"testing"
	"time"
)

func wallsOf(list []time.Time, loc *time.Location) []string {
	var walls []string
	for _, at := range list {
		walls = append(walls, at.In(loc).Format("2006-01-02T15:04"))
	}
	return walls
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	perth := load(t, "Australia/Perth")
	nights := &Preference{Week: Week{time.Tuesday: {{840, 960}}}}
	for name, c := range map[string]struct {
		wish, now string
		change    func(*Wish)
		want      []string
	}{
		"the wish itself, then by distance, the earlier first": {"2026-12-08T12:00", "2026-12-01T10:00", nil,
			[]string{"2026-12-08T12:00", "2026-12-08T11:45", "2026-12-08T12:15"}},
		"a wish off the grid": {"2026-12-08T12:05", "2026-12-01T10:00", nil,
			[]string{"2026-12-08T12:00", "2026-12-08T12:15", "2026-12-08T11:45"}},
		"closed on Sunday": {"2026-12-06T18:00", "2026-12-01T10:00", nil,
			[]string{"2026-12-07T09:00", "2026-12-07T09:15", "2026-12-07T09:30"}},
		"the window ends when the hours do": {"2026-12-08T19:55", "2026-12-01T10:00", nil,
			[]string{"2026-12-08T19:30", "2026-12-08T19:15", "2026-12-08T19:00"}},
		"only ahead of now": {"2026-12-08T12:00", "2026-12-08T12:00", nil,
			[]string{"2026-12-08T12:15", "2026-12-08T12:30", "2026-12-08T12:45"}},
		"taken starts": {"2026-12-08T12:00", "2026-12-01T10:00", func(w *Wish) {
			w.Taken = func(at time.Time) bool { return at.In(perth).Hour() == 12 }
		}, []string{"2026-12-08T11:45", "2026-12-08T11:30", "2026-12-08T11:15"}},
		"the standing wish first": {"2026-12-10T12:00", "2026-12-01T10:00", func(w *Wish) { w.Standing, w.Count = nights, 2 },
			[]string{"2026-12-08T15:45", "2026-12-08T15:30"}},
		"the standing wish on another clock": {"2026-12-10T12:00", "2026-12-01T10:00", func(w *Wish) {
			w.Standing, w.StandingLoc, w.Count = nights, load(t, "Australia/Sydney"), 1
		}, []string{"2026-12-08T12:45"}},
		"no whole window fits": {"2026-12-08T12:00", "2026-12-01T10:00", func(w *Wish) { w.Window = 12 * time.Hour },
			[]string{"2026-12-08T12:00", "2026-12-08T11:45", "2026-12-08T12:15"}},
		"far past the limit": {"2099-01-01T12:00", "2026-12-01T10:00", func(w *Wish) { w.Count = 1 },
			[]string{"2027-03-01T09:45"}},
		"long ago": {"0001-01-01T12:00", "2026-12-01T10:00", func(w *Wish) { w.Count, w.Step = 1, time.Hour },
			[]string{"2026-12-01T11:00"}},
		"days before the wish, close to the limit": {"2026-12-08T12:00", "2026-12-01T10:00", func(w *Wish) {
			w.Until, w.Count = w.At.Add(time.Hour), 1
			w.Taken = func(at time.Time) bool { return at.In(perth).Day() > 5 }
		}, []string{"2026-12-05T16:30"}},
		"nothing is left": {"2026-12-08T12:00", "2026-12-01T10:00", func(w *Wish) { w.Taken = func(time.Time) bool { return true } }, nil},
	} {
		w := Wish{Sets: []Set{preset(t, "au")}, Loc: perth, At: local(t, c.wish, perth), Now: local(t, c.now, perth), Window: 30 * time.Minute}
		if c.change != nil {
			c.change(&w)
		}
		if got := wallsOf(Suggest(w), perth); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestSuggestAgreesWithSorting builds the offers of a week by sorting all its quarter hours.
func TestSuggestAgreesWithSorting(t *testing.T) {
	t.Parallel()
	for _, zone := range oracleZones() {
		loc := load(t, zone)
		for _, change := range transitions(loc, 2026, 2028) {
			w := Wish{Sets: []Set{Fallback()}, Loc: loc, At: change.at.Add(5 * time.Hour), Now: change.at.AddDate(0, 0, -3), Count: 40,
				Until: change.at.AddDate(0, 0, 3)}
			var want []time.Time
			o := oracle{set: &w.Sets[0]}
			for _, m := range minutesOf(w.Now.Add(time.Minute), 6, loc) {
				if m.count%15 == 0 && o.open(&m) && m.at.Before(w.Until) {
					want = append(want, m.at)
				}
			}
			slices.SortStableFunc(want, func(a, b time.Time) int { return int(a.Sub(w.At).Abs() - b.Sub(w.At).Abs()) })
			if got := Suggest(w); !slices.EqualFunc(got, want[:40], time.Time.Equal) {
				t.Errorf("%s around %s:\n%v, want\n%v", zone, change.at, wallsOf(got, loc), wallsOf(want[:40], loc))
			}
		}
	}
}

func TestPreference(t *testing.T) {
	t.Parallel()
	var none *Preference
	if !none.Empty() || !(&Preference{Zone: "UTC", Note: "any time"}).Empty() {
		t.Error("a preference without a span is not empty")
	}
	wish := Preference{Week: Week{time.Monday: {{840, 960}, {900, 960}}}, Note: string(make([]byte, maxNote+1))}
	if faults := wish.Validate(); len(faults) != 2 || faults[0].Path != "week.mon[1]" || faults[1].Path != "note" {
		t.Errorf("faults %v", faults)
	}
	set := (&Preference{Week: EveryDay(Span{840, 960})}).Set()
	if faults := set.Validate(); len(faults) > 0 {
		t.Errorf("the set of a preference: %v", faults)
	}
}
