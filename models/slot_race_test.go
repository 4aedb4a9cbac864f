package models_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/ringback/ringback/models"
)

// Of all who want the last places of a slot at once, over two instances, as many get one as there are. Half of them ask for an owner, who
// has places of his own.
func TestTheLastPlacesOfASlotAreTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		const limit, owners, wanted = 5, 2, 24
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: limit}, models.Team{Name: "owners", SlotPerAgent: owners}))
		l.must(l.PutAgents(l.ctx, models.Agent{WorkerSid: owner, Team: "owners"}))
		stores := []*models.Store{l.Store, l.open()}
		var byTeam, byOwner, refused atomic.Int32
		together(wanted, func(i int) {
			b, made := wish(fmt.Sprint("D-", i), "2026-12-01T18:05"), &byTeam
			if i%3 == 0 {
				b, made = ownedBy(owner, fmt.Sprint("D-", i), "2026-12-01T18:05"), &byOwner
			}
			_, _, err := stores[i%2].Book(l.ctx, b)
			var bad *models.InvalidError
			switch {
			case err == nil:
				made.Add(1)
			case errors.As(err, &bad) && bad.Code() == "slot_full":
				refused.Add(1)
			default:
				t.Errorf("booking %d: %v", i, err)
			}
		})
		slots, err := l.Slots(l.ctx, models.SlotQuery{Team: "welcome", From: l.at("2026-12-01T10:00:00Z"), To: l.at("2026-12-01T10:15:00Z")})
		l.must(err)
		if got := byTeam.Load() + byOwner.Load(); got != limit || byOwner.Load() > owners || slots[0].Promised != limit || refused.Load() != wanted-limit {
			t.Errorf("%d for the team, %d for the owner, %d refused; %d promised, want %d and %d of them the owner's at most",
				byTeam.Load(), byOwner.Load(), refused.Load(), slots[0].Promised, limit, owners)
		}
	})
}

// Those who want places in many slots at once wait for each other, and none fails for it.
func TestBookingsOfManySlotsDoNotFail(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotPerAgent: 1, SlotCapacity: 100}))
		together(32, func(i int) {
			b := ownedBy(fmt.Sprintf("WK%032d", i%3), fmt.Sprint("D-", i), fmt.Sprintf("2026-12-01T%02d:%02d", 17+i%2, i/4*5))
			var bad *models.InvalidError
			if _, _, err := l.Book(l.ctx, b); err != nil && !errors.As(err, &bad) {
				t.Errorf("booking %d: %v", i, err)
			}
		})
	})
}
