package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// others is news of a call that is not ours, by the dialer of the main list unless it says otherwise.
func (l *ledger) others(key, task string, signal models.TaskSignal) models.Message {
	now := models.At(l.clock.Now())
	return models.Message{DedupeKey: key, Source: models.SourceEvents, Type: string(signal), OccurredAt: now, Role: models.RoleSource, Signal: signal, TaskSid: task,
		Phones: []string{"+61491570156"}, Call: models.CallFacts{Direction: "outbound", TaskType: "main_list", Dialled: true, MadeAt: now}}
}

// ringsIn is news of the donor's own call.
func (l *ledger) ringsIn(key, task string, signal models.TaskSignal) models.Message {
	m := l.others(key, task, signal)
	m.Call.Direction, m.Call.Dialled, m.Call.OnLine = "inbound", false, true
	return m
}

const someAgent = "WK00000000000000000000000000000005"

func TestATaskOfTheMainListIsWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(time.Minute)
		seen := l.others("EV1", "WT1", models.TaskSeen)
		twin := l.others("EV2", "WT1", models.TaskSeen)
		l.apply(seen, twin)
		tasks, err := l.ToWithdraw(l.ctx, 10)
		l.must(err)
		if len(tasks) != 1 || tasks[0].TaskSid != "WT1" {
			t.Fatalf("to withdraw: %+v", tasks)
		}
		if again, err := l.ToWithdraw(l.ctx, 10); err != nil || len(again) != 0 {
			t.Fatalf("handed out twice: %+v, %v", again, err)
		}
		l.must(l.SaveWithdrawal(l.ctx, tasks[0], models.Withdrawn))
		l.must(l.SaveWithdrawal(l.ctx, tasks[0], models.Withdrawn))
		l.wantLedger(cb.ID, models.EventCreated, models.EventSuppressed)
		l.wantLeaks(0)
	})
}

func (l *ledger) wantLeaks(want int64) {
	l.t.Helper()
	if n, err := l.Leaks(l.ctx); err != nil || n != want {
		l.t.Fatalf("%d leaks, want %d; %v", n, want, err)
	}
}

// An agent was faster than the guard, however that is learnt of: it counts once, and the agent is named once known.
func TestALeakIsCountedOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(time.Minute)
		l.apply(l.others("EV1", "WT1", models.TaskSeen))
		tasks, err := l.ToWithdraw(l.ctx, 10)
		l.must(err)
		l.must(l.SaveWithdrawal(l.ctx, tasks[0], models.TookLate))
		l.wantLeaks(1)
		accepted := l.others("EV2", "WT1", models.TaskAccepted)
		accepted.WorkerSid = someAgent
		twin := accepted
		twin.DedupeKey = "EV3"
		l.apply(accepted, twin)
		l.wantLeaks(1)
		l.wantLedger(cb.ID, models.EventCreated, models.EventLeaked, models.EventRecognised)
		events := l.story(cb.ID).Events
		if got := events[2].Data.V["worker_sid"]; got != someAgent {
			t.Errorf("the agent is %v", got)
		}
	})
}

// News that an agent has it may come first, and alone.
func TestALeakWithoutItsBeginning(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(time.Minute)
		accepted, seen := l.others("EV2", "WT1", models.TaskAccepted), l.others("EV1", "WT1", models.TaskSeen)
		accepted.WorkerSid = someAgent
		l.apply(accepted, seen)
		l.wantLeaks(1)
		l.wantLedger(cb.ID, models.EventCreated, models.EventLeaked)
		if tasks, err := l.ToWithdraw(l.ctx, 10); err != nil || len(tasks) != 0 {
			t.Fatalf("an agent's call is to be withdrawn: %+v, %v", tasks, err)
		}
	})
}

func TestAnInboundCallIsNeverWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(time.Minute)
		accepted := l.ringsIn("EV2", "WT1", models.TaskAccepted)
		accepted.WorkerSid = someAgent
		l.apply(l.ringsIn("EV1", "WT1", models.TaskSeen), accepted)
		if tasks, err := l.ToWithdraw(l.ctx, 10); err != nil || len(tasks) != 0 {
			t.Fatalf("to withdraw: %+v, %v", tasks, err)
		}
		l.wantLeaks(0)
		l.wantLedger(cb.ID, models.EventCreated, models.EventRecognised, models.EventRecognised)
	})
}

// While they talk, nobody else rings the donor.
func TestAPromiseWaitsWhileItsDonorTalks(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T12:05")
		l.clock.Advance(4 * time.Minute)
		l.apply(l.ringsIn("EV1", "WT1", models.TaskAccepted))
		l.clock.Advance(2 * time.Minute)
		if claims := l.claim(); len(claims) != 0 {
			t.Fatalf("claimed %+v", claims)
		}
		l.clock.Advance(10 * time.Minute)
		if claims := l.claim(); len(claims) != 1 || claims[0].ID != cb.ID {
			t.Fatalf("claimed %+v", claims)
		}
	})
}

func TestReachedElsewhere(t *testing.T) {
	for outcome, want := range map[string]struct {
		status     models.Status
		resolution models.Resolution
		record     models.RecordState
	}{
		"contacted":    {models.Completed, models.SatisfiedElsewhere, models.RecordClosed},
		"refused":      {models.Completed, models.SatisfiedElsewhere, models.RecordClosed},
		"do_not_call":  {models.Cancelled, models.DoNotCall, models.RecordDoNotCall},
		"deceased":     {models.Cancelled, models.Deceased, models.RecordClosed},
		"wrong_number": {models.Failed, models.WrongNumber, models.RecordClosed},
		"no_answer":    {models.Scheduled, "", models.RecordDormant},
		"busy":         {models.Scheduled, "", models.RecordDormant},
		"unheard of":   {models.Scheduled, "", models.RecordDormant},
	} {
		t.Run(outcome, func(t *testing.T) {
			each(t, func(t *testing.T, l *ledger) {
				cb := l.book("D-1", "2026-12-01T18:00")
				l.clock.Advance(time.Minute)
				l.apply(l.ringsIn("EV1", "WT1", models.TaskAccepted))
				end := l.ringsIn("EV2", "WT1", models.TaskWrapping)
				end.Outcome = outcome
				twin := end
				twin.DedupeKey, twin.Signal = "EV3", models.TaskFinished
				l.apply(end, twin)
				if s := l.wantStatus(cb.ID, want.status); s.Resolution != want.resolution {
					t.Errorf("resolution %s", s.Resolution)
				}
				l.wantRecord(cb.RecordID, want.record)
				l.wantLedger(cb.ID)
				rec, err := l.Record(l.ctx, cb.RecordID)
				l.must(err)
				if (outcome == "refused") == rec.RefusedAt.IsZero() {
					t.Errorf("refused at %v", rec.RefusedAt)
				}
			})
		})
	}
}

// A call in which the promise was made, or moved, does not keep it, however its agent ends it.
func TestTheCallOfAWishDoesNotKeepIt(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		began := l.ringsIn("EV0", "WT1", models.TaskWrapping)
		l.clock.Advance(time.Minute)
		cb := l.book("D-1", "2026-12-01T18:00") // the agent's tool books it while they talk
		l.clock.Advance(time.Minute)
		late := began
		late.Signal, late.DedupeKey = models.TaskAccepted, "EV1"
		end := began
		end.Outcome, end.OccurredAt = "contacted", models.At(l.clock.Now())
		l.apply(late, end)
		l.wantStatus(cb.ID, models.Scheduled)
		l.wantLedger(cb.ID, models.EventCreated)

		l.apply(l.ringsIn("EV2", "WT2", models.TaskAccepted))
		l.clock.Advance(time.Minute)
		wish := l.ringsIn("EV3", "WT3", models.TaskWrapping)
		wish.Outcome = models.OutcomeCallbackQueue
		wish.Request = &models.CallbackRequest{LocalTime: "2026-12-02T10:00", Timezone: "Australia/Perth"}
		l.apply(wish)
		end = l.ringsIn("EV4", "WT2", models.TaskFinished)
		end.Outcome = "contacted"
		l.apply(end)
		l.wantStatus(cb.ID, models.Scheduled)
	})
}

// A landline that two donors with a promise share says nothing of either.
func TestASharedNumberKeepsNoPromise(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		first, second := l.book("D-1", "2026-12-01T18:00"), l.book("D-2", "2026-12-01T19:00")
		l.clock.Advance(time.Minute)
		end := l.ringsIn("EV1", "WT1", models.TaskFinished)
		end.Outcome = "contacted"
		l.apply(end)
		l.wantStatus(first.ID, models.Scheduled)
		l.wantStatus(second.ID, models.Scheduled)
		named := l.ringsIn("EV2", "WT2", models.TaskFinished)
		named.Outcome, named.Record.ExternalID = "contacted", "D-1"
		l.apply(named)
		l.wantStatus(first.ID, models.Completed)
		l.wantStatus(second.ID, models.Scheduled)
	})
}

func TestOnlyDonorsWithAPromiseConcern(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		about := func(name string, m models.Message) models.Message {
			return models.Message{DedupeKey: name, IfPromised: true, Phones: m.Phones, Record: m.Record, RecordID: m.RecordID}
		}
		asked := []models.Message{
			about("by phone", models.Message{Phones: []string{"+61491570157", "+61491570156"}}),
			about("by id", models.Message{RecordID: cb.RecordID}),
			about("by external id", models.Message{Record: models.RecordRef{ExternalID: "D-1"}}),
			about("another", models.Message{Phones: []string{"+61491570157"}, Record: models.RecordRef{ExternalID: "D-2"}}),
			{DedupeKey: "ours"},
		}
		kept, err := l.Concerning(l.ctx, asked)
		l.must(err)
		if len(kept) != 4 || kept[3].DedupeKey != "ours" {
			t.Fatalf("kept %+v", kept)
		}
	})
}

// Tasks that waited when the promise was made are looked for once, and those of a promise that has ended not at all.
func TestSweeps(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		ended := l.book("D-2", "2026-12-01T18:00")
		_, err := l.Cancel(l.ctx, ended.ID, "asked by mail", models.DonorCancelled, models.Asked{Actor: "test"})
		l.must(err)
		sought, err := l.Sweeps(l.ctx, 10, time.Minute)
		l.must(err)
		wanted := models.WantedOf(sought)
		for _, test := range []struct {
			m    models.Message
			want bool
		}{
			{models.Message{RecordID: cb.RecordID}, true}, {models.Message{RecordID: ended.RecordID, Phones: []string{cb.Phone}}, false},
			{models.Message{Record: models.RecordRef{ExternalID: "D-1"}}, true}, {models.Message{Phones: []string{cb.Phone}}, true},
			{models.Message{Phones: []string{"+61491570157"}}, false}, {models.Message{}, false},
		} {
			if got := wanted.Has(test.m); got != test.want {
				t.Errorf("%+v: %v", test.m, got)
			}
		}
		l.must(l.Swept(l.ctx, sought))
		l.clock.Advance(time.Hour)
		if again, err := l.Sweeps(l.ctx, 10, time.Minute); err != nil || len(again) != 0 {
			t.Fatalf("again: %+v, %v", again, err)
		}
	})
}
