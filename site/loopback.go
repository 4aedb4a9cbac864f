package site

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// loopbackWithin is how long the event of a test Task may take, and loopbackPause is between two looks. The reconcile pass would find the
// Task too, so only what came by webhook counts.
const (
	loopbackWithin = 30 * time.Second
	loopbackPause  = 200 * time.Millisecond
)

// Loopback makes a Task for an owner who is nobody, which no agent is offered, waits for its event in the ledger, and cancels it.
func (s *Site) Loopback(ctx context.Context) *doctor.Loopback {
	found := &doctor.Loopback{}
	fail := func(err error) *doctor.Loopback {
		found.Err = err.Error()
		return found
	}
	if s.store == nil {
		return fail(errors.New(s.cfg.NoStore))
	}
	client, err := s.client()
	if err != nil {
		return fail(err)
	}
	defer client.Close()
	began := s.cfg.Clock.Now()
	attributes := fmt.Sprintf(`{"taskType":"callback","callback_id":"cb_doctor_%d","dispatch":1,"cb_routing":"agent_strict","cb_agent_sid":null,"name":"Ringback doctor"}`, began.UnixMilli())
	task, err := client.CreateTask(ctx, twilio.NewTask{Attributes: attributes, Timeout: 2 * loopbackWithin})
	if err != nil {
		return fail(err)
	}
	if s.arrived(ctx, task.Sid) {
		found.Took = s.cfg.Clock.Since(began)
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), askWithin) // whoever asked may have gone; the Task must not stay
	defer cancel()
	if _, err := client.EndTask(ending, task.Sid, "Ringback doctor"); err != nil && twilio.ClassOf(err) != twilio.Gone {
		return fail(fmt.Errorf("cancel it by hand: %w", err))
	}
	return found
}

func (s *Site) arrived(ctx context.Context, taskSid string) bool {
	ctx, cancel := context.WithTimeout(ctx, loopbackWithin)
	defer cancel()
	for {
		entries, _, err := s.store.InboxPage(ctx, "", "", 200)
		if err != nil {
			return false
		}
		for _, e := range entries {
			if e.TaskSid == taskSid && e.Source != models.SourceReconcile {
				return true
			}
		}
		select {
		case <-ctx.Done():
			return false
		case <-s.cfg.Clock.After(loopbackPause):
		}
	}
}
