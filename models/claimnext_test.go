package models_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

func (l *ledger) claimNext(workerSid string) *models.Callback {
	l.t.Helper()
	cb, err := l.ClaimNext(l.ctx, models.Seen{WorkerSid: workerSid, Team: "welcome"}, models.Asked{Actor: "agent:" + workerSid})
	l.must(err)
	return cb
}

// The one that was due first is claimed, and is the claimer's from then on; then the same one is told of until it is done with.
func TestClaimNextTakesTheMostUrgent(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		if l.claimNext(owner) != nil {
			t.Fatal("claimed what is not there")
		}
		later, first := l.book("D-1", "2026-12-01T18:30"), l.book("D-2", "2026-12-01T18:00")
		strict := ownedBy(worker(7), "D-3", "2026-12-01T17:00")
		strict.AgentStrict = true
		l.booked(strict)
		others := wish("D-4", "2026-12-01T17:00")
		others.Team = "renewals"
		l.booked(others)
		if got := l.claimNext(owner); got != nil {
			t.Fatalf("claimed %s before it was due", got.LocalTime)
		}
		l.clock.Advance(7 * time.Hour)
		got := l.claimNext(owner)
		if got == nil || got.ID != first.ID || got.Routing != models.ToAgent || got.WorkerSid != owner {
			t.Fatalf("%+v", got)
		}
		if again := l.claimNext(owner); again.ID != first.ID || again.Version != got.Version {
			t.Errorf("then %s at version %d", again.ID, again.Version)
		}
		if other := l.claimNext(worker(2)); other == nil || other.ID != later.ID {
			t.Errorf("the other agent got %+v", other)
		}
		if l.claimNext(worker(3)) != nil {
			t.Error("a third got what is another's")
		}
	})
}

// A queued one is withdrawn and made anew for the claimer. What another owns can be had once the owner was offered it for long enough.
func TestClaimNextOfAQueuedOne(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.booked(ownedBy(worker(7), "D-1", "2026-12-01T18:00"))
		l.queue(cb, ownTask)
		if l.claimNext(owner) != nil {
			t.Fatal("claimed on the owner's own rung")
		}
		l.clock.Advance(10 * time.Minute)
		got := l.claimNext(owner)
		if got == nil || got.WorkerSid != owner || got.Status != models.Scheduled || got.Step != models.StepClose {
			t.Fatalf("%+v", got)
		}
		l.must(l.Observe(l.ctx, own(cb, "", models.TaskLost)))
		if claims := l.claim(); len(claims) != 1 || claims[0].WorkerSid != owner {
			t.Fatalf("%+v", claims)
		}
		l.wantLedger(cb.ID)
	})
}

// Ten agents who ask at once, over two instances, get ten promises.
func TestClaimNextGivesEachToOne(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		const agents = 10
		for i := range agents {
			l.book(fmt.Sprint("D-", i), "2026-12-01T18:00")
		}
		l.clock.Advance(6 * time.Hour)
		stores := []*models.Store{l.Store, l.open()}
		var mu sync.Mutex
		got := map[string]int{}
		together(agents, func(i int) {
			cb, err := stores[i%2].ClaimNext(l.ctx, models.Seen{WorkerSid: worker(i), Team: "welcome"}, asked())
			mu.Lock()
			defer mu.Unlock()
			if err != nil || cb == nil || cb.WorkerSid != worker(i) {
				t.Errorf("agent %d: %+v, %v", i, cb, err)
				return
			}
			got[cb.ID]++
		})
		if len(got) != agents {
			t.Errorf("%d promises for %d agents", len(got), agents)
		}
	})
}
