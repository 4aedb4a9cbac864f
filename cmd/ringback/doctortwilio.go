package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

func lookAtTwilio(ctx context.Context, cfg config.Config, flags setupFlags) doctor.Twilio {
	found := doctor.Twilio{WorkflowSid: cfg.Twilio.WorkflowSid, Skew: skewOf(ctx, cfg.TaskRouterURL)}
	w, err := wantedOf(ctx, cfg, flags)
	if err != nil {
		w, err = wantedOf(ctx, cfg, setupFlags{events: flags.events, workflow: flags.workflow, noDatabase: true})
	}
	if err != nil {
		found.Err = err.Error()
		return found
	}
	if err := readTwilio(ctx, cfg, w, &found); err != nil {
		var failed *twilio.Error
		found.Err = err.Error()
		found.Unauthorised = errors.As(err, &failed) && (failed.Status == http.StatusUnauthorized || failed.Status == http.StatusForbidden)
	}
	return found
}

func readTwilio(ctx context.Context, cfg config.Config, w setup.Wanted, found *doctor.Twilio) error {
	admin, err := newAdmin(cfg)
	if err != nil {
		return err
	}
	defer admin.Close()
	if found.State, err = setup.Read(ctx, admin, w); err != nil {
		return err
	}
	found.Steps = setup.Plan(found.State, w)
	if cfg.Twilio.WorkspaceSid == "" || cfg.Twilio.WorkflowSid == "" {
		return nil // the settings' check says so
	}
	client, err := newClient(cfg)
	if err != nil {
		return err
	}
	defer client.Close()
	workers, err := client.Workers(ctx)
	if err != nil {
		return err
	}
	found.Workers = map[string]bool{}
	for _, worker := range workers {
		found.Workers[worker.Sid] = true
	}
	return nil
}

func newClient(cfg config.Config) (*twilio.Client, error) {
	name, password := cfg.Twilio.Credentials()
	return twilio.New(twilio.Config{BaseURL: cfg.TaskRouterURL, AccountSid: cfg.Twilio.AccountSid, Username: name, Password: password,
		WorkspaceSid: cfg.Twilio.WorkspaceSid, WorkflowSid: cfg.Twilio.WorkflowSid, Clock: clockwork.NewRealClock()})
}

// skewOf compares our clock with the date of any answer of Twilio's, which has whole seconds; nil when there was none.
func skewOf(ctx context.Context, address string) *time.Duration {
	began := time.Now()
	answer, err := ask(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil
	}
	at, err := http.ParseTime(answer.header.Get("Date"))
	if err != nil {
		return nil
	}
	middle := began.Add(time.Since(began) / 2)
	skew := middle.Sub(at.Add(500 * time.Millisecond))
	return &skew
}

// loopbackWithin is how long the event of a test Task may take, and loopbackPause is between two looks. The reconcile pass would find the
// Task too, so only what came by webhook counts.
const (
	loopbackWithin = 30 * time.Second
	loopbackPause  = 200 * time.Millisecond
)

// tryLoopback makes a Task for an owner who is nobody, which no agent is offered, and waits for its event in the database.
func tryLoopback(ctx context.Context, cfg config.Config, clock clockwork.Clock) (found *doctor.Loopback) {
	found = &doctor.Loopback{}
	fail := func(err error) *doctor.Loopback {
		found.Err = err.Error()
		return found
	}
	client, err := newClient(cfg)
	if err != nil {
		return fail(err)
	}
	defer client.Close()
	store, err := models.Open(ctx, models.Config{URL: cfg.DatabaseURL, Clock: clock, Log: logger(cfg)})
	if err != nil {
		return fail(err)
	}
	defer func() {
		if err := store.Close(); err != nil && found.Err == "" {
			found.Err = err.Error()
		}
	}()
	began := clock.Now()
	attributes := fmt.Sprintf(`{"taskType":"callback","callback_id":"cb_doctor_%d","dispatch":1,"cb_routing":"agent_strict","cb_agent_sid":null,"name":"Ringback doctor"}`, began.UnixMilli())
	task, err := client.CreateTask(ctx, twilio.NewTask{Attributes: attributes, Timeout: 2 * loopbackWithin})
	if err != nil {
		return fail(err)
	}
	if arrived(ctx, store, clock, task.Sid) {
		found.Took = clock.Since(began)
	}
	if _, err := client.EndTask(ctx, task.Sid, "Ringback doctor"); err != nil && twilio.ClassOf(err) != twilio.Gone {
		return fail(fmt.Errorf("cancel it by hand: %w", err))
	}
	return found
}

func arrived(ctx context.Context, store *models.Store, clock clockwork.Clock, taskSid string) bool {
	ctx, cancel := context.WithTimeout(ctx, loopbackWithin)
	defer cancel()
	for {
		entries, _, err := store.InboxPage(ctx, "", "", 200)
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
		case <-clock.After(loopbackPause):
		}
	}
}
