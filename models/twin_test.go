package models_test

import (
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

func source(key, task string, version int64, worker string) models.Message {
	return models.Message{DedupeKey: key, Source: models.SourceEvents, Type: "task.completed", Role: models.RoleSource, Signal: models.TaskFinished,
		TaskSid: task, TaskVersion: version, WorkerSid: worker, Outcome: "Callback Agent", Record: models.RecordRef{ExternalID: "D-1", Phone: "+61491570156"},
		Request: &models.CallbackRequest{LocalTime: "2026-12-02T10:00", Timezone: "Australia/Perth"}}
}

// Only a reservation's event names the agent, and it may be of an older version of the Task than the event that came first.
func TestAnOlderTwinNamesTheOwner(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.apply(source("EV1", callTask, 6, ""), source("EV2", callTask, 5, owner))[1].Callback
		if cb.WorkerSid != owner || cb.Routing != models.ToAgent {
			t.Fatalf("goes to %s %q", cb.Routing, cb.WorkerSid)
		}
		other := source("EV3", callTask, 6, owner) // a choice that was corrected before version 6
		other.TaskVersion, other.Request.LocalTime = 5, "2026-12-02T09:00"
		l.apply(other)
		if s := l.story(cb.ID); s.LocalTime != "2026-12-02T10:00:00" {
			t.Errorf("an older choice moved it to %s", s.LocalTime)
		}
	})
}

func TestTheCallerIsNamedByALaterEvent(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		created := call(cb, "EV1", models.TaskSeen, "")
		created.WorkerSid = ""
		l.apply(created, call(cb, "EV2", models.TaskAccepted, ""))
		if s := l.story(cb.ID); len(s.AttemptLog) != 1 || s.AttemptLog[0].WorkerSid != owner {
			t.Errorf("attempts %+v", s.AttemptLog)
		}
	})
}

// A text longer than its column must not fail in the database: the message would be tried for ever.
func TestALongConversationIDIsCut(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		m := source("EV1", callTask, 1, owner)
		m.ConversationID = strings.Repeat("x", 65)
		if done := l.apply(m)[0]; done.State != models.InboxApplied || len(done.Callback.ConversationID) != 64 {
			t.Errorf("%s: %v", done.State, done.Refusal)
		}
	})
}
