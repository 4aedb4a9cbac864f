package e2e_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// crowd books n callbacks that are due in five minutes.
func (w *world) crowd(n int) []string {
	w.t.Helper()
	list := make([]string, n)
	for i := range list {
		cb, _, err := w.app.Store().Book(w.ctx, models.Booking{
			CallbackRequest: models.CallbackRequest{LocalTime: "2026-12-01T12:05", Timezone: "Australia/Perth", Routing: models.ToTeam, Team: "welcome"},
			Record:          models.RecordRef{ExternalID: fmt.Sprint("D-", i), Phone: fmt.Sprintf("+6149157%04d", i)}, Source: models.SourceAPI, Actor: "test"})
		w.must(err)
		list[i] = cb.ID
	}
	return list
}

// The Task was made and the answer was lost, in each way that can happen: it is looked for and found, and never made twice.
func TestLostAnswer(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.SetWebhookFaults(twiliosim.WebhookFaults{Lose: 1}) // else the Task's own event would settle it at once
		ids := w.crowd(4)
		for _, kind := range []twiliosim.FaultKind{twiliosim.FaultErrorAfter, twiliosim.FaultResetAfter, twiliosim.FaultTruncate} {
			w.must(w.Inject(twiliosim.Fault{Op: "CreateTask", Kind: kind, Count: 1}))
		}
		w.must(w.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultErrorBefore, Count: 1}))
		w.forward(5*time.Minute + 30*time.Second)
		for _, id := range ids {
			if s := w.story(id); s.Dispatch > 1 && s.Status != models.Queued {
				t.Errorf("dispatch %d before the grace was over:\n%s", s.Dispatch, ledger(s))
			}
		}
		w.forward(30 * time.Second) // the one that was never made: a second look, and a dispatch of its own
		for _, id := range ids {
			w.ownTask(id)
			w.want(id, models.Queued, "")
		}
	})
}

// A storm of 429s: nothing is lost, nothing doubled, and nobody is offered the same promise twice.
func TestTooManyRequests(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ids := w.crowd(40)
		w.must(w.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultTooMany, Count: 25}))
		w.must(w.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultTooMany, Count: 5, RetryAfter: 20 * time.Second}))
		w.forward(7 * time.Minute)
		for _, id := range ids {
			w.ownTask(id)
			w.want(id, models.Queued, "")
		}
		w.wantCreated(40)
	})
}

// Wrong credentials are nobody's broken promise: everything waits, one alarm is raised, and all goes on when they are mended.
func TestWrongSettings(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.logs.allow("the provider refuses our settings")
		w.logs.allow("configuration")
		ids := w.crowd(20)
		w.must(w.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultErrorBefore, Status: 401}))
		w.forward(5 * time.Minute)
		for _, id := range ids {
			w.wantNoTask(id)
			if s := w.want(id, models.Scheduled, ""); s.WaitReason != models.WaitProvider && s.WaitReason != models.WaitPromised {
				t.Fatalf("waits for %s", s.WaitReason)
			}
		}
		w.ClearFaults()
		w.forward(6 * time.Minute)
		for _, id := range ids {
			w.ownTask(id)
		}
		w.wantCreated(20)
	})
}

// Two instances race for everything, and each promise has one Task.
func TestTwoInstances(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.open()
		w.open()
		ids := w.crowd(60)
		w.forward(5 * time.Minute)
		for _, id := range ids {
			w.ownTask(id)
			w.want(id, models.Queued, "")
		}
		w.wantCreated(60)
	})
}
