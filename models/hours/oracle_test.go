package hours

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// oracleZones are zones whose clocks do odd things: no change at all, whole hours, half an hour, Ramadan, midnight, 45 minutes past.
func oracleZones() []string {
	return []string{"Australia/Perth", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
		"America/Santiago", "Asia/Kathmandu", "Pacific/Apia"}
}

// minute is one minute of real time and what the donor's clock shows at its start.
type minute struct {
	at     time.Time
	today  Date
	before Date // yesterday
	key    int  // today as one number
	count  int  // minutes since midnight, as shown
}

// minutesOf lists the minutes from an instant on, so many days of them.
func minutesOf(from time.Time, days int, loc *time.Location) []minute {
	list := make([]minute, 0, days*minutesPerDay)
	for at := from; len(list) < days*minutesPerDay; at = at.Add(time.Minute) {
		shown := at.In(loc)
		today := DateOf(shown)
		yesterday := DateOf(time.Date(today.Year, today.Month, today.Day-1, 12, 0, 0, 0, time.UTC))
		list = append(list, minute{at, today, yesterday, today.Year*1000 + shown.YearDay(), shown.Hour()*60 + shown.Minute()})
	}
	return list
}

// oracle says what a set allows by asking for each day alone, slowly and without shared code but Holiday.
type oracle struct {
	set           *Set
	at            int // the day whose spans are kept below, since minutes are asked for in order
	today, before []Span
}

func (o *oracle) open(m *minute) bool {
	if o.at != m.key {
		o.at, o.today, o.before = m.key, o.spans(m.today), o.spans(m.before)
	}
	for _, s := range o.today {
		if s.From <= m.count && m.count < s.To {
			return true
		}
	}
	for _, s := range o.before {
		if s.From <= m.count+minutesPerDay && m.count+minutesPerDay < s.To {
			return true
		}
	}
	return false
}

func (o *oracle) spans(date Date) []Span {
	if slices.Contains(o.set.Closed, date) {
		return nil
	}
	if spans, ok := o.set.Special[date]; ok {
		return spans
	}
	holiday := func(date Date) bool {
		return slices.ContainsFunc(o.set.Calendars, func(r string) bool { _, ok := Holiday(date, r); return ok })
	}
	noon := time.Date(date.Year, date.Month, date.Day, 12, 0, 0, 0, time.UTC)
	usual := o.set.Week[noon.Weekday()]
	switch {
	case holiday(date) && o.set.Holidays.Mode == HolidaysClosed:
		return nil
	case holiday(date) && o.set.Holidays.Mode == HolidaysOwn:
		return o.set.Holidays.Spans
	case !holiday(date) && holiday(DateOf(noon.AddDate(0, 0, 1))) && o.set.Holidays.Eve != nil:
		return o.onEve(usual)
	}
	return usual
}

// onEve keeps each minute that is in both, as spans of one minute.
func (o *oracle) onEve(usual []Span) []Span {
	var kept []Span
	for count := range 2 * minutesPerDay {
		in := func(s Span) bool { return s.From <= count && count < s.To }
		if slices.ContainsFunc(usual, in) && slices.ContainsFunc(o.set.Holidays.Eve, in) {
			kept = append(kept, Span{count, count + 1})
		}
	}
	return kept
}

// oracleSets are the presets and sets that use what no preset does.
func oracleSets(t testing.TB) []Set {
	night := Fallback()
	night.ID, night.Week = "night", EveryDay(Span{0, 90}, Span{150, 165}, Span{1320, 1590})
	night.Closed = []Date{{2026, 12, 24}, {2027, 3, 28}}
	night.Special = map[Date][]Span{{2026, 12, 31}: {{1380, 1680}}, {2027, 4, 1}: {}}
	bavaria := preset(t, "de")
	bavaria.ID, bavaria.Calendars = "de-BY", []string{"DE-BY", "US"}
	bavaria.Holidays = HolidayRule{Mode: HolidaysOwn, Spans: []Span{{600, 660}, {1380, 1500}}, Eve: []Span{{0, 700}, {800, 2000}}}
	return append(presets(t).All(), night, bavaria, Fallback())
}

// stretches are the days that are looked at in a zone: Christmas and New Year, Easter of 2027 (the day on which London's clocks
// change), the last days of a leap year, and around the next changes of the zone's own clocks.
func stretches(loc *time.Location) map[time.Time]int {
	list := map[time.Time]int{
		time.Date(2026, 12, 23, 0, 0, 0, 0, time.UTC): 12,
		time.Date(2027, 3, 25, 0, 0, 0, 0, time.UTC):  8,
		time.Date(2028, 12, 30, 0, 0, 0, 0, time.UTC): 3,
	}
	for i, change := range transitions(loc, 2026, 2029) {
		if i < 2 {
			list[change.at.Truncate(24*time.Hour).AddDate(0, 0, -1)] = 3
		}
	}
	return list
}

// TestOpenAgreesWithOracle compares, minute by minute, what each set allows with what its days say.
func TestOpenAgreesWithOracle(t *testing.T) {
	t.Parallel()
	sets := oracleSets(t)
	for _, zone := range oracleZones() {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			loc := load(t, zone)
			random := rand.New(rand.NewPCG(1, uint64(len(zone))))
			for from, days := range stretches(loc) {
				minutes := minutesOf(from, days, loc)
				for i := range sets {
					want := make([]bool, len(minutes))
					o := oracle{set: &sets[i]}
					for k := range minutes {
						want[k] = o.open(&minutes[k])
					}
					compareOpen(t, sets[i:i+1], loc, minutes, want)
					compareNext(t, sets[i:i+1], loc, minutes, want, random)
				}
			}
		})
	}
}

func compareOpen(t *testing.T, sets []Set, loc *time.Location, minutes []minute, want []bool) {
	t.Helper()
	from := minutes[0].at
	got := make([]bool, len(minutes))
	for _, i := range Open(sets, loc, from, from.Add(time.Duration(len(minutes))*time.Minute)) {
		for k := int(i.Start.Sub(from) / time.Minute); k < int(i.End.Sub(from)/time.Minute); k++ {
			got[k] = true
		}
	}
	if !slices.Equal(got, want) {
		k := slices.IndexFunc(minutes, func(m minute) bool { k := int(m.at.Sub(from) / time.Minute); return got[k] != want[k] })
		t.Errorf("%s in %s at %s: open %v, the oracle says %v", sets[0].ID, loc, minutes[k].at.In(loc), got[k], want[k])
	}
	checkIntervals(t, sets, loc, from, minutes[len(minutes)-1].at)
}

// compareNext asks NextOpen and OpenUntil at some minutes, and compares with the first open and the first closed minute from there.
func compareNext(t *testing.T, sets []Set, loc *time.Location, minutes []minute, want []bool, random *rand.Rand) {
	t.Helper()
	end := minutes[len(minutes)-1].at.Add(time.Minute)
	for range 5 {
		k := random.IntN(len(minutes))
		at := minutes[k].at
		next, ok := NextOpen(sets, loc, at, end)
		if first := slices.Index(want[k:], true); ok != (first >= 0) || ok && !next.Equal(minutes[k+first].at) {
			t.Errorf("%s in %s from %s: next %s %v", sets[0].ID, loc, at.In(loc), next.In(loc), ok)
		}
		until, open := OpenUntil(sets, loc, at)
		closing := slices.Index(want[k:], false)
		if open != want[k] || open && closing >= 0 && !until.Equal(minutes[k+closing].at) || open && closing < 0 && until.Before(end) {
			t.Errorf("%s in %s at %s: until %s %v", sets[0].ID, loc, at.In(loc), until.In(loc), open)
		}
	}
}

// TestOpenIsTheIntersection takes pairs of sets: a minute is open when it is in both.
func TestOpenIsTheIntersection(t *testing.T) {
	t.Parallel()
	sets := oracleSets(t)
	for i, zone := range oracleZones() {
		loc := load(t, zone)
		minutes := minutesOf(time.Date(2026, 12, 22, 0, 0, 0, 0, time.UTC), 13, loc)
		random := rand.New(rand.NewPCG(7, uint64(i)))
		for range 12 {
			pair := []Set{sets[random.IntN(len(sets))], sets[random.IntN(len(sets))]}
			first, second := oracle{set: &pair[0]}, oracle{set: &pair[1]}
			want := make([]bool, len(minutes))
			for k := range minutes {
				want[k] = first.open(&minutes[k]) && second.open(&minutes[k])
			}
			compareOpen(t, pair, loc, minutes, want)
			compareNext(t, pair, loc, minutes, want, random)
		}
	}
}
