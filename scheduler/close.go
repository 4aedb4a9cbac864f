package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

const (
	closeBatch = 100
	closePause = 10 * time.Second
)

// closeTasks ends Tasks that are no longer wanted: of promises that were moved or ended, and second ones. A Task that an agent has is
// completed, since TaskRouter does not cancel those.
func (s *Scheduler) closeTasks(ctx context.Context) (Result, error) {
	work, err := s.store.WorkFor(ctx, models.StepClose, closeBatch, closePause)
	if err != nil {
		return Result{}, err
	}
	strays, err := s.store.Strays(ctx, closeBatch)
	if err != nil {
		return Result{Found: len(work)}, err
	}
	result := Result{Found: len(work) + len(strays)}
	var failed []error
	for _, w := range work {
		if err := s.closeOne(ctx, w); err != nil {
			failed = append(failed, fmt.Errorf("callback %s: %w", w.ID, err))
			continue
		}
		result.Done++
	}
	for _, stray := range strays {
		if _, err := s.client.EndTask(ctx, stray.TaskSid, "a second task of one callback"); err != nil {
			failed = append(failed, fmt.Errorf("stray %s: %w", stray.TaskSid, err))
			continue
		}
		if err := s.store.StrayEnded(ctx, stray.TaskSid); err != nil {
			return result, err
		}
		result.Done++
	}
	if len(work) > 0 {
		s.dispatcher.Poke()
	}
	return result, errors.Join(failed...)
}

func (s *Scheduler) closeOne(ctx context.Context, w models.Work) error {
	ended, err := s.client.EndTask(ctx, w.TaskSid, closeReason(w))
	if err != nil {
		return err
	}
	m := models.Message{Type: "closed " + ended, TaskSid: w.TaskSid, CallbackID: w.ID, Dispatch: w.Dispatch, Signal: models.TaskLost}
	if ended == twilio.EndedCompleted {
		m.Signal = models.TaskFinished
	}
	return s.store.Observe(ctx, m)
}

func closeReason(w models.Work) string {
	if w.Resolution != "" {
		return "callback " + string(w.Resolution)
	}
	return "callback moved"
}
