package e2e_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// A donor says "call me later" to Maya. At the promised second, and not before, Maya gets the donor back; the promise is kept, and
// nobody else is offered anything.
func TestCallMeLater(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "Callback Agent", 20*time.Minute)
		if cb.Routing != models.ToAgent || cb.WorkerSid != w.seeded.WorkerSids["Maya"] || cb.Record.Name != "Aroha Ngata" {
			t.Fatalf("routing %s to %s for %s", cb.Routing, cb.WorkerSid, cb.Record.Name)
		}
		w.wantRecord(cb.RecordID, models.RecordDormant)
		if status, list := w.ask("GET", "/api/v1/call-list", nil); status != 200 || len(list["items"].([]any)) != 0 {
			t.Fatalf("the call list holds a dormant record: %d %v", status, list)
		}
		w.forward(19*time.Minute + 30*time.Second)
		w.wantNoTask(cb.ID)
		w.forward(30 * time.Second)
		task := w.ownTask(cb.ID)
		if task.CreatedAt.Before(cb.DueAt.Time().Truncate(time.Second)) {
			t.Fatalf("the Task was made %s, due %s", task.CreatedAt, cb.DueAt.Time())
		}
		if who := w.offeredTo(task.Sid); who != "Maya" {
			t.Fatalf("offered to %q", who)
		}
		w.want(cb.ID, models.Queued, "")
		w.ring(task.Sid, map[string]any{"conversations": map[string]any{"outcome": "contacted", "content": "will give monthly"}})
		s := w.want(cb.ID, models.Completed, models.Contacted)
		if s.AttemptLog[0].Notes != "will give monthly" {
			t.Fatalf("notes %q", s.AttemptLog[0].Notes)
		}
		if s.Attempts != 1 || s.TaskOpen || s.Step != models.StepNone {
			t.Fatalf("%d attempts, step %q", s.Attempts, s.Step)
		}
		w.wantRecord(cb.RecordID, models.RecordClosed)
		w.forward(time.Hour)
		w.wantCreated(1)
	})
}

// A wish for tomorrow is one more link of the chain; the record stays out of the call list all along.
func TestDonorAsksAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "Callback Queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		again := w.wish("callback_queue", 10*time.Minute)
		w.ring(w.ownTask(cb.ID).Sid, again)
		s := w.want(cb.ID, models.Completed, models.Rebooked)
		if len(s.Chain) != 2 {
			t.Fatalf("chain of %d", len(s.Chain))
		}
		w.wantRecord(cb.RecordID, models.RecordDormant)
		w.forward(11 * time.Minute)
		w.ring(w.ownTask(s.Chain[1].ID).Sid, outcome("contacted"))
		w.want(s.Chain[1].ID, models.Completed, models.Contacted)
		w.wantRecord(cb.RecordID, models.RecordClosed)
		w.wantCreated(2)
	})
}

// Nobody answers: the promise is tried again by the outcome's plan, ends visibly, and the record goes back to the call list.
func TestNobodyAnswers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "Callback Queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		for _, pause := range []time.Duration{10 * time.Minute, 10 * time.Minute, 10 * time.Minute} {
			w.ring(w.ownTask(cb.ID).Sid, outcome("busy"))
			if s := w.want(cb.ID, models.Scheduled, ""); s.WaitReason != models.WaitRetry {
				t.Fatalf("waits for %s", s.WaitReason)
			}
			w.wantNoTask(cb.ID)
			w.forward(pause)
		}
		w.ring(w.ownTask(cb.ID).Sid, outcome("busy"))
		w.want(cb.ID, models.Failed, models.NoContact)
		w.wantRecord(cb.RecordID, models.RecordCallable)
		w.wantCreated(4)
	})
}
