package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

const (
	claimBatch     = 50 // at least, when so many are due: larger ones lengthen every wait for a lock
	claimBatchMost = 250
	lookAhead      = 250 * time.Millisecond // claims are taken so long before they are due, and held in hand until then
	gatherFor      = 20 * time.Millisecond  // results gather so long while more are under way; a process killed meanwhile leaves them to the rescue pass
	flushMost      = 200                    // results written by one statement
	restOnError    = time.Second            // after the database did not answer
)

// Dispatcher makes a Task of each callback whose moment has come. One goroutine owns its state; claims, calls and writing back are
// each under way beside it, so that none waits for another.
type Dispatcher struct {
	store          *models.Store
	client         *twilio.Client
	clock          clockwork.Clock
	log            *slog.Logger
	metrics        *metrics
	lease          time.Duration
	concurrency    int
	rate           float64
	fullAttributes bool
	poked          chan struct{}
	beat           atomic.Int64 // when the loop last turned, milliseconds
}

// Poke tells the dispatcher that something may be due: a callback was made or moved.
func (d *Dispatcher) Poke() {
	select {
	case d.poked <- struct{}{}:
	default: // it has been told already
	}
}

// RunOnce dispatches all that is due now and returns when the results are written. What the provider does not take now is given back
// with its pause; nothing is waited for but answers.
func (d *Dispatcher) RunOnce(ctx context.Context) (Result, error) {
	run := d.newRun(true)
	return run.loop(ctx)
}

// Run dispatches until ctx ends, waking at each next due time. Then it finishes what it has asked the provider for, within drain, and
// gives the rest back.
func (d *Dispatcher) Run(ctx context.Context) error {
	run := d.newRun(false)
	_, err := run.loop(ctx)
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// call is one answer of the provider.
type call struct {
	claim  held
	ticket ticket
	result models.DispatchResult
	class  twilio.Class
	pause  time.Duration // the provider asked for
	took   time.Duration
}

// send asks the provider for one Task.
func (d *Dispatcher) send(ctx context.Context, claim held) call {
	now := d.clock.Now()
	answer := call{claim: claim, result: models.DispatchResult{ID: claim.ID, Dispatch: claim.Dispatch}}
	wanted, err := d.newTask(claim.Claim, now)
	if err != nil {
		answer.class, answer.result.Fate, answer.result.Reason = twilio.Refused, models.FateRefused, err.Error()
		return answer
	}
	d.metrics.late.Observe(now.Sub(claim.readyAt).Seconds())
	task, err := d.client.CreateTask(ctx, wanted)
	answer.class, answer.took = twilio.ClassOf(err), d.clock.Since(now)
	answer.result.Fate, answer.result.TaskSid = fateOf(answer.class), task.Sid
	if err != nil {
		answer.result.Reason = err.Error()
		var failed *twilio.Error
		if errors.As(err, &failed) {
			answer.pause = failed.RetryAfter
		}
	}
	d.metrics.calls.WithLabelValues(string(answer.class)).Inc()
	return answer
}

func fateOf(class twilio.Class) models.Fate {
	switch class {
	case twilio.Applied:
		return models.FateQueued
	case twilio.NotApplied:
		return models.FateNotApplied
	case twilio.Configuration:
		return models.FateConfiguration
	case twilio.Refused:
		return models.FateRefused
	}
	return models.FateUnknown
}
