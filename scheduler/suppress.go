package scheduler

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

const (
	suppressBatch = 200
	sweepBatch    = 1000
	sweepPause    = time.Minute
	// sweepEvery is how often the whole workspace's waiting Tasks are listed at most: one request for each thousand of them, all new
	// promises together.
	sweepEvery = 5 * time.Second
)

// suppress withdraws Tasks of the main list whose donors have a promise: those of which an event told, and those that waited when the
// promise was made. A Task that an agent has is left alone.
func (s *Scheduler) suppress(ctx context.Context) (Result, error) {
	found, sweepErr := s.sweepWaiting(ctx)
	tasks, err := s.store.ToWithdraw(ctx, suppressBatch)
	if err != nil {
		return Result{Found: found}, errors.Join(sweepErr, err)
	}
	result, failed := Result{Found: len(tasks)}, []error{sweepErr}
	for _, task := range tasks {
		ended, err := s.client.WithdrawTask(ctx, task.TaskSid, "the donor is promised a callback")
		if err != nil {
			failed = append(failed, fmt.Errorf("task %s: %w", task.TaskSid, err))
			continue
		}
		if err := s.store.SaveWithdrawal(ctx, task, withdrawFate(ended)); err != nil {
			return result, err
		}
		result.Done++
	}
	return result, errors.Join(failed...)
}

func withdrawFate(ended string) models.WithdrawFate {
	switch ended {
	case twilio.EndedCanceled:
		return models.Withdrawn
	case twilio.LeftWithAgent:
		return models.TookLate
	}
	return models.WasGone
}

// sweepWaiting looks through the Tasks that wait for those of donors who were promised a callback since it last did.
func (s *Scheduler) sweepWaiting(ctx context.Context) (int, error) {
	now := s.clock.Now()
	if now.Sub(time.UnixMilli(s.sweptAt.Load())) < sweepEvery {
		return 0, nil
	}
	sought, err := s.store.Sweeps(ctx, sweepBatch, sweepPause)
	if err != nil || len(sought) == 0 {
		return 0, err
	}
	s.sweptAt.Store(now.UnixMilli())
	tasks, err := s.client.WaitingTasks(ctx)
	if err != nil {
		return 0, fmt.Errorf("list waiting tasks: %w", err)
	}
	found, wanted := 0, models.WantedOf(sought)
	for _, task := range tasks {
		m, other := strangeTask(task)
		if !other || !wanted.Has(m) {
			continue
		}
		found++
		if err := s.store.ObserveOther(ctx, m); err != nil {
			return found, err
		}
	}
	return found, s.store.Swept(ctx, sought)
}

// strangeTask is the message that a waiting Task seen in TaskRouter amounts to; false for one of ours.
func strangeTask(task twilio.Task) (models.Message, bool) {
	a, err := twilio.ParseAttributes(task.Attributes)
	if err != nil || strings.HasPrefix(a.CallbackID, "cb_") {
		return models.Message{}, false
	}
	m := models.Message{Type: "seen " + task.Status, TaskSid: task.Sid, Signal: models.TaskSeen, Phones: a.DonorPhones(),
		Call: models.CallFacts{Direction: a.Direction, TaskType: a.TaskType, Dialled: a.Dialled(), OnLine: a.OnLine, MadeAt: models.At(task.CreatedAt)}}
	if strings.HasPrefix(a.RecordID, "rec_") {
		m.RecordID = a.RecordID
	}
	m.Record.ExternalID = a.RecordExternalID
	if a.Record != nil && a.Record.ExternalID != "" {
		m.Record.ExternalID = a.Record.ExternalID
	}
	return m, true
}
