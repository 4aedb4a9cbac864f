package models_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// asks is the wish that an agent fills in at the end of a call.
func asks(m models.Message, version int64, localTime string) models.Message {
	m.Outcome, m.TaskVersion = models.OutcomeCallbackAgent, version
	m.Request = &models.CallbackRequest{LocalTime: localTime, Timezone: "Australia/Perth", Reason: "at work"}
	return m
}

// on gives a message another Task, and a key of its own.
func on(m models.Message, taskSid string) models.Message {
	m.TaskSid, m.DedupeKey = taskSid, m.DedupeKey+taskSid
	return m
}

// assign brings a callback to an agent, on the Task ownTask.
func (l *ledger) assign(cb *models.Callback) {
	l.t.Helper()
	l.queue(cb, ownTask)
	l.apply(own(cb, "assign "+cb.ID, models.TaskAccepted))
	l.wantStatus(cb.ID, models.Assigned)
}

func TestAWishThatComesAfterTheEndIsKept(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.apply(call(cb, "EV1", models.TaskSeen, "")) // an agent dials early, by hand
		_, err := l.Cancel(l.ctx, cb.ID, "asked by mail", models.DonorCancelled, models.Asked{Actor: "test"})
		l.must(err)
		wish := asks(call(cb, "EV2", models.TaskWrapping, ""), 3, "2026-12-02T10:00")
		twin := wish
		twin.DedupeKey, twin.Signal = "EV3", models.TaskFinished
		done := l.apply(wish, twin)
		if done[0].State != models.InboxApplied || done[1].State != models.InboxIgnored {
			t.Fatalf("%s (%v), then %s (%v)", done[0].State, done[0].Refusal, done[1].State, done[1].Refusal)
		}
		next := l.wantStatus(done[0].Callback.ID, models.Scheduled)
		if next.PreviousID != cb.ID || next.ChainID != cb.ID || next.LocalTime != "2026-12-02T10:00:00" || next.Phone != cb.Phone {
			t.Errorf("next link %+v", next.Callback)
		}
		l.wantRecord(cb.RecordID, models.RecordDormant)
		l.wantLedger(cb.ID)
		l.wantLedger(next.ID, models.EventCreated)
	})
}

// What an agent corrects at the end of a call that made the next promise: the highest version of the Task holds.
func TestACorrectedOutcomeHolds(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		m := call(cb, "EV2", models.TaskWrapping, "")
		next := l.apply(asks(m, 3, "2026-12-02T10:00"))[0].Callback
		m.DedupeKey = "EV3"
		if moved := l.apply(asks(m, 5, "2026-12-02T11:00"))[0]; moved.State != models.InboxApplied || moved.Callback.ID != next.ID {
			t.Fatalf("%s: %v", moved.State, moved.Refusal)
		}
		m.DedupeKey = "EV4"
		if older := l.apply(asks(m, 4, "2026-12-02T09:00"))[0]; older.State != models.InboxIgnored {
			t.Fatalf("an older choice was %s", older.State)
		}
		m.DedupeKey, m.Outcome, m.TaskVersion = "EV5", models.OutcomeCallbackAgent, 6
		if bare := l.apply(m)[0]; bare.State != models.InboxIgnored {
			t.Fatalf("the choice told again without its request was %s: %v", bare.State, bare.Refusal)
		}
		if s := l.wantStatus(next.ID, models.Scheduled); s.LocalTime != "2026-12-02T11:00:00" {
			t.Fatalf("promised for %s", s.LocalTime)
		}
		m.DedupeKey, m.Outcome, m.TaskVersion = "EV6", "no_answer", 7
		if idle := l.apply(m)[0]; idle.State != models.InboxIgnored {
			t.Fatalf("%s: %v", idle.State, idle.Refusal)
		}
		m.DedupeKey, m.Outcome, m.TaskVersion, m.Signal = "EV7", "do_not_call", 8, models.TaskFinished
		l.apply(m)
		if s := l.wantStatus(next.ID, models.Cancelled); s.Resolution != models.DoNotCall {
			t.Errorf("ended as %s", s.Resolution)
		}
		l.wantRecord(cb.RecordID, models.RecordDoNotCall)
		l.wantLedger(next.ID)
		l.wantLedger(cb.ID)
	})
}

// The plugin's report is faster than the events of the call: they say the same again, and change nothing.
func TestAReportAndItsEventAreOneWish(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		event := asks(call(cb, "EV2", models.TaskWrapping, ""), 3, "2026-12-02T10:00")
		next, err := l.ReportOutcome(l.ctx, cb.ID, models.Report{Code: event.Outcome, WorkerSid: owner, Request: event.Request}, models.Asked{Actor: "agent:" + owner})
		l.must(err)
		l.clock.Advance(time.Second)
		again := event
		again.DedupeKey, again.TaskVersion, again.Signal = "EV3", 4, models.TaskFinished
		created := call(cb, "EV1", models.TaskSeen, "")
		created.OccurredAt = next.CreatedAt.Add(-time.Minute)
		l.apply(created, event, again)
		l.wantLedger(next.ID, models.EventCreated)
		if s := l.story(cb.ID); s.Attempts != 1 || len(s.AttemptLog) != 1 || string(s.AttemptLog[0].CallTaskSid) != callTask {
			t.Errorf("attempts %+v", s.AttemptLog)
		}
		later := asks(event, 6, "2026-12-02T12:00")
		later.DedupeKey = "EV4"
		l.apply(later)
		if s := l.wantStatus(next.ID, models.Scheduled); s.LocalTime != "2026-12-02T12:00:00" {
			t.Errorf("promised for %s", s.LocalTime)
		}
		l.wantLedger(next.ID, models.EventCreated, models.EventAmended)
	})
}

func TestALaterCallIsNotTakenForOneReportedBefore(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		_, err := l.ReportOutcome(l.ctx, cb.ID, models.Report{Code: "busy", WorkerSid: owner}, models.Asked{Actor: "test"})
		l.must(err) // the events of this call are lost
		l.apply(own(cb, "EV1", models.TaskFinished))
		second := l.story(cb.ID)
		l.queue(&second.Callback, "WT22")
		created, done := call(cb, "EV2", models.TaskSeen, ""), call(cb, "EV3", models.TaskWrapping, "busy")
		l.apply(created, done)
		s := l.wantStatus(cb.ID, models.Scheduled)
		if s.Attempts != 2 || len(s.AttemptLog) != 2 || s.AttemptLog[0].CallTaskSid != "" || s.AttemptLog[1].Outcome != "busy" {
			t.Errorf("%d attempts: %+v", s.Attempts, s.AttemptLog)
		}
	})
}

// A call that ended without an outcome, and whose promise was dispatched again since, is not the one an agent reports of now.
func TestAReportBelongsToTheCallThatIsOn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		l.apply(call(cb, "EV1", models.TaskSeen, ""), call(cb, "EV2", models.TaskFinished, ""), own(cb, "EV3", models.TaskFinished))
		l.clock.Advance(3 * time.Minute)
		l.must(l.GiveUpOutcome(l.ctx, cb.ID))
		l.clock.Advance(time.Minute)
		if claims := l.claim(); len(claims) != 1 {
			t.Fatalf("%d claims", len(claims))
		}
		_, err := l.ReportOutcome(l.ctx, cb.ID, models.Report{Code: "busy", WorkerSid: owner}, models.Asked{Actor: "test"})
		l.must(err)
		second := on(call(cb, "EV4", models.TaskWrapping, "busy"), "WT23")
		l.apply(second)
		s := l.story(cb.ID)
		if s.Attempts != 2 || len(s.AttemptLog) != 2 || s.AttemptLog[0].Outcome != "" || string(s.AttemptLog[1].CallTaskSid) != "WT23" {
			t.Errorf("%d attempts: %+v", s.Attempts, s.AttemptLog)
		}
		if got := slices.DeleteFunc(s.Events, func(e models.Event) bool { return e.Type != models.EventRetry }); len(got) != 1 {
			t.Errorf("%d retries planned for one call", len(got))
		}
	})
}

// Nobody answering an early call, or one from before the donor's latest wish, is no reason to ring at another time than promised.
func TestARetryNeverLeavesThePromisedTime(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for outcome, external := range map[string]string{"no_answer": "D-1", "answering_machine": "D-2"} {
			cb := l.book(external, "2026-12-01T18:00")
			l.apply(on(call(cb, external, models.TaskWrapping, outcome), "WT"+external))
			if s := l.wantStatus(cb.ID, models.Scheduled); s.DueAt != cb.WindowStart || s.WaitReason != models.WaitPromised {
				t.Errorf("%s: due %v (%s), promised for %v", outcome, s.DueAt.Time(), s.WaitReason, cb.WindowStart.Time())
			}
		}
	})
}

// A call of a callback that another installation made in the same workspace is no concern of ours; a wish in it is shown to a person.
func TestACallOfAnUnknownCallback(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := &models.Callback{ID: "cb_other"}
		m := asks(call(other, "EV3", models.TaskFinished, ""), 3, "2026-12-02T10:00")
		done := l.apply(call(other, "EV1", models.TaskSeen, ""), call(other, "EV2", models.TaskFinished, "busy"), m)
		for i, want := range []models.InboxState{models.InboxIgnored, models.InboxIgnored, models.InboxRejected} {
			if done[i].State != want {
				t.Errorf("message %d is %s, want %s", i+1, done[i].State, want)
			}
		}
	})
}
