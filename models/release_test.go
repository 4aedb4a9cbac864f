package models_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// What an owner gives back is the team's, or anyone's; a manager may take it from any owner. Nobody gives back what is another's.
func TestReleaseOfAnOwnersPromise(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		b := ownedBy(owner, "D-1", "2026-12-01T18:00")
		b.AgentStrict = true
		cb := l.booked(b)
		got, err := l.Release(l.ctx, cb.ID, worker(2), asked())
		if err != nil || got.Version != 1 {
			t.Fatalf("another's: version %d, %v", got.Version, err)
		}
		got, err = l.Release(l.ctx, cb.ID, owner, asked())
		l.must(err)
		if got.Routing != models.ToTeam || got.WorkerSid != "" || got.AgentStrict || got.Team != "welcome" || got.Status != models.Scheduled || got.DueAt != cb.DueAt {
			t.Errorf("%+v", got)
		}
		teamless := ownedBy(owner, "D-2", "2026-12-01T18:00")
		teamless.Team = ""
		got, err = l.Release(l.ctx, l.booked(teamless).ID, "", asked())
		l.must(err)
		if got.Routing != models.ToAnyone || got.WorkerSid != "" {
			t.Errorf("%+v", got)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventReleased)
	})
}

// An agent who has it gives it back while no call is on: its Task is closed, and it is offered again after a pause.
func TestReleaseByTheAgentWhoHasIt(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		for _, who := range []string{"", worker(2)} {
			if _, err := l.Release(l.ctx, cb.ID, who, asked()); !errors.Is(err, models.ErrWithAgent) {
				t.Errorf("by %q: %v", who, err)
			}
		}
		got, err := l.Release(l.ctx, cb.ID, owner, asked())
		l.must(err)
		if got.Status != models.Scheduled || got.WaitReason != models.WaitReturned || got.HoldUntil != models.At(l.clock.Now()).Add(time.Minute) || got.Step != models.StepClose {
			t.Fatalf("%+v", got)
		}
		l.must(l.Observe(l.ctx, own(cb, "", models.TaskFinished)))
		if len(l.claim()) != 0 {
			t.Fatal("offered again at once")
		}
		l.clock.Advance(time.Minute)
		if len(l.claim()) != 1 {
			t.Fatal("not offered again")
		}
		l.wantLedger(cb.ID)
	})
}

// Whoever is on the phone for it keeps it.
func TestReleaseWhileTheCallIsOn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		l.apply(call(cb, "EV1", models.TaskSeen, ""))
		if _, err := l.Release(l.ctx, cb.ID, owner, asked()); !errors.Is(err, models.ErrWithAgent) {
			t.Fatalf("%v", err)
		}
		l.wantStatus(cb.ID, models.Assigned)
	})
}

// A promise can be given back at any hour, and when its place is no longer there.
func TestReleaseIsNotRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.book("D-0", "2026-12-01T18:00")
		alone := ownedBy(owner, "D-1", "2026-12-01T18:00")
		alone.Team = "other"
		cb := l.booked(alone)
		l.must(l.PutTeams(l.ctx, models.Team{Name: "other", SlotCapacity: 1}))
		elsewhere := wish("D-2", "2026-12-01T18:05")
		elsewhere.Team = "welcome"
		l.booked(elsewhere)
		got, err := l.Release(l.ctx, cb.ID, owner, asked())
		if err != nil || got.WorkerSid != "" {
			t.Errorf("%v", err)
		}
	})
}
