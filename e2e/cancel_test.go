package e2e_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// The donor calls it off while the Task waits: the Task is withdrawn at once, and the record is free again.
func TestCancelWhileQueued(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		w.ownTask(cb.ID)
		status, answer := w.ask("POST", "/api/v1/callbacks/"+cb.ID+"/cancel", map[string]any{"reason": "rang us", "resolution": "donor_cancelled"})
		if status != 200 {
			t.Fatalf("%d %v", status, answer)
		}
		w.turn()
		w.wantNoTask(cb.ID)
		w.want(cb.ID, models.Cancelled, models.DonorCancelled)
		w.wantRecord(cb.RecordID, models.RecordCallable)
		w.forward(30 * time.Minute)
		w.wantCreated(1)
	})
}

// The agent has it already: the answer says so, and the agent's call goes on.
func TestCancelWhileTheAgentHasIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		task := w.ownTask(cb.ID).Sid
		w.must(w.Accept(task))
		w.turn()
		status, answer := w.ask("POST", "/api/v1/callbacks/"+cb.ID+"/cancel", map[string]any{"reason": "rang us"})
		if status != 409 || answer["code"] != "already_with_agent" {
			t.Fatalf("%d %v", status, answer)
		}
		call, err := w.Redial(task)
		w.must(err)
		w.turn()
		w.must(w.WrapUp(call, outcome("do_not_call")))
		w.turn()
		w.want(cb.ID, models.Cancelled, models.DoNotCall)
		w.wantRecord(cb.RecordID, models.RecordDoNotCall)
		// The softphone closes, and the agent's own Task stays open: we complete it after a while.
		w.must(w.Complete(call))
		w.forward(90 * time.Second)
		w.wantNoTask(cb.ID)
		w.wantCreated(1)
	})
}

// The donor, reached by another call, wants another hour: the open promise moves, and its Task is withdrawn.
func TestLaterWishMovesTheOpenPromise(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		w.ownTask(cb.ID)
		moved := w.callMeLater("Kofi", "callback_queue", 30*time.Minute)
		if moved.ID != cb.ID || moved.Status != models.Scheduled {
			t.Fatalf("%s is %s, want %s moved", moved.ID, moved.Status, cb.ID)
		}
		w.wantNoTask(cb.ID)
		w.forward(31 * time.Minute)
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
		w.wantCreated(2)
	})
}
