package e2e_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/scheduler"
)

// done asks for an action on a callback and fails unless it is taken.
func (w *world) done(id, action string, body map[string]any) {
	w.t.Helper()
	if status, answer := w.ask("POST", "/api/v1/callbacks/"+id+"/"+action, body); status != 200 {
		w.t.Fatalf("%s: %d %v", action, status, answer)
	}
	w.turn()
}

// Maya goes home while the callback is offered to her: it is given to Tom. Her Task is withdrawn, and his is made at once.
func TestReassignWhileQueued(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_agent", 5*time.Minute)
		w.forward(5 * time.Minute)
		first := w.ownTask(cb.ID).Sid
		w.done(cb.ID, "reassign", map[string]any{"worker_sid": w.seeded.WorkerSids["Tom"]})
		w.forward(10 * time.Second)
		task := w.ownTask(cb.ID).Sid
		if task == first || w.offeredTo(task) != "Tom" {
			t.Fatalf("Task %s is offered to %s", task, w.offeredTo(task))
		}
		w.ring(task, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
		w.wantCreated(2)
	})
}

// The manager moves a queued promise to the evening: it is withdrawn now and made again then.
func TestRescheduleWhileQueued(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		w.ownTask(cb.ID)
		w.done(cb.ID, "reschedule", map[string]any{"local_time": "2026-12-01T13:00"})
		w.wantNoTask(cb.ID)
		w.forward(50 * time.Minute)
		w.wantNoTask(cb.ID)
		w.forward(5 * time.Minute)
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
		w.wantCreated(2)
	})
}

// Maya has it and gives it back without having rung: her Task ends, and after a pause it is offered again.
func TestReleaseByTheAgent(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_agent", 5*time.Minute)
		w.forward(5 * time.Minute)
		first := w.ownTask(cb.ID).Sid
		w.must(w.Accept(first))
		w.turn()
		key, err := w.app.Store().CreateAPIKey(w.ctx, models.APIKey{Name: "maya", Role: models.RoleAgent, WorkerSid: w.seeded.WorkerSids["Maya"], Team: "welcome"})
		w.must(err)
		w.key, key = key, w.key
		w.done(cb.ID, "release", nil)
		w.key = key
		w.want(cb.ID, models.Scheduled, "")
		w.forward(2 * time.Minute)
		s := w.want(cb.ID, models.Queued, "")
		if s.TaskSid == first || s.Routing != models.ToTeam || s.WorkerSid != "" {
			t.Errorf("%s to %s, owner %q", s.TaskSid, s.Routing, s.WorkerSid)
		}
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.wantCreated(2)
	})
}

// The charity learns that the donor must not be called: the promise ends, and its Task is withdrawn.
func TestDoNotCallWithdrawsTheTask(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		w.forward(5 * time.Minute)
		w.ownTask(cb.ID)
		if status, answer := w.ask("PATCH", "/api/v1/records/"+cb.RecordID, map[string]any{"do_not_call": true}); status != 200 || answer["state"] != "do_not_call" {
			t.Fatalf("%d %v", status, answer)
		}
		w.turn()
		w.wantNoTask(cb.ID)
		w.want(cb.ID, models.Cancelled, models.DoNotCall)
		w.wantCreated(1)
	})
}

// A job goes on by itself, and is seen to be done.
func TestJobIsDoneByAPass(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		job, err := w.app.Store().CreateJob(w.ctx, models.Bulk{Action: models.BulkMove, Minutes: 60, Actor: "key:test"}, []string{cb.ID})
		w.must(err)
		_, err = w.app.Scheduler().RunOnce(w.ctx, scheduler.PassJobs)
		w.must(err)
		status, answer := w.ask("GET", "/api/v1/jobs/"+job.ID, nil)
		if status != 200 || answer["status"] != "done" || answer["done"] != 1.0 || answer["failed"] != 0.0 {
			t.Errorf("%d %v", status, answer)
		}
		if got := w.story(cb.ID); got.WindowStart != cb.WindowStart.Add(time.Hour) {
			t.Errorf("starts %v, was %v", got.WindowStart, cb.WindowStart)
		}
	})
}
