package models_test

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ringback/ringback/models"
)

// router is a TaskRouter of a few lines: the Tasks that were made, and who has them. It answers for what is true, whatever of it the
// ledger has been told.
type router struct{ tasks []*routed }

// routed is one Task made for a callback.
type routed struct {
	sid      string
	callback string
	dispatch int
	worker   string // who has it, empty while it is offered
	ended    models.TaskSignal
	told     bool // the ledger has heard of it
}

func (r *router) create(callback string, dispatch int) *routed {
	task := &routed{sid: fmt.Sprintf("WT%06d", len(r.tasks)+1), callback: callback, dispatch: dispatch}
	r.tasks = append(r.tasks, task)
	return task
}

func (r *router) find(sid string) *routed {
	for _, task := range r.tasks {
		if task.sid == sid {
			return task
		}
	}
	return nil
}

// live returns the Tasks of a callback that have not ended; of all callbacks when it is empty.
func (r *router) live(callback string) []*routed {
	return slices.DeleteFunc(slices.Clone(r.tasks), func(task *routed) bool {
		return task.ended != "" || callback != "" && task.callback != callback
	})
}

// made returns what a dispatch made, if anything.
func (r *router) made(callback string, dispatch int) *routed {
	for _, task := range r.tasks {
		if task.callback == callback && task.dispatch == dispatch {
			return task
		}
	}
	return nil
}

// end ends a Task as the product asks for it: one that an agent has is completed, another cancelled.
func (r *router) end(sid string) {
	if task := r.find(sid); task.ended == "" {
		task.ended = models.TaskLost
		if task.worker != "" {
			task.ended = models.TaskFinished
		}
	}
}

// signal is what looking at the Task shows.
func (t *routed) signal() models.TaskSignal {
	switch {
	case t.ended != "":
		return t.ended
	case t.worker != "":
		return models.TaskAccepted
	}
	return models.TaskSeen
}

// message is an event of the Task.
func (t *routed) message(signal models.TaskSignal) models.Message {
	return models.Message{Source: models.SourceEvents, Type: "task." + string(signal), Role: models.RoleOwn, Signal: signal,
		TaskSid: t.sid, CallbackID: t.callback, Dispatch: t.dispatch, WorkerSid: t.worker}
}

// sighting is what a pass that looks at the Task tells the ledger.
func (t *routed) sighting() models.Message { return t.message(cmp.Or(t.ended, t.signal())) }
