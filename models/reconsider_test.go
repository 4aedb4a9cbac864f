package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// putOff lets a callback come due at an hour at which the donor may not be rung.
func (l *ledger) putOff(cb *models.Callback) *models.Story {
	l.t.Helper()
	l.clock.Advance(cb.DueAt.Sub(models.At(l.clock.Now())))
	for _, c := range l.claim() {
		verdict := c.Judge(l.clock.Now())
		if verdict.Allowed {
			l.t.Fatal("the donor may be rung")
		}
		l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: c.ID, Dispatch: c.Dispatch, Fate: models.FateDeferred, Verdict: verdict}}))
	}
	return l.wantStatus(cb.ID, models.Scheduled)
}

func (l *ledger) reconsider(want int) {
	l.t.Helper()
	if moved, err := l.Reconsider(l.ctx); err != nil || moved != want {
		l.t.Errorf("%d moved, want %d: %v", moved, want, err)
	}
}

func TestPromisesThatWerePutOffAreLookedAtAgain(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.book("D-2", "2026-12-10T18:00")
		l.reconsider(0)
		l.save(models.ReplaceCallingHours(only(ours("10:00-12:00", time.Friday))))
		l.reconsider(0) // what is not due yet is judged when it is
		if s := l.putOff(cb); s.WaitReason != models.WaitHours || s.DueAt != at(t, "2026-12-04T02:00:00Z") {
			t.Fatalf("put off: %s until %v", s.WaitReason, s.DueAt)
		}
		l.save(models.ReplaceCallingHours(only(ours("10:00-12:00", time.Wednesday))))
		l.reconsider(1)
		if s := l.wantStatus(cb.ID, models.Scheduled); s.WaitReason != models.WaitHours || s.DueAt != at(t, "2026-12-02T02:00:00Z") || s.NextAt != s.DueAt {
			t.Errorf("earlier: %s until %v", s.WaitReason, s.DueAt)
		}
		l.reconsider(0)
		l.save(models.BackTo(models.PolicyCallingHours, 0))
		l.reconsider(1)
		s := l.wantStatus(cb.ID, models.Scheduled)
		if s.WaitReason != models.WaitPromised || s.DueAt != models.At(l.clock.Now()) || len(l.claim()) != 1 {
			t.Errorf("allowed now: %s until %v", s.WaitReason, s.DueAt)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventDispatching, models.EventDeferred, models.EventDeferred, models.EventDeferred, models.EventDispatching)
		told := s.Events[4].Data.V
		if told["was_due_at"] != "2026-12-02T02:00:00.000Z" || told["due_at"] != "2026-12-01T10:00:00.000Z" {
			t.Errorf("told %v", told)
		}
	})
}

// A process that died between saving rules and looking again leaves it to the next.
func TestLookingAgainIsMadeUpFor(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.save(models.ReplaceCallingHours(only(ours("10:00-12:00", time.Friday))))
		l.putOff(cb)
		l.save(models.ReplaceCallingHours(only(ours("10:00-12:00", time.Wednesday))))
		if moved, err := l.open().Reconsider(l.ctx); err != nil || moved != 1 {
			t.Errorf("%d moved by another instance, %v", moved, err)
		}
		l.reconsider(0)
	})
}
