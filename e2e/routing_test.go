package e2e_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// Maya promised, and is off when the moment comes: the promise is not held up for her, her team has it at once.
func TestAgentOfflineGoesToTeam(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_agent", 5*time.Minute)
		w.must(w.SetActivity(w.seeded.WorkerSids["Maya"], false))
		w.forward(5 * time.Minute)
		task := w.ownTask(cb.ID)
		if who := w.offeredTo(task.Sid); who != "Tom" {
			t.Fatalf("offered to %q, want Tom of the same team", who)
		}
		if s := w.want(cb.ID, models.Queued, ""); s.Routing != models.ToAgent || s.WorkerSid != w.seeded.WorkerSids["Maya"] {
			t.Fatalf("the promise itself is %s's: %s", s.WorkerSid, s.Routing)
		}
		w.ring(task.Sid, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
		w.wantCreated(1)
	})
}

// A strict promise is Maya's alone. While she is off it comes back again and again, is never offered to others, and is kept when she
// is there.
func TestStrictPromiseWaitsForItsOwner(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maya := w.seeded.WorkerSids["Maya"]
		w.must(w.SetActivity(maya, false))
		status, made := w.ask("POST", "/api/v1/callbacks", map[string]any{"record": map[string]any{"external_id": "D-1", "phone": donorPhone},
			"local_time": "2026-12-01T12:05", "timezone": "Australia/Perth", "routing": "agent", "agent_strict": true, "worker_sid": maya, "team": "welcome", "window_minutes": 5})
		if status != 201 {
			t.Fatalf("%d %v", status, made)
		}
		id, _ := made["id"].(string)
		w.forward(10 * time.Minute)
		if who := w.offeredTo(w.ownTask(id).Sid); who != "" {
			t.Fatalf("offered to %s", who)
		}
		w.must(w.SetActivity(maya, true))
		w.turn()
		if who := w.offeredTo(w.ownTask(id).Sid); who != "Maya" {
			t.Fatalf("offered to %q", who)
		}
		w.ring(w.ownTask(id).Sid, outcome("contacted"))
		w.want(id, models.Completed, models.Contacted)
	})
}

// The strict promise's Task ended unanswered more than once, so that the pause is long. When Maya is there again it is not waited for.
func TestStrictPromiseGoesWhenItsOwnerIsBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maya := w.seeded.WorkerSids["Maya"]
		w.must(w.SetActivity(maya, false))
		wish := w.wish("callback_agent", 5*time.Minute)
		wish["callback_request"].(map[string]any)["agent_strict"] = true
		task, err := w.Call(maya, map[string]any{"direction": "outbound", "to": donorPhone})
		w.must(err)
		w.must(w.WrapUp(task, wish))
		w.must(w.Complete(task))
		w.turn()
		cb := w.only()
		for s := w.story(cb.ID); s.Backoffs < 3 || s.Status != models.Scheduled; s = w.story(cb.ID) {
			w.clock.Advance(time.Minute)
			w.turn()
		}
		if s := w.want(cb.ID, models.Scheduled, ""); s.HoldUntil.Time().Sub(w.clock.Now()) < 3*time.Minute {
			t.Fatalf("held until %s", s.HoldUntil.Time())
		}
		w.must(w.SetActivity(maya, true))
		w.forward(time.Minute)
		if who := w.offeredTo(w.ownTask(cb.ID).Sid); who != "Maya" {
			t.Fatalf("offered to %q", who)
		}
	})
}

// Nobody takes it: the owner has ten minutes, then the team is asked too, then anyone. A rejection is no attempt.
func TestLadder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_agent", 5*time.Minute)
		w.forward(5 * time.Minute)
		task := w.ownTask(cb.ID).Sid
		busy, err := w.Dial(w.seeded.WorkerSids["Maya"], map[string]any{"to": "+61491570157"})
		w.must(err)
		_ = busy // Maya talks with somebody else all the while
		w.must(w.Reject(task))
		w.forward(9 * time.Minute)
		if s := w.want(cb.ID, models.Queued, ""); s.Attempts != 0 {
			t.Fatalf("%d attempts", s.Attempts)
		}
		if who := w.offeredTo(task); who == "Tom" || who == "Kofi" {
			t.Fatalf("offered to %s while the owner's ten minutes run", who)
		}
		w.forward(2 * time.Minute)
		if who := w.offeredTo(task); who != "Tom" {
			t.Fatalf("offered to %q, want Tom", who)
		}
	})
}

// Nobody is there at all: TaskRouter gives the Task up at its time-out, long before its own default of a day. The promise comes back,
// stays owed, and is dispatched again.
func TestTaskTimeout(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		for _, sid := range w.seeded.WorkerSids {
			w.must(w.SetActivity(sid, false))
		}
		w.forward(5 * time.Minute)
		// 30 min of window, 15 of grace, 20 for the team.
		if got := w.ownTask(cb.ID).Timeout; got < 64*60 || got > 65*60 {
			t.Fatalf("time-out of %d s", got)
		}
		w.forward(65 * time.Minute)
		s := w.story(cb.ID)
		if s.Status != models.Scheduled && s.Status != models.Queued || s.Attempts != 0 {
			t.Fatalf("%s after the time-out, %d attempts", s.Status, s.Attempts)
		}
		w.wantRecord(cb.RecordID, models.RecordDormant)
		w.forward(3 * time.Minute)
		if s := w.want(cb.ID, models.Queued, ""); s.Dispatch != 2 || !s.Broken(w.clock.Now(), 15*time.Minute) {
			t.Fatalf("dispatch %d, broken %v", s.Dispatch, s.Broken(w.clock.Now(), 15*time.Minute))
		}
		if task := w.ownTask(cb.ID); task.Priority == 0 {
			t.Fatal("a broken promise is dispatched without raised priority")
		}
		w.must(w.SetActivity(w.seeded.WorkerSids["Tom"], true))
		w.turn()
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
		w.wantCreated(2)
	})
}

// The agent accepts, and completes without ringing or saying why: the promise is given back and dispatched again.
func TestAgentGivesItBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		task := w.ownTask(cb.ID).Sid
		w.must(w.Accept(task))
		w.turn()
		w.must(w.Complete(task))
		w.turn()
		w.want(cb.ID, models.Assigned, "")
		w.forward(3 * time.Minute)
		if s := w.story(cb.ID); s.WaitReason != models.WaitReturned && s.Dispatch != 2 {
			t.Fatalf("%s %s, dispatch %d", s.Status, s.WaitReason, s.Dispatch)
		}
		w.forward(2 * time.Minute)
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
		w.wantCreated(2)
	})
}
