package scheduler

import (
	"context"
	"fmt"
	"time"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

const (
	watchBatch   = 200
	watchPause   = 5 * time.Minute
	sweepMark    = "events.sweep"
	sweepOverlap = time.Minute // events may be logged late
	sweepFirst   = 15 * time.Minute
	sweepMost    = 29 * 24 * time.Hour // TaskRouter keeps its log for 30 days
)

// reconcile finds what webhooks did not tell: it reads TaskRouter's own log of events since it last did, and looks at Tasks of which
// nothing was heard for long.
func (s *Scheduler) reconcile(ctx context.Context) (Result, error) {
	swept, err := s.sweep(ctx)
	if err != nil {
		return swept, err
	}
	watched, err := s.watch(ctx)
	return Result{swept.Found + watched.Found, swept.Done + watched.Done}, err
}

// sweep stores every event of the log that concerns us; those that a webhook brought are there already, by the same id.
func (s *Scheduler) sweep(ctx context.Context) (Result, error) {
	began := s.clock.Now()
	since, err := s.sweepFrom(ctx, began)
	if err != nil {
		return Result{}, err
	}
	events, err := s.client.EventsSince(ctx, since)
	if err != nil {
		return Result{}, fmt.Errorf("read event log: %w", err)
	}
	ours, err := s.normalise(ctx, events)
	if err != nil {
		return Result{}, fmt.Errorf("normalise events: %w", err)
	}
	if len(ours) > 0 {
		if err := s.store.PutInbox(ctx, ours); err != nil {
			return Result{Found: len(ours)}, err
		}
		s.Stored()
	}
	return Result{len(ours), len(ours)}, s.store.SetMark(ctx, sweepMark, models.At(began))
}

func (s *Scheduler) sweepFrom(ctx context.Context, now time.Time) (time.Time, error) {
	mark, err := s.store.Mark(ctx, sweepMark)
	switch {
	case err != nil:
		return time.Time{}, err
	case mark.IsZero():
		return now.Add(-sweepFirst), nil
	case now.Sub(mark.Time()) > sweepMost:
		return now.Add(-sweepMost), nil
	}
	return mark.Time().Add(-sweepOverlap), nil
}

// watch looks at each Task of which nothing was heard for long, and returns promises whose agent is done with them without an outcome.
func (s *Scheduler) watch(ctx context.Context) (Result, error) {
	work, err := s.store.WorkFor(ctx, models.StepWatch, watchBatch, watchPause)
	if err != nil {
		return Result{}, err
	}
	result := Result{Found: len(work)}
	live, err := s.listFor(ctx, work)
	if err != nil {
		return result, err
	}
	for _, w := range work {
		task, listed := live[w.TaskSid]
		switch {
		case !w.TaskOpen:
			err = s.store.GiveUpOutcome(ctx, w.ID)
		case listed:
			err = s.observe(ctx, w, task)
		default:
			err = s.look(ctx, w)
		}
		if err != nil {
			return result, err
		}
		result.Done++
	}
	if len(work) > 0 {
		s.Wake()
	}
	return result, nil
}

// observe notes what a live Task shows, and lets the Task of a broken promise age: the longer it is owed, the earlier it is offered.
func (s *Scheduler) observe(ctx context.Context, w models.Work, task twilio.Task) error {
	if err := s.store.Observe(ctx, sighting(task)); err != nil || w.BrokenAt.IsZero() || w.Status != models.Queued {
		return err
	}
	wanted := priority(s.clock.Since(w.BrokenAt.Time()) + time.Millisecond)
	if task.Priority >= wanted {
		return nil
	}
	_, err := s.client.RaiseTask(ctx, task, wanted)
	return err
}

// listPays is from how many Tasks on one list of all that live is cheaper than a look at each.
const listPays = 20

// listFor returns the live Tasks by sid when there are many to look at, else nothing.
func (s *Scheduler) listFor(ctx context.Context, work []models.Work) (map[string]twilio.Task, error) {
	if len(work) < listPays {
		return nil, nil
	}
	tasks, err := s.client.LiveTasks(ctx)
	if err != nil {
		return nil, fmt.Errorf("list live tasks: %w", err)
	}
	live := make(map[string]twilio.Task, len(tasks))
	for _, task := range tasks {
		if task.CallbackID != "" {
			live[task.Sid] = task
		}
	}
	return live, nil
}
