package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// demo is one instance with a TaskRouter of its own, people who work in it, and donors who want to be rung later.
type demo struct {
	sim      *twiliosim.Server
	seeded   twiliosim.Seeded
	instance *app.App
	out      io.Writer
	clock    clockwork.Clock
	openers  []opener // who ask to be rung again while somebody watches
}

// serveDemo runs the demonstration until the process is told to end. It is the real thing but for Twilio: the webhooks are signed,
// the Tasks are asked for over HTTP, the database is on disk.
func serveDemo(ctx context.Context, cfg config.Config, out io.Writer) (err error) {
	sim, seeded, err := newSimulator()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sim.Close()) }()
	simListener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen for the simulator: %w", err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s (set RINGBACK_LISTEN to another address if it is taken): %w", cfg.Listen, err)
	}
	cfg.PublicURL, cfg.TaskRouterURL = "http://"+listener.Addr().String(), "http://"+simListener.Addr().String()
	cfg.IAMURL = cfg.TaskRouterURL
	cfg.Twilio = config.Twilio{AccountSid: sim.AccountSid(), AuthToken: sim.AuthToken(), WorkspaceSid: sim.WorkspaceSid(), WorkflowSid: seeded.WorkflowSid}
	sim.SetEventCallback(cfg.PublicURL + "/webhooks/twilio/events")
	clock := clockwork.NewRealClock()
	instance, err := app.New(ctx, cfg, app.Options{Clock: clock, Log: quieter(cfg), Version: version, Listener: listener})
	if err != nil {
		return err
	}
	// The simulator outlives the signal that ends the instance: what was claimed is finished against it.
	living, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	go func() {
		if err := serveUntil(living, sim, simListener); err != nil {
			_, _ = fmt.Fprintln(out, "the simulator stopped:", err) // the terminal is all there is to tell
		}
	}()
	sim.Start(living)
	d := &demo{sim: sim, seeded: seeded, instance: instance, out: out, clock: clock}
	if err := d.begin(ctx); err != nil {
		return errors.Join(err, instance.Stop(living))
	}
	return untilTold(ctx, instance)
}

// quieter leaves the terminal to the story unless the person asked for more.
func quieter(cfg config.Config) *slog.Logger {
	if cfg.LogLevel == slog.LevelInfo {
		cfg.LogLevel = slog.LevelWarn
	}
	return logger(cfg)
}

// begin seeds the database, starts the instance and the story, and lets the first donors ask.
func (d *demo) begin(ctx context.Context) error {
	store := d.instance.Store()
	newest, err := lastEvent(ctx, store)
	if err != nil {
		return err
	}
	if d.openers, err = d.chooseOpeners(ctx); err != nil {
		return err
	}
	booked, err := d.seed(ctx)
	if err != nil {
		return err
	}
	if err := d.instance.Start(ctx); err != nil {
		return err
	}
	name := "demo " + d.clock.Now().UTC().Format(time.RFC3339Nano)
	key, err := store.CreateAPIKey(ctx, models.APIKey{Name: name, Role: models.RoleAdmin})
	if err != nil {
		return err
	}
	code, err := store.CreateSignInCode(ctx, name)
	if err != nil {
		return err
	}
	address := "http://" + d.instance.Address()
	_, err = fmt.Fprintf(d.out, demoGreeting, address, store.Server(), len(d.seeded.WorkerSids), len(donors()), booked, signInLink(address, code), key, address)
	if err != nil {
		return err
	}
	go newStory(d, newest).tell(ctx)
	go d.play(ctx)
	return nil
}

const demoGreeting = `
Ringback is running at %s (%s), beside a simulated TaskRouter with %d agents.
%d donors in six time zones; %d callbacks of the coming day are booked. Sign a browser in by this link, once and
within ten minutes,

  %s

and look at the queue with

  curl -s -H "Authorization: Bearer %s" "%s/api/v1/callbacks?due=today"

Now donors are asking to be rung again. Ctrl-C ends it; started again, it goes on where it was.

`

// play lets agents talk with donors who want to be rung again in a moment, as Flex would tell of it: by signed webhooks.
func (d *demo) play(ctx context.Context) {
	for i, call := range openingCalls() {
		timer := d.clock.NewTimer(call.pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.Chan():
		}
		if err := d.call(call, d.openers[i]); err != nil {
			_, _ = fmt.Fprintln(os.Stderr, "the demonstration could not place a call:", err)
		}
	}
}

// openingCall is a call of the main list that ends with a callback outcome.
type openingCall struct {
	pause   time.Duration // after the one before
	agent   string
	outcome string
	ahead   time.Duration // when the donor wants to be rung
	reason  string
}

func openingCalls() []openingCall {
	return []openingCall{
		{time.Second, "Maya", models.OutcomeCallbackAgent, 12 * time.Second, "driving"},
		{2 * time.Second, "Tom", models.OutcomeCallbackQueue, 15 * time.Second, "feeding the baby"},
		{3 * time.Second, "Kofi", models.OutcomeCallbackAgent, 20 * time.Second, "in a meeting"},
		{4 * time.Second, "Lena", models.OutcomeCallbackQueue, 25 * time.Second, "asked for my husband"},
	}
}

func (d *demo) call(c openingCall, who opener) error {
	donor := who.RecordRef
	loc, err := d.instance.Store().Zone(donor.Timezone)
	if err != nil {
		return err
	}
	record := map[string]any{"external_id": donor.ExternalID, "name": donor.Name, "phone": donor.Phone, "timezone": donor.Timezone}
	request := map[string]any{"local_time": d.clock.Now().Add(c.ahead).In(loc).Format("2006-01-02T15:04:05"), "timezone": donor.Timezone, "window_minutes": 15,
		"reason": c.reason, "team": donor.Team}
	if who.nightShift {
		request["override"] = map[string]any{"requested_by": "donor", "captured_via": "call", "wording": "I work nights, ring me now"}
	}
	_, err = d.sim.CallWith(d.seeded.WorkerSids[c.agent], map[string]any{"direction": "outbound", "to": donor.Phone, "name": donor.Name},
		twiliosim.Behaviour{TalkFor: 2 * time.Second, WrapUpFor: time.Second},
		twiliosim.Outcome{Code: c.outcome, CallbackRequest: request, Record: record})
	return err
}
