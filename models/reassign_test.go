package models_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// asked is a manager who asks for a change.
func asked() models.Asked { return models.Asked{Actor: "key:test"} }

// A queued promise that goes to others is withdrawn, and dispatched for them: at the time that was promised, once the first Task is closed.
func TestReassignWhileQueued(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, ownTask)
		got, err := l.Reassign(l.ctx, cb.ID, models.Reassignment{WorkerSid: worker(2)}, asked())
		l.must(err)
		if got.Routing != models.ToAgent || got.WorkerSid != worker(2) || got.Team != "welcome" || got.Status != models.Scheduled || got.WaitReason != models.WaitPromised ||
			got.Step != models.StepClose || got.WindowStart != cb.WindowStart || got.DueAt != cb.DueAt {
			t.Fatalf("%+v", got)
		}
		if n := len(l.claim()); n != 0 {
			t.Fatalf("%d dispatched beside the Task that lives", n)
		}
		l.must(l.Observe(l.ctx, own(cb, "", models.TaskLost)))
		claims := l.claim()
		if len(claims) != 1 || claims[0].WorkerSid != worker(2) {
			t.Fatalf("%+v", claims)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventDispatching, models.EventQueued, models.EventReassigned, models.EventTaskEnded, models.EventDispatching)
	})
}

// What a reassignment does not say stays, or follows from what it says.
func TestReassignFillsIn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		yes, no := true, false
		for name, c := range map[string]struct {
			to      models.Reassignment
			routing models.Routing
			worker  string
			team    string
			strict  bool
			field   string
		}{
			"nothing":               {models.Reassignment{}, models.ToAgent, owner, "welcome", true, ""},
			"worker":                {models.Reassignment{WorkerSid: worker(2)}, models.ToAgent, worker(2), "welcome", true, ""},
			"worker not strict":     {models.Reassignment{WorkerSid: worker(2), Strict: &no}, models.ToAgent, worker(2), "welcome", false, ""},
			"team":                  {models.Reassignment{Team: "renewals"}, models.ToTeam, "", "renewals", false, ""},
			"team behind the owner": {models.Reassignment{Team: "renewals", Routing: models.ToAgent}, models.ToAgent, owner, "renewals", true, ""},
			"anyone":                {models.Reassignment{Routing: models.ToAnyone}, models.ToAnyone, "", "welcome", false, ""},
			"strict team":           {models.Reassignment{Routing: models.ToTeam, Strict: &yes}, "", "", "", false, "callback_request.agent_strict"},
			"unknown":               {models.Reassignment{Routing: "nobody"}, "", "", "", false, "callback_request.routing"},
		} {
			b := ownedBy(owner, name, "2026-12-01T18:00")
			b.AgentStrict = true
			cb := l.booked(b)
			got, err := l.Reassign(l.ctx, cb.ID, c.to, asked())
			var bad *models.InvalidError
			switch {
			case c.field != "":
				if !errors.As(err, &bad) || bad.Problems[0].Field != c.field {
					t.Errorf("%s: %v", name, err)
				}
			case err != nil || got.Routing != c.routing || got.WorkerSid != c.worker || got.Team != c.team || got.AgentStrict != c.strict:
				t.Errorf("%s: %v %+v", name, err, got)
			case name == "nothing" && got.Version != 1:
				t.Errorf("version %d: nothing changed", got.Version)
			}
		}
		nobodys := l.book("D-9", "2026-12-01T18:00")
		_, err := l.Reassign(l.ctx, nobodys.ID, models.Reassignment{Routing: models.ToAgent}, asked())
		var bad *models.InvalidError
		if !errors.As(err, &bad) || bad.Problems[0].Field != "callback_request.worker_sid" {
			t.Errorf("an owner nobody named: %v", err)
		}
	})
}

// The slots of the new team, and the shifts of a strict owner, are asked; a promise that is owed already may go to anybody.
func TestReassignAsksSlotsAndShifts(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "small", SlotCapacity: 1}))
		taken := wish("D-0", "2026-12-01T18:05")
		taken.Team = "small"
		l.booked(taken)
		cb := l.book("D-1", "2026-12-01T18:00")
		_, err := l.Reassign(l.ctx, cb.ID, models.Reassignment{Team: "small"}, asked())
		var bad *models.InvalidError
		if !errors.As(err, &bad) || bad.Code() != "slot_full" {
			t.Fatalf("%v", err)
		}
		l.rostered("welcome", worker(2)+" 01T13:00 01T16:00", worker(2)+" 02T13:00 02T16:00")
		strict := true
		_, err = l.Reassign(l.ctx, cb.ID, models.Reassignment{WorkerSid: worker(2), Strict: &strict}, asked())
		if !errors.As(err, &bad) || bad.Code() != "owner_off_shift" {
			t.Fatalf("%v", err)
		}
		got, err := l.Reassign(l.ctx, cb.ID, models.Reassignment{WorkerSid: worker(2)}, asked())
		l.must(err)
		if !slices.Equal(got.Warnings.V, []string{"owner_off_shift"}) {
			t.Errorf("warnings %v", got.Warnings.V)
		}
		l.clock.Advance(7 * time.Hour)
		got, err = l.Reassign(l.ctx, cb.ID, models.Reassignment{Team: "small"}, asked())
		l.must(err)
		if got.Team != "small" || len(got.Warnings.V) != 0 {
			t.Errorf("%s %v", got.Team, got.Warnings.V)
		}
	})
}

// A planned retry stays planned for when it was: only who rings changes.
func TestReassignKeepsAPlannedRetry(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		l.apply(own(cb, "EV1", models.TaskFinished), call(cb, "EV2", models.TaskWrapping, "no_answer"))
		planned := l.wantStatus(cb.ID, models.Scheduled)
		got, err := l.Reassign(l.ctx, cb.ID, models.Reassignment{WorkerSid: worker(2)}, asked())
		l.must(err)
		if got.DueAt != planned.DueAt || got.WaitReason != models.WaitRetry || got.FirstAttemptAt.IsZero() || got.Attempts != 1 || got.WorkerSid != worker(2) {
			t.Errorf("%+v", got)
		}
		l.wantLedger(cb.ID)
	})
}

// Changes of one that an agent has, or that has ended, or of an older version are refused.
func TestChangesThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		taken, ended, waits := l.book("taken", "2026-12-01T18:00"), l.book("ended", "2026-12-01T19:00"), l.book("waits", "2026-12-01T19:00")
		l.assign(taken)
		_, err := l.Cancel(l.ctx, ended.ID, "x", "", asked())
		l.must(err)
		for name, act := range map[string]func(id string, by models.Asked) error{
			"reassign": func(id string, by models.Asked) error {
				_, err := l.Reassign(l.ctx, id, models.Reassignment{WorkerSid: worker(2)}, by)
				return err
			},
			"reschedule": func(id string, by models.Asked) error {
				_, err := l.Reschedule(l.ctx, id, models.Rescheduling{CallbackRequest: models.CallbackRequest{LocalTime: "2026-12-02T18:00"}}, by)
				return err
			},
			"release": func(id string, by models.Asked) error {
				_, err := l.Release(l.ctx, id, worker(2), by)
				return err
			},
		} {
			var step *models.TransitionError
			if err := act(taken.ID, asked()); !errors.Is(err, models.ErrWithAgent) {
				t.Errorf("%s of an agent's: %v", name, err)
			}
			if err := act(ended.ID, asked()); !errors.As(err, &step) {
				t.Errorf("%s of an ended one: %v", name, err)
			}
			if err := act(waits.ID, models.Asked{Actor: "key:test", Version: 7}); !errors.Is(err, models.ErrVersion) {
				t.Errorf("%s of another version: %v", name, err)
			}
			if err := act("cb_none", asked()); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s of none: %v", name, err)
			}
		}
		l.wantLedger(waits.ID, models.EventCreated)
	})
}
