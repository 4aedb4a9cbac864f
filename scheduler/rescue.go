package scheduler

import (
	"context"
	"fmt"
	"time"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

const (
	rescueBatch = 500
	rescuePause = 5 * time.Second
	clockSlack  = 10 * time.Second // our clock and the provider's may differ by so much
)

// rescue settles dispatches of which nobody knows whether they made a Task. It never makes one itself: it looks, in one list for all
// of them and, for those that are not live, in the provider's own log; what is found neither now nor after a grace was never made.
func (s *Scheduler) rescue(ctx context.Context) (Result, error) {
	work, err := s.store.WorkFor(ctx, models.StepRescue, rescueBatch, rescuePause)
	if err != nil || len(work) == 0 {
		return Result{}, err
	}
	result := Result{Found: len(work)}
	missing, err := s.settleLive(ctx, work)
	if err != nil {
		return result, err
	}
	if len(missing) > 0 {
		if missing, err = s.settleCreated(ctx, missing); err != nil {
			return result, err
		}
	}
	for _, w := range missing {
		if err := s.store.NotFound(ctx, w); err != nil {
			return result, err
		}
	}
	result.Done = len(work) - len(missing)
	s.Wake()
	return result, nil
}

// dispatchOf names one dispatch of one callback.
type dispatchOf struct {
	callback string
	number   int
}

// settleLive settles what is in the list of live Tasks, and returns the rest.
func (s *Scheduler) settleLive(ctx context.Context, work []models.Work) ([]models.Work, error) {
	tasks, err := s.client.LiveTasks(ctx)
	if err != nil {
		return nil, fmt.Errorf("list live tasks: %w", err)
	}
	live := byDispatch(tasks)
	var missing []models.Work
	for _, w := range work {
		task, ok := live[dispatchOf{w.ID, w.Dispatch}]
		if !ok {
			missing = append(missing, w)
			continue
		}
		if err := s.store.Observe(ctx, sighting(task)); err != nil {
			return nil, err
		}
	}
	return missing, nil
}

// settleCreated settles what the provider's log says was made, and is no longer live, and returns the rest.
func (s *Scheduler) settleCreated(ctx context.Context, work []models.Work) ([]models.Work, error) {
	since := work[0].DispatchedAt.Time()
	for _, w := range work {
		if w.DispatchedAt.Time().Before(since) {
			since = w.DispatchedAt.Time()
		}
	}
	tasks, err := s.client.TasksCreatedSince(ctx, since.Add(-clockSlack))
	if err != nil {
		return nil, fmt.Errorf("list created tasks: %w", err)
	}
	made := byDispatch(tasks)
	var missing []models.Work
	for _, w := range work {
		task, ok := made[dispatchOf{w.ID, w.Dispatch}]
		if !ok {
			missing = append(missing, w)
			continue
		}
		if err := s.look(ctx, models.Work{ID: w.ID, Dispatch: w.Dispatch, TaskSid: task.Sid}); err != nil {
			return nil, err
		}
	}
	return missing, nil
}

func byDispatch(tasks []twilio.Task) map[dispatchOf]twilio.Task {
	found := make(map[dispatchOf]twilio.Task, len(tasks))
	for _, task := range tasks {
		if task.CallbackID != "" {
			found[dispatchOf{task.CallbackID, task.Dispatch}] = task
		}
	}
	return found
}

// sighting is the message that a Task seen in TaskRouter amounts to.
func sighting(task twilio.Task) models.Message {
	m := models.Message{Type: "seen " + task.Status, TaskSid: task.Sid, CallbackID: task.CallbackID, Dispatch: task.Dispatch, TaskReason: task.Reason, Signal: models.TaskSeen}
	switch task.Status {
	case "assigned":
		m.Signal = models.TaskAccepted
	case "wrapping":
		m.Signal = models.TaskWrapping
	case "completed":
		m.Signal = models.TaskFinished
	case "canceled":
		m.Signal = models.TaskLost
	}
	return m
}

// look fetches one Task and notes what it shows. One that is gone ended more than five minutes ago.
func (s *Scheduler) look(ctx context.Context, w models.Work) error {
	task, err := s.client.FetchTask(ctx, w.TaskSid)
	if twilio.ClassOf(err) == twilio.Gone {
		return s.store.Observe(ctx, models.Message{Type: "gone", TaskSid: w.TaskSid, CallbackID: w.ID, Dispatch: w.Dispatch, Signal: models.TaskLost})
	}
	if err != nil {
		return fmt.Errorf("fetch task: %w", err)
	}
	task.CallbackID, task.Dispatch = w.ID, w.Dispatch
	return s.observe(ctx, w, task)
}
