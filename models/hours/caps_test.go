package hours

import (
	"math/rand/v2"
	"testing"
	"time"
)

// naive says whether caps and cool-off allow a dial at an instant, by counting.
func naive(q Question, s Set, at time.Time) bool {
	refused := q.RefusedAt
	for _, limit := range s.Caps {
		counted := 0
		for _, dial := range q.Attempts {
			inScope := limit.Scope == PerNumber && dial.SameNumber || limit.Scope == PerRecord && dial.SameRecord
			ago := at.Sub(dial.At)
			inPeriod := limit.Per == PerDay && dial.At.In(q.Loc).Format(time.DateOnly) == at.In(q.Loc).Format(time.DateOnly) ||
				limit.Per == Per24h && ago >= 0 && ago < 24*time.Hour || limit.Per == Per30Days && ago >= 0 && ago < 720*time.Hour
			if inScope && inPeriod {
				counted++
			}
		}
		if counted >= limit.Max {
			return false
		}
	}
	for _, dial := range q.Attempts {
		if dial.Outcome == OutcomeRefused && dial.At.After(refused) {
			refused = dial.At
		}
	}
	if refused.IsZero() || s.RefusalCoolOff == 0 || at.Before(refused) {
		return true
	}
	silent := refused.In(q.Loc)
	lastDay := time.Date(silent.Year(), silent.Month(), silent.Day()+s.RefusalCoolOff, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	return at.In(q.Loc).Format(time.DateOnly) > lastDay
}

// TestNextAgreesWithCounting steps through the minutes from random questions until hours, caps and cool-off all allow the call, and
// compares that with NextAllowedAt; on the way Judge must refuse.
func TestNextAgreesWithCounting(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 1))
	periods := []CapPeriod{PerDay, Per24h, Per30Days}
	scopes := []CapScope{PerNumber, PerRecord}
	zones := oracleZones()
	for range 40 {
		loc := load(t, zones[random.IntN(len(zones))])
		now := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(random.IntN(300*24*60)) * time.Minute)
		set := Fallback()
		set.RefusalCoolOff = random.IntN(3)
		for range 1 + random.IntN(2) {
			set.Caps = append(set.Caps, Cap{1 + random.IntN(4), periods[random.IntN(3)], scopes[random.IntN(2)]})
		}
		q := Question{At: now, Now: now, Loc: loc, Legal: []Set{set}}
		for range random.IntN(8) {
			dial := Dial{At: now.Add(-time.Duration(random.IntN(3*24*60)) * time.Minute), SameNumber: random.IntN(3) > 0, SameRecord: random.IntN(3) > 0}
			if random.IntN(6) == 0 {
				dial.Outcome = OutcomeRefused
			}
			q.Attempts = append(q.Attempts, dial)
		}
		compareWithCounting(t, q, set)
	}
}

func compareWithCounting(t *testing.T, q Question, set Set) {
	t.Helper()
	next := Judge(q).NextAllowedAt
	o := oracle{set: &set}
	for i, m := range minutesOf(q.At, 45, q.Loc) {
		allowed := o.open(&m) && naive(q, set, m.at)
		if allowed || i%617 == 0 {
			asked := q
			asked.At = m.at
			if v := Judge(asked); v.Allowed != allowed || (len(v.Reasons) == 0) != allowed {
				t.Fatalf("at %s: %+v, counting says %v", m.at.In(q.Loc), v, allowed)
			}
		}
		if allowed {
			if !next.Equal(m.at) {
				t.Errorf("from %s the next is %s, counting says %s\n%+v", q.At.In(q.Loc), next.In(q.Loc), m.at.In(q.Loc), set.Caps)
			}
			return
		}
	}
	t.Errorf("from %s nothing is allowed for 45 days", q.At.In(q.Loc))
}

// TestCapEdges looks at the seconds on both sides of a cap's end.
func TestCapEdges(t *testing.T) {
	t.Parallel()
	york := load(t, "America/New_York")
	dialled := local(t, "2026-10-31T12:00", york) // the clocks go back the night after
	for per, free := range map[CapPeriod]time.Time{
		PerDay:    local(t, "2026-11-01T00:00", york),
		Per24h:    local(t, "2026-11-01T11:00", york),
		Per30Days: local(t, "2026-11-30T11:00", york),
	} {
		set := preset(t, "none-24x7")
		set.Caps = []Cap{{1, per, PerRecord}}
		q := Question{Loc: york, Legal: []Set{set}, Attempts: []Dial{{At: dialled, SameRecord: true}}}
		q.At = free.Add(-time.Second)
		if v := Judge(q); v.Allowed || v.Reasons[0].Code != AttemptCap || !v.NextAllowedAt.Equal(free) {
			t.Errorf("%s: a second before: %+v", per, v)
		}
		q.At = free
		if v := Judge(q); !v.Allowed {
			t.Errorf("%s: at its end: %+v", per, v)
		}
	}
}
