package models_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/ringback/ringback/models"
)

// A preview tells of places as a booking would, with times that can be had, and takes none.
func TestPreviewTellsOfPlaces(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 1, SlotOverbook: 100}))
		preview := func(b models.Booking) models.Preview {
			p, err := l.Preview(l.ctx, b)
			l.must(err)
			return p
		}
		for i, want := range []struct {
			allowed bool
			warned  bool
		}{{true, false}, {true, true}, {false, false}} {
			p := preview(wish("D-9", "2026-12-01T18:00"))
			if p.Allowed != want.allowed || slices.Contains(p.Warnings, "slot_overbooked") != want.warned {
				t.Errorf("after %d: %+v", i, p)
			}
			if !want.allowed && (p.Problems[0].Code != "slot_full" || len(p.Suggestions) != 3) {
				t.Errorf("problems %+v, suggestions %+v", p.Problems, p.Suggestions)
			}
			if i < 2 {
				l.book(fmt.Sprint("D-", i), "2026-12-01T18:00")
			}
		}
		l.rostered("welcome", owner+" 01T14:00 01T17:00", owner+" 02T10:00 02T11:00")
		strict := ownedBy(owner, "D-9", "2026-12-01T18:30")
		strict.AgentStrict = true
		if p := preview(strict); len(p.Problems) != 1 || p.Problems[0].Code != "owner_off_shift" {
			t.Errorf("off shift: %+v", p.Problems)
		}
	})
}

// Who comes too late for the last place is offered three others, each of which can be had.
func TestLoserOfARaceIsOfferedThreeOthers(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 1}))
		l.book("near", "2026-12-01T17:45")
		errs := make([]error, 2)
		together(2, func(i int) { _, _, errs[i] = l.Book(l.ctx, wish(fmt.Sprint("D-", i), "2026-12-01T18:00")) })
		var lost *models.InvalidError
		if !errors.As(errors.Join(errs...), &lost) || errs[0] != nil && errs[1] != nil || lost.Code() != "slot_full" || len(lost.Alternatives) != 3 {
			t.Fatalf("%v and %v: %+v", errs[0], errs[1], lost)
		}
		for i, offer := range lost.Alternatives {
			b := wish(fmt.Sprint("E-", i), offer.LocalTime)
			b.Timezone, b.WindowMinutes = offer.Timezone, &offer.WindowMinutes
			l.wantWarnings(l.booked(b))
		}
	})
}
