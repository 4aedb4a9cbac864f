package models_test

import (
	"errors"
	"slices"
	"time"

	"github.com/ringback/ringback/models"
)

// finish is an agent who completes a Task.
func (w *world) finish() {
	busy := slices.DeleteFunc(w.live(""), func(t *routed) bool { return t.worker == "" })
	if task, ok := some(w, busy); ok {
		task.ended = models.TaskFinished
		w.send(task.message(models.TaskFinished))
	}
}

// lose is a Task that TaskRouter ends: nobody took it in time.
func (w *world) lose() {
	pending := slices.DeleteFunc(w.live(""), func(t *routed) bool { return t.worker != "" })
	if task, ok := some(w, pending); ok {
		task.ended = models.TaskLost
		w.send(task.message(models.TaskLost))
	}
}

func (w *world) cancel() {
	cb, ok := some(w, w.all())
	if !ok {
		return
	}
	_, err := w.Cancel(w.ctx, cb.ID, "a random day", models.ManagerCancelled, models.Asked{Actor: "test"})
	w.allowed(err)
}

func (w *world) report() {
	cb, ok := some(w, w.all())
	if !ok {
		return
	}
	r := models.Report{Code: "busy", WorkerSid: owner}
	if w.chance(40) {
		r.Code, r.Request = models.OutcomeCallbackAgent, w.request()
	}
	_, err := w.ReportOutcome(w.ctx, cb.ID, r, models.Asked{Actor: "agent:" + owner})
	w.allowed(err)
}

func (w *world) reassign() {
	cb, ok := some(w, w.all())
	if !ok {
		return
	}
	change := models.Reassignment{WorkerSid: owner}
	if w.chance(40) {
		change = models.Reassignment{Team: "welcome"}
	}
	_, err := w.Reassign(w.ctx, cb.ID, change, asked())
	w.allowed(err)
}

func (w *world) reschedule() {
	cb, ok := some(w, w.all())
	if !ok {
		return
	}
	_, err := w.Reschedule(w.ctx, cb.ID, models.Rescheduling{CallbackRequest: *w.request()}, asked())
	w.allowed(err)
}

func (w *world) release() {
	cb, ok := some(w, w.all())
	if !ok {
		return
	}
	_, err := w.Release(w.ctx, cb.ID, owner, asked())
	w.allowed(err)
}

func (w *world) claimNextOne() { w.claimNext(owner) }

// allowed fails the test on an error that is not an answer.
func (w *world) allowed(err error) {
	w.t.Helper()
	var step *models.TransitionError
	if err != nil && !errors.As(err, &step) && !errors.Is(err, models.ErrWithAgent) {
		w.t.Errorf("%v after %v", err, w.last)
	}
}

// rescue does what the scheduler's pass does: look among live Tasks, then among all that were made.
func (w *world) rescue() {
	work, err := w.WorkFor(w.ctx, models.StepRescue, 50, time.Second)
	w.must(err)
	for _, k := range work {
		if task := w.made(k.ID, k.Dispatch); task != nil {
			task.told = true
			w.must(w.Observe(w.ctx, task.sighting()))
			continue
		}
		w.must(w.NotFound(w.ctx, k))
	}
}

func (w *world) closeTasks() {
	work, err := w.WorkFor(w.ctx, models.StepClose, 50, time.Second)
	w.must(err)
	for _, k := range work {
		w.end(k.TaskSid)
		w.must(w.Observe(w.ctx, w.find(k.TaskSid).sighting()))
	}
	strays, err := w.Strays(w.ctx, 50)
	w.must(err)
	for _, s := range strays {
		w.end(s.TaskSid)
		w.must(w.StrayEnded(w.ctx, s.TaskSid))
	}
}

func (w *world) watch() {
	work, err := w.WorkFor(w.ctx, models.StepWatch, 50, time.Second)
	w.must(err)
	for _, k := range work {
		if k.TaskOpen {
			w.must(w.Observe(w.ctx, w.find(k.TaskSid).sighting()))
			continue
		}
		w.must(w.GiveUpOutcome(w.ctx, k.ID))
	}
}

func (w *world) expire() {
	_, err := w.ExpireOld(w.ctx, 50)
	w.must(err)
}
