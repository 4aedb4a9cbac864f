package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// forget lets a dispatch be given up: two looks find no Task.
func (l *ledger) forget(cb *models.Callback) {
	l.t.Helper()
	for range 2 {
		l.clock.Advance(time.Minute)
		work, err := l.WorkFor(l.ctx, models.StepRescue, 10, time.Second)
		l.must(err)
		for _, w := range work {
			if w.ID == cb.ID {
				l.must(l.NotFound(l.ctx, w))
			}
		}
	}
}

// news is a message of one Task of a callback.
func news(cb *models.Callback, signal models.TaskSignal, taskSid string, dispatch int) models.Message {
	m := own(cb, "", signal)
	m.TaskSid, m.Dispatch = taskSid, dispatch
	return m
}

func TestATaskThatShowsUpLateIsClosedBeforeTheNextDispatch(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(6 * time.Hour)
		l.claim()
		l.forget(cb)
		l.must(l.Observe(l.ctx, news(cb, models.TaskSeen, "WT1", 1)))
		if n := len(l.claim()); n != 0 {
			t.Fatal("dispatched beside a Task that lives")
		}
		work, err := l.WorkFor(l.ctx, models.StepClose, 10, time.Second)
		l.must(err)
		if len(work) != 1 || work[0].TaskSid != "WT1" {
			t.Fatalf("to close: %+v", work)
		}
		l.must(l.Observe(l.ctx, news(cb, models.TaskLost, "WT1", 1)))
		if n := len(l.claim()); n != 1 {
			t.Fatal("not dispatched after it was closed")
		}
		l.wantLedger(cb.ID)
	})
}

// Of two Tasks the one that an agent has is kept, by whichever event that becomes known.
func TestOfTwoTasksTheAgentsIsKept(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i, signal := range []models.TaskSignal{models.TaskAccepted, models.TaskWrapping} {
			for j, stray := range []bool{false, true} {
				name := string(signal) + string(rune('a'+j))
				cb := l.book(name, l.clock.Now().Add(time.Duration(9+i)*time.Hour).Format("2006-01-02T15:04"))
				first, second := "WT1"+name, "WT2"+name
				l.queue(cb, first)
				if stray {
					l.must(l.Observe(l.ctx, news(cb, models.TaskSeen, second, 1)))
				}
				l.must(l.Observe(l.ctx, news(cb, signal, second, 1)))
				if s := l.wantStatus(cb.ID, models.Assigned); s.TaskSid != second || s.AssignedSid != owner {
					t.Errorf("%s: kept %s, with %q", name, s.TaskSid, s.AssignedSid)
				}
				strays, err := l.Strays(l.ctx, 10)
				l.must(err)
				if len(strays) != 1 || strays[0].TaskSid != first {
					t.Errorf("%s: strays %+v", name, strays)
				}
				l.must(l.StrayEnded(l.ctx, first))
				l.wantLedger(cb.ID)
			}
		}
	})
}

// An agent who took an older Task, while the next one is being made, has the callback.
func TestAnOlderTaskIsTakenWhileTheNextIsMade(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, "WT1")
		l.must(l.Observe(l.ctx, news(cb, models.TaskSeen, "WT0", 1))) // a second one: to be closed
		l.must(l.Observe(l.ctx, news(cb, models.TaskLost, "WT1", 1)))
		l.clock.Advance(time.Minute)
		if len(l.claim()) != 1 {
			t.Fatal("not claimed again")
		}
		l.must(l.Observe(l.ctx, news(cb, models.TaskAccepted, "WT0", 1)))
		l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: cb.ID, Dispatch: 2, Fate: models.FateQueued, TaskSid: "WT2"}}))
		if s := l.wantStatus(cb.ID, models.Assigned); s.TaskSid != "WT0" {
			t.Errorf("kept %s", s.TaskSid)
		}
		strays, err := l.Strays(l.ctx, 10)
		l.must(err)
		if len(strays) != 1 || strays[0].TaskSid != "WT2" {
			t.Errorf("strays %+v", strays)
		}
		l.wantLedger(cb.ID)
	})
}

// A Task that vanishes under an agent who is on the phone is no reason to ring the donor a second time.
func TestNothingIsDispatchedWhileTheCallIsOn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		l.apply(call(cb, "EV1", models.TaskSeen, ""), own(cb, "EV2", models.TaskLost))
		l.clock.Advance(10 * time.Minute)
		if len(l.claim()) != 0 {
			t.Fatal("dispatched while the donor is on the phone")
		}
		l.apply(call(cb, "EV3", models.TaskFinished, "contacted"))
		l.wantStatus(cb.ID, models.Completed)
		l.wantLedger(cb.ID)
	})
}

// Who had a callback once does not hold up the end of its next Task.
func TestATaskNobodyHasIsClosedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		l.apply(own(cb, "EV1", models.TaskFinished), call(cb, "EV2", models.TaskWrapping, "busy"))
		retry := l.wantStatus(cb.ID, models.Scheduled)
		if retry.AssignedSid != "" {
			t.Errorf("still with %q", retry.AssignedSid)
		}
		l.queue(&retry.Callback, "WT9")
		_, err := l.Cancel(l.ctx, cb.ID, "paid already", models.ManagerCancelled, models.Asked{Actor: "test"})
		l.must(err)
		if s := l.story(cb.ID); s.Step != models.StepClose || s.NextAt != models.At(l.clock.Now()) {
			t.Errorf("%s at %v", s.Step, s.NextAt)
		}
	})
}

// A callback cancelled while its Task is being made ends without a Task, whatever the answer.
func TestCancelledWhileDispatching(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		fates := []models.Fate{models.FateQueued, models.FateNotApplied, models.FateConfiguration, models.FateRefused, models.FateUnknown}
		for _, fate := range fates {
			cb := l.book(string(fate), l.clock.Now().Add(9*time.Hour).Format("2006-01-02T15:04"))
			l.clock.Advance(cb.DueAt.Sub(models.At(l.clock.Now())))
			if len(l.claim()) != 1 {
				t.Fatal("not claimed")
			}
			_, err := l.Cancel(l.ctx, cb.ID, "", models.DonorCancelled, models.Asked{Actor: "test"})
			l.must(err)
			if s := l.story(cb.ID); s.Step != models.StepRescue || !s.TaskOpen {
				t.Errorf("%s: the doubt about the Task is gone: %q", fate, s.Step)
			}
			l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: cb.ID, Dispatch: 1, Fate: fate, TaskSid: "WT" + string(fate)}}))
			switch s := l.wantStatus(cb.ID, models.Cancelled); {
			case fate == models.FateQueued && (s.Step != models.StepClose || s.TaskSid != "WTqueued"):
				t.Errorf("%s: %q of %q", fate, s.Step, s.TaskSid)
			case fate == models.FateUnknown:
				l.forget(cb)
				l.must(l.Observe(l.ctx, news(cb, models.TaskSeen, "WTlate", 1)))
				if s := l.story(cb.ID); s.Step != models.StepClose || s.TaskSid != "WTlate" {
					t.Errorf("a Task that shows up after the end: %q of %q", s.Step, s.TaskSid)
				}
			case fate != models.FateQueued && (s.TaskOpen || s.Step != models.StepNone || !s.NextAt.IsZero()):
				t.Errorf("%s: left over %q at %v", fate, s.Step, s.NextAt)
			}
			l.wantRecord(cb.RecordID, models.RecordCallable)
			l.wantLedger(cb.ID)
		}
	})
}

// The answer to an earlier request says nothing of the one that is under way.
func TestAnOldAnswerFreesNothing(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(6 * time.Hour)
		l.claim()
		l.forget(cb)
		if claims := l.claim(); len(claims) != 1 || claims[0].Dispatch != 2 {
			t.Fatalf("claims %+v", claims)
		}
		for _, fate := range []models.Fate{models.FateNotApplied, models.FateConfiguration, models.FateRefused, models.FateUnknown} {
			l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: cb.ID, Dispatch: 1, Fate: fate}}))
			l.wantStatus(cb.ID, models.Dispatching)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventDispatching, models.EventHeld, models.EventDispatching)
	})
}

// The pause grows with failures that repeating alone does not mend, and starts anew once an agent had the Task.
func TestHowLongItIsHeld(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(6 * time.Hour)
		held := func(fate models.Fate, hold, want time.Duration) {
			t.Helper()
			claims := l.claim()
			if len(claims) != 1 {
				t.Fatalf("%s: %d claims", fate, len(claims))
			}
			l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: cb.ID, Dispatch: claims[0].Dispatch, Fate: fate, Hold: hold}}))
			s := l.wantStatus(cb.ID, models.Scheduled)
			if got := s.NextAt.Sub(models.At(l.clock.Now())); got != want || s.WaitReason != models.WaitProvider || s.DueAt != cb.DueAt {
				t.Errorf("%s: held for %s (%s), want %s", fate, got, s.WaitReason, want)
			}
			l.clock.Advance(want)
		}
		held(models.FateConfiguration, 0, time.Minute)
		held(models.FateConfiguration, 0, 2*time.Minute)
		held(models.FateNotApplied, 7*time.Second, 7*time.Second)
		held(models.FateConfiguration, 0, 4*time.Minute)
		held(models.FateConfiguration, time.Hour, time.Hour)
		claims := l.claim()
		l.must(l.Observe(l.ctx, news(cb, models.TaskAccepted, "WT1", claims[0].Dispatch)))
		l.must(l.Observe(l.ctx, news(cb, models.TaskLost, "WT1", claims[0].Dispatch)))
		if s := l.wantStatus(cb.ID, models.Scheduled); s.Backoffs != 1 || s.NextAt.Sub(models.At(l.clock.Now())) != time.Minute {
			t.Errorf("%d failures in a row", s.Backoffs)
		}
	})
}
