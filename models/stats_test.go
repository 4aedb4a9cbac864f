package models_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

const colleague = "WK00000000000000000000000000000c11"

// day is the first of December 2026 in Perth, where these promises are made.
func day() models.StatsQuery {
	from := models.At(time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC))
	return models.StatsQuery{From: from, To: from.Add(24 * time.Hour)}
}

func (l *ledger) stats(q models.StatsQuery) *models.Stats {
	l.t.Helper()
	stats, err := l.Stats(l.ctx, q)
	l.must(err)
	return stats
}

// An agent's own promise that a colleague dialled fell back; one that nobody dialled did neither.
func TestWhoKeptAnAgentsPromise(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i, worker := range []string{owner, colleague, ""} {
			b := wish(string(rune('A'+i)), "2026-12-01T13:00")
			b.Routing, b.WorkerSid, b.OwnerSid = models.ToAgent, owner, owner
			cb, _, err := l.Book(l.ctx, b)
			l.must(err)
			if worker != "" {
				m := on(call(cb, "EV", models.TaskSeen, ""), "WC"+worker)
				m.WorkerSid, m.OccurredAt = worker, models.At(l.clock.Now().Add(61*time.Minute))
				l.apply(m)
			}
		}
		p := l.stats(day()).Promises
		if p.Counted != 3 || p.Owned != 3 || p.ByOwner != 1 || p.Fallback != 1 || p.Kept != 2 || p.OnTime != 2 || p.NotDue != 1 {
			t.Errorf("%+v", p)
		}
	})
}

// A donor who calls it off before it is due takes the promise back; afterwards it is one that was not kept.
func TestWhatADonorCallsOff(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i, wait := range []time.Duration{0, 61 * time.Minute} {
			cb := l.book(string(rune('A'+i)), "2026-12-01T13:00")
			l.clock.Advance(wait)
			_, err := l.Cancel(l.ctx, cb.ID, "", models.DonorCancelled, models.Asked{Actor: "test"})
			l.must(err)
		}
		p := l.stats(day()).Promises
		if p.All != 2 || p.Cancelled != 1 || p.Counted != 1 || p.Closed != 1 || p.Broken != 0 {
			t.Errorf("%+v", p)
		}
	})
}

// A call outside calling hours is told apart by whether a permission was recorded.
func TestCallsOutsideHoursAreTold(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		for i, allowed := range []bool{true, false} {
			cb := l.book(string(rune('A'+i)), "2026-12-01T13:00")
			m := on(call(cb, "EV", models.TaskSeen, ""), "WC"+cb.ID)
			m.OccurredAt = models.At(time.Date(2026, 12, 1, 17, 0, 0, 0, time.UTC)) // one at night
			l.apply(m)
			if allowed {
				_, err := l.raw().ExecContext(l.ctx, "UPDATE attempts SET override_id = 'ovr_1' WHERE callback_id = '"+cb.ID+"'")
				l.must(err)
			}
		}
		q := day()
		q.To = q.To.Add(24 * time.Hour)
		if a := l.stats(q).Attempts; a.All != 2 || a.Outside != 1 || a.Unlawful != 1 {
			t.Errorf("%+v", a)
		}
	})
}

// Lines of before the figures say less of the promise they replaced: its verdict counts.
func TestOldLinesCountByTheirVerdict(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.book("late", "2026-12-01T12:10")
		l.clock.Advance(20 * time.Minute)
		l.movedTo("late", "EV2", "2026-12-01T20:00")
		_, err := l.raw().ExecContext(l.ctx, "UPDATE events SET ended_end = NULL WHERE verdict <> ''")
		l.must(err)
		if p := l.stats(day()).Promises; p.All != 2 || p.Late != 1 || p.Broken != 1 || p.OnTime != 0 {
			t.Errorf("%+v", p)
		}
	})
}

func TestFiguresOfAnImpossiblePeriod(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		from := models.At(l.clock.Now())
		for _, to := range []models.Instant{from, from.Add(-time.Hour), from.Add(models.MaxStatsRange + time.Millisecond)} {
			var bad *models.InvalidError
			if _, err := l.Stats(l.ctx, models.StatsQuery{From: from, To: to}); !errors.As(err, &bad) || bad.Problems[0].Field != "to" {
				t.Errorf("%s: %v", to.Time(), err)
			}
		}
		if load := l.stats(models.StatsQuery{From: from, To: from.Add(time.Hour)}).SlotLoad; len(load) != 0 {
			t.Errorf("load %v", load)
		}
		l.book("D-1", "2026-12-01T18:05")
		if load := l.stats(models.StatsQuery{From: from, To: from.Add(time.Hour)}).SlotLoad; len(load) != 1 || load[0].Promised != 1 || !strings.HasPrefix(load[0].StartsAt.Time().Format(time.RFC3339), "2026-12-01T10:00") {
			t.Errorf("load %v", load)
		}
	})
}
