package e2e_test

import (
	"fmt"
	"testing"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/scheduler"
)

// Messages are applied many at a time. One that nobody can honour does not keep the others from it, and waits for a person.
func TestABadMessageAmongGoodOnes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var messages []models.Message
		for i := range 60 {
			outcome := "callback_queue"
			if i == 33 {
				outcome = "Sold!"
			}
			messages = append(messages, models.Message{DedupeKey: fmt.Sprint("EV", i), Source: models.SourceEvents, Type: "task.completed", Role: models.RoleSource, Signal: models.TaskFinished,
				TaskSid: fmt.Sprint("WT", i), Outcome: outcome, Record: models.RecordRef{ExternalID: fmt.Sprint("D-", i), Phone: donorPhone},
				Request: &models.CallbackRequest{LocalTime: "2026-12-02T10:00", Timezone: "Australia/Perth"}})
		}
		w.must(w.app.Store().PutInbox(w.ctx, messages))
		result, err := w.app.Scheduler().RunOnce(w.ctx, scheduler.PassInbox)
		w.must(err)
		rejected, err := w.app.Store().Inbox(w.ctx, models.InboxRejected, 10)
		w.must(err)
		made, _, err := w.app.Store().List(w.ctx, models.Filter{Limit: 100})
		w.must(err)
		if result.Done != 60 || len(rejected) != 1 || rejected[0].DedupeKey != "EV33" || len(made) != 59 {
			t.Fatalf("%+v, %d rejected, %d callbacks", result, len(rejected), len(made))
		}
	})
}
