package year

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// centre is the call centre: an instance of Ringback, a TaskRouter with its agents, and the clock that both live by.
type centre struct {
	Plan
	Report
	clock   *clockwork.FakeClock
	chance  *rand.Rand
	sim     *twiliosim.Server
	web     *http.Server
	app     *app.App
	store   *models.Store
	places  []place
	teams   []string
	donors  int
	workers []string
	results []string  // of calls, each as often as it comes in a hundred
	absent  time.Time // until then nobody takes calls
	audit   *auditor
}

// Run plays the plan and returns what came of it; the error says what was found out of order first, and on which day.
func Run(ctx context.Context, plan Plan) (_ Report, err error) {
	if err := plan.check(); err != nil {
		return Report{}, err
	}
	c := &centre{Plan: plan, clock: clockwork.NewFakeClockAt(plan.From), chance: rand.New(rand.NewPCG(plan.Seed, 1)), places: places(), results: outcomes()}
	defer func() { err = errors.Join(err, c.close(ctx)) }()
	if err := c.open(ctx); err != nil {
		return c.Report, err
	}
	for day := range c.Days {
		if err := c.playDay(ctx, day); err != nil {
			return c.Report, fmt.Errorf("%s: %w", c.clock.Now().UTC().Format(time.DateTime), err)
		}
	}
	if err := c.total(ctx); err != nil {
		return c.Report, err
	}
	return c.Report, c.close(ctx)
}

func (c *centre) open(ctx context.Context) error {
	c.sim = twiliosim.New(twiliosim.Config{Clock: c.clock, Seed: c.Seed})
	seeded, err := c.sim.SeedRingback(twiliosim.SeedOptions{Teams: c.staff()})
	if err != nil {
		return fmt.Errorf("seed TaskRouter: %w", err)
	}
	c.workers = slices.Sorted(maps.Values(seeded.WorkerSids))
	router, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	c.web = &http.Server{Handler: c.sim, ReadHeaderTimeout: time.Minute}
	go func() { _ = c.web.Serve(router) }() // ends with close
	if err := c.openApp(ctx, "http://"+router.Addr().String(), seeded.WorkflowSid); err != nil {
		return err
	}
	for i := range c.places {
		if c.places[i].loc, err = c.store.Zone(c.places[i].zone); err != nil {
			return err
		}
	}
	c.audit, err = newAuditor(c.Beside)
	return err
}

func (c *centre) openApp(ctx context.Context, taskRouter, workflowSid string) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	cfg, err := config.Load(nil, nil)
	if err != nil {
		return err
	}
	cfg.DatabaseURL, cfg.TaskRouterURL, cfg.PublicURL = c.DatabaseURL, taskRouter, "http://"+listener.Addr().String()
	cfg.Twilio = config.Twilio{AccountSid: c.sim.AccountSid(), AuthToken: c.sim.AuthToken(), WorkspaceSid: c.sim.WorkspaceSid(), WorkflowSid: workflowSid}
	if c.app, err = app.New(ctx, cfg, app.Options{Clock: c.clock, Log: c.Log, Version: "year", Listener: listener}); err != nil {
		return err
	}
	c.app.Serve()
	c.store = c.app.Store()
	c.sim.SetEventStream(cfg.PublicURL+"/webhooks/twilio/event-streams", eventTypes()...)
	return nil
}

// eventTypes are those of docs/WEBHOOKS.md without which Ringback would learn something later or never. The others tell of the same Tasks
// a second and third time.
func eventTypes() []string {
	return []string{"task.created", "reservation.accepted", "task.completed", "task.canceled", "workflow.timeout"}
}

func (c *centre) staff() []twiliosim.TeamSeed {
	list := make([]twiliosim.TeamSeed, c.Teams)
	for i := range list {
		list[i].Name = fmt.Sprintf("team%d", i+1)
		c.teams = append(c.teams, list[i].Name)
	}
	for i := range c.Agents {
		team := &list[i%c.Teams]
		team.Workers = append(team.Workers, fmt.Sprintf("agent%03d", i+1))
	}
	return list
}

func (c *centre) close(ctx context.Context) error {
	var errs []error
	if c.app != nil {
		errs = append(errs, c.app.Stop(context.WithoutCancel(ctx)))
		c.app = nil
	}
	if c.web != nil {
		errs = append(errs, c.web.Close(), c.sim.Close())
		c.web = nil
	}
	return errors.Join(errs...)
}
