package models_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// The claim's low bound is a hint: what is put below it is found within two seconds.
func TestTheClaimsBoundHidesNothingForLong(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 6 {
			l.book(fmt.Sprint("D-", i), "2026-12-01T18:00")
		}
		l.clock.Advance(6*time.Hour + 10*time.Second)
		if claims, err := l.ClaimDue(l.ctx, 2, 0, time.Minute); err != nil || len(claims) != 2 {
			t.Fatalf("%d claimed, %v", len(claims), err)
		}
		m := source("EV1", "WS1", 1, owner)
		m.OccurredAt, m.Request.LocalTime, m.Record = models.At(l.clock.Now().Add(-time.Hour)), "2026-12-01T17:30", models.RecordRef{ExternalID: "low", Phone: mobile}
		low := l.apply(m)[0].Callback.ID
		l.clock.Advance(2 * time.Second)
		claims, err := l.ClaimDue(l.ctx, 2, 0, time.Minute)
		if l.must(err); len(claims) != 2 || claims[0].ID != low {
			t.Fatalf("claimed %d, the one below the bound is not the first", len(claims))
		}
		if claims, err := l.ClaimDue(l.ctx, 50, 0, time.Minute); err != nil || len(claims) != 3 {
			t.Errorf("%d left, %v", len(claims), err)
		}
		if claims, err := l.ClaimDue(l.ctx, 0, 0, time.Minute); err != nil || len(claims) != 0 {
			t.Errorf("%d of none, %v", len(claims), err)
		}
	})
}

// A claim ahead of time says when the moment is, and holds the lease from then on.
func TestClaimAhead(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", OwnerMinutes: 3}))
		l.must(l.PutAgents(l.ctx, models.Agent{WorkerSid: owner, Available: false}))
		b := wish("D-1", "2026-12-01T18:00")
		b.Routing, b.OwnerSid = models.ToAgent, owner
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		l.clock.Advance(6*time.Hour - 250*time.Millisecond)
		if next, err := l.NextDue(l.ctx); err != nil || next != cb.DueAt {
			t.Errorf("next due %v, %v", next, err)
		}
		claims, err := l.ClaimDue(l.ctx, 10, 250*time.Millisecond, 30*time.Second)
		l.must(err)
		if len(claims) != 1 || claims[0].NextAt != cb.DueAt || !claims[0].OwnerAway || claims[0].Donor.ID != cb.RecordID ||
			claims[0].Rungs != (models.Rungs{Owner: 3 * time.Minute, Team: 20 * time.Minute, Alert: 30 * time.Minute}) || claims[0].Version != 2 {
			t.Fatalf("%+v", claims)
		}
		if s := l.wantStatus(cb.ID, models.Dispatching); s.NextAt.Sub(cb.DueAt) != 30*time.Second || s.Dispatch != 1 || !s.TaskOpen {
			t.Errorf("lease until %v", s.NextAt)
		}
		if next, err := l.NextDue(l.ctx); err != nil || !next.IsZero() {
			t.Errorf("next due %v, %v", next, err)
		}
		l.clock.Advance(20 * time.Second)
		stranger := claims[0]
		stranger.LeaseToken = "ls_of_another"
		if held, err := l.ExtendLeases(l.ctx, []models.Claim{stranger}, time.Hour); err != nil || len(held) != 0 {
			t.Errorf("held %v by another's token, %v", held, err)
		}
		held, err := l.ExtendLeases(l.ctx, claims, 30*time.Second)
		l.must(err)
		if s := l.story(cb.ID); len(held) != 1 || s.NextAt.Sub(models.At(l.clock.Now())) != 30*time.Second {
			t.Errorf("held %v until %v", held, s.NextAt)
		}
		l.must(l.Observe(l.ctx, news(cb, models.TaskSeen, "WT1", 1)))
		if held, err := l.ExtendLeases(l.ctx, claims, time.Hour); err != nil || len(held) != 0 {
			t.Errorf("held %v after its Task is known, %v", held, err)
		}
	})
}

// What was written is read at once, also by the readers of SQLite's pool and by another instance.
func TestWritesAreReadAtOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open()
		for i := range 25 {
			cb := l.book(fmt.Sprint("D-", i), "2026-12-01T18:00")
			for _, store := range []*models.Store{l.Store, other} {
				if _, err := store.Get(l.ctx, cb.ID, models.Seen{}); err != nil {
					t.Fatalf("after booking %d: %v", i, err)
				}
			}
		}
	})
}

func TestMarksOnlyGoOn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		if at, err := l.Mark(l.ctx, "sweep"); err != nil || !at.IsZero() {
			t.Errorf("%v, %v", at, err)
		}
		for _, ms := range []int64{5, 9, 7} {
			l.must(l.SetMark(l.ctx, "sweep", models.AtMillis(ms)))
		}
		if at, err := l.Mark(l.ctx, "sweep"); err != nil || at.Millis() != 9 {
			t.Errorf("%v, %v", at, err)
		}
	})
}
