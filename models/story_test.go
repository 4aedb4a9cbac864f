package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

const (
	ownTask  = "WT00000000000000000000000000000001"
	callTask = "WT00000000000000000000000000000002"
	owner    = "WK00000000000000000000000000000001"
)

func own(cb *models.Callback, key string, signal models.TaskSignal) models.Message {
	return models.Message{DedupeKey: key, Source: models.SourceEvents, Type: "task." + string(signal), Role: models.RoleOwn, Signal: signal,
		TaskSid: ownTask, CallbackID: cb.ID, Dispatch: 1, WorkerSid: owner}
}

func call(cb *models.Callback, key string, signal models.TaskSignal, outcome string) models.Message {
	return models.Message{DedupeKey: key, Source: models.SourceEvents, Type: "task." + string(signal), Role: models.RoleCall, Signal: signal,
		TaskSid: callTask, CallbackID: cb.ID, WorkerSid: owner, Outcome: outcome}
}

func TestOneCallbackAllTheWay(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		if got := cb.DueAt.Time().Format(time.RFC3339); got != "2026-12-01T10:00:00Z" {
			t.Fatalf("due %s", got)
		}
		l.wantRecord(cb.RecordID, models.RecordDormant)
		l.clock.Advance(6*time.Hour - time.Millisecond)
		if claims := l.claim(); len(claims) != 0 {
			t.Fatalf("claimed %d a millisecond early", len(claims))
		}
		l.queue(cb, ownTask)
		l.apply(own(cb, "EV1", models.TaskAccepted), call(cb, "EV2", models.TaskSeen, ""))
		if s := l.wantStatus(cb.ID, models.Assigned); s.Attempts != 1 || len(s.AttemptLog) != 1 || s.AssignedSid != owner {
			t.Fatalf("attempts %d, log %v, with %q", s.Attempts, s.AttemptLog, s.AssignedSid)
		}
		l.apply(call(cb, "EV3", models.TaskWrapping, "Contacted"), call(cb, "EV4", models.TaskFinished, "contacted"))
		s := l.wantStatus(cb.ID, models.Completed)
		if s.Resolution != models.Contacted || s.AttemptLog[0].Outcome != "contacted" || s.Step != models.StepClose {
			t.Fatalf("%s, attempt %+v, next %s", s.Resolution, s.AttemptLog[0], s.Step)
		}
		l.apply(own(cb, "EV5", models.TaskFinished))
		l.wantRecord(cb.RecordID, models.RecordClosed)
		if s := l.story(cb.ID); s.Step != models.StepNone || s.TaskOpen {
			t.Fatalf("left over: step %s, task open %v", s.Step, s.TaskOpen)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventDispatching, models.EventQueued, models.EventAssigned, models.EventAttempt,
			models.EventResolved, models.EventTaskEnded)
	})
}

// Whatever order the events of one callback come in, and however often, it ends the same.
func TestOrderDoesNotMatter(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {3, 0, 4, 1, 2}, {2, 4, 0, 3, 1}, {1, 3, 0, 2, 4, 0, 1, 2, 3, 4}} {
			l.clock.Advance(time.Hour)
			cb := l.book(l.clock.Now().String(), l.clock.Now().Add(9*time.Hour).Format("2006-01-02T15:04"))
			l.clock.Advance(cb.DueAt.Sub(models.At(l.clock.Now())))
			if len(l.claim()) != 1 { // no result is written back: the events alone must do
				t.Fatal("not claimed")
			}
			unique := func(m models.Message) models.Message {
				m.DedupeKey += cb.ID
				m.TaskSid = m.TaskSid[:24] + cb.ID[len(cb.ID)-10:]
				return m
			}
			events := []models.Message{unique(own(cb, "a", models.TaskSeen)), unique(own(cb, "b", models.TaskAccepted)), unique(call(cb, "c", models.TaskSeen, "")),
				unique(call(cb, "d", models.TaskWrapping, "contacted")), unique(own(cb, "e", models.TaskFinished))}
			for _, i := range order {
				if entry, err := l.InboxByKey(l.ctx, events[i].DedupeKey); err == nil && entry.State != models.InboxReceived {
					l.must(l.PutInbox(l.ctx, events[i:i+1]))
					continue
				}
				l.apply(events[i])
			}
			s := l.wantStatus(cb.ID, models.Completed)
			if s.Resolution != models.Contacted || s.Attempts != 1 || s.TaskOpen || s.Step != models.StepNone {
				t.Errorf("order %v: %s, %d attempts, task open %v, step %q", order, s.Resolution, s.Attempts, s.TaskOpen, s.Step)
			}
			l.wantLedger(cb.ID)
		}
	})
}

func TestTaskThatComesBackIsTriedAgainAfterAGrowingPause(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(6 * time.Hour)
		for i, pause := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute} {
			claims := l.claim()
			if len(claims) != 1 || claims[0].Dispatch != i+1 {
				t.Fatalf("round %d: %d claims", i, len(claims))
			}
			m := own(cb, "EV"+string(rune('a'+i)), models.TaskLost)
			m.Dispatch, m.TaskSid = i+1, ownTask[:33]+string(rune('a'+i))
			l.apply(m)
			if s := l.wantStatus(cb.ID, models.Scheduled); s.WaitReason != models.WaitReturned || s.DueAt != cb.DueAt {
				t.Fatalf("waits for %s, due %v", s.WaitReason, s.DueAt)
			}
			l.clock.Advance(pause - time.Millisecond)
			if len(l.claim()) != 0 {
				t.Fatalf("round %d: dispatched before %s were over", i, pause)
			}
			l.clock.Advance(time.Millisecond)
		}
		l.wantRecord(cb.RecordID, models.RecordDormant)
	})
}

func TestRetriesEndVisibly(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(6 * time.Hour)
		for try := range 4 {
			claims := l.claim()
			if len(claims) != 1 {
				t.Fatalf("try %d: %d claims", try, len(claims))
			}
			sid := func(kind string) string { return ownTask[:32] + kind + string(rune('0'+try)) }
			l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: cb.ID, Dispatch: try + 1, Fate: models.FateQueued, TaskSid: sid("t")}}))
			accepted, busy, done := own(cb, sid("a"), models.TaskAccepted), call(cb, sid("b"), models.TaskWrapping, "busy"), own(cb, sid("d"), models.TaskFinished)
			accepted.TaskSid, busy.TaskSid, done.TaskSid = sid("t"), sid("c"), sid("t")
			l.apply(accepted, busy, done)
			l.clock.Advance(10 * time.Minute)
		}
		s := l.wantStatus(cb.ID, models.Failed)
		if s.Resolution != models.NoContact || s.Attempts != 4 {
			t.Fatalf("%s after %d attempts", s.Resolution, s.Attempts)
		}
		l.wantRecord(cb.RecordID, models.RecordCallable)
		l.wantLedger(cb.ID)
	})
}

func TestDonorAsksAgain(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, ownTask)
		again := call(cb, "EV2", models.TaskWrapping, models.OutcomeCallbackAgent)
		again.Request = &models.CallbackRequest{LocalTime: "2026-12-03T09:00", Timezone: "Australia/Perth", Reason: "at work"}
		twin := again
		twin.DedupeKey, twin.Signal = "EV3", models.TaskFinished
		l.apply(own(cb, "EV1", models.TaskAccepted), again, twin)
		if s := l.wantStatus(cb.ID, models.Completed); s.Resolution != models.Rebooked || len(s.Chain) != 2 {
			t.Fatalf("%s, chain of %d", s.Resolution, len(s.Chain))
		}
		next := l.story(cb.ID).Chain[1]
		if next.PreviousID != cb.ID || next.ChainID != cb.ID || next.Routing != models.ToAgent || next.WorkerSid != owner || next.Team != "welcome" || next.ReasonCode != "at_work" {
			t.Fatalf("next link: %+v", next)
		}
		l.wantRecord(cb.RecordID, models.RecordDormant)
		l.wantLedger(next.ID, models.EventCreated)
	})
}

func TestLaterWishMovesTheOpenPromise(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, ownTask)
		m := models.Message{DedupeKey: "EV9", Source: models.SourceEvents, Type: "task.completed", Role: models.RoleSource, Signal: models.TaskFinished,
			TaskSid: "WT9", TaskVersion: 4, WorkerSid: owner, Outcome: "Callback Queue", Record: models.RecordRef{ExternalID: "D-1"},
			Request: &models.CallbackRequest{LocalTime: "2026-12-02T10:00", Timezone: "Australia/Perth"}}
		done := l.apply(m)
		if done[0].State != models.InboxApplied || done[0].Callback.ID != cb.ID {
			t.Fatalf("%+v", done[0])
		}
		s := l.wantStatus(cb.ID, models.Scheduled)
		if !s.TaskOpen || s.Step != models.StepClose {
			t.Fatalf("the old Task must be closed first: step %s", s.Step)
		}
		l.clock.Advance(24 * time.Hour)
		if len(l.claim()) != 0 {
			t.Fatal("dispatched beside a live Task")
		}
		l.must(l.Observe(l.ctx, own(cb, "", models.TaskLost)))
		if len(l.claim()) != 1 {
			t.Fatal("not dispatched at its new time")
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventDispatching, models.EventQueued, models.EventAmended, models.EventTaskEnded, models.EventDispatching)
	})
}
