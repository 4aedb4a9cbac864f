package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// A heartbeat keeps what is still held, and nothing that was ended, or that somebody took over when the lease had run out.
func TestHeartbeatKeepsOnlyWhatIsStillHeld(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		kept, ended, lost := l.book("D-1", "2026-12-01T18:00"), l.book("D-2", "2026-12-01T18:00"), l.book("D-3", "2026-12-01T18:00")
		l.clock.Advance(6 * time.Hour)
		claims := l.claim()
		if len(claims) != 3 {
			t.Fatalf("%d claims", len(claims))
		}
		_, err := l.Cancel(l.ctx, ended.ID, "rang us", "", models.Asked{Actor: "test"})
		l.must(err)
		l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: lost.ID, Dispatch: 1, Fate: models.FateNotApplied}}))
		if again := l.claim(); len(again) != 1 || again[0].ID != lost.ID {
			t.Fatalf("claimed again %+v", again)
		}
		held, err := l.ExtendLeases(l.ctx, claims, time.Hour)
		l.must(err)
		if len(held) != 1 || held[0] != kept.ID {
			t.Fatalf("held %v, want %s alone", held, kept.ID)
		}
		l.clock.Advance(59 * time.Minute)
		work, err := l.WorkFor(l.ctx, models.StepRescue, 10, time.Second)
		l.must(err)
		for _, w := range work {
			if w.ID == kept.ID {
				t.Fatal("a lease that was extended ran out")
			}
		}
	})
}
