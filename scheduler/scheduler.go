// Package scheduler does what time demands: passes that move callbacks onward, and the gocron that says when each runs.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringback/ringback/integrations/subscribers"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// The names of the passes.
const (
	PassDispatch  = "dispatch"    // makes the Tasks of what is due
	PassInbox     = "apply-inbox" // applies stored messages
	PassClose     = "close"       // ends Tasks that are no longer wanted
	PassRescue    = "rescue"      // settles dispatches of unknown fate
	PassReconcile = "reconcile"   // finds what events did not tell
	PassNotice    = "notice"      // tells of broken promises and of those that wait too long
	PassExpire    = "expire"      // gives up promises whose time is long over
	PassDirectory = "directory"   // learns which agents are there
	PassZones     = "zones"       // projects promises anew when the rules of time zones changed
	PassRules     = "rules"       // plans promises anew that hours put off which have changed since
	PassJobs      = "jobs"        // changes many callbacks where nobody waits for the answer
	PassSuppress  = "suppress"    // withdraws the main list's Tasks of donors who have a promise
	PassDeliver   = "deliver"     // sends webhooks
	PassSetup     = "setup"       // carries out what the set-up page asked for
	PassImports   = "imports"     // puts files of records and promises in force
	PassRetention = "retention"   // deletes traces nobody needs
)

// Config is what a Scheduler needs.
type Config struct {
	Store       *models.Store
	Client      *twilio.Client
	Sender      *subscribers.Sender // of webhooks out
	Clock       clockwork.Clock
	Log         *slog.Logger
	Metrics     prometheus.Registerer
	Lease       time.Duration // how long a claim is held without a heartbeat
	Concurrency int           // most requests for Tasks under way at once
	Rate        float64       // requests for Tasks a second, at most; 0 is any
	// Normalise turns events of TaskRouter's own log into messages and leaves out those that do not concern us: the same that the
	// webhooks do with them.
	Normalise      func(context.Context, []twilio.Event) ([]models.Message, error)
	FullAttributes bool // Tasks carry the donor's name and number
	// Setup carries out what the console's set-up page asked for, and returns how many times it was; nil: nobody can ask.
	Setup func(context.Context) (int, error)
}

func (c Config) check() error {
	switch {
	case c.Store == nil, c.Client == nil, c.Sender == nil, c.Clock == nil, c.Log == nil, c.Metrics == nil, c.Normalise == nil:
		return errors.New("scheduler: Store, Client, Sender, Clock, Log, Metrics and Normalise are required")
	case c.Lease < time.Second, c.Concurrency < 1, c.Rate < 0:
		return errors.New("scheduler: Lease must be a second at least, Concurrency 1 at least, Rate not negative")
	}
	return nil
}

// Scheduler runs the passes.
type Scheduler struct {
	store      *models.Store
	client     *twilio.Client
	clock      clockwork.Clock
	log        *slog.Logger
	metrics    *metrics
	normalise  func(context.Context, []twilio.Event) ([]models.Message, error)
	dispatcher *Dispatcher
	deliverer  *deliverer
	passes     []*pass
	pokes      map[string]chan struct{}
	cron       gocron.Scheduler
	running    sync.WaitGroup
	stop       context.CancelFunc
	startedAt  time.Time
	sweptAt    atomic.Int64 // when the waiting Tasks were last looked through, milliseconds
}

// New makes a Scheduler; nothing runs before Start.
func New(cfg Config) (*Scheduler, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	m := newMetrics(cfg.Metrics)
	s := &Scheduler{store: cfg.Store, client: cfg.Client, clock: cfg.Clock, log: cfg.Log, metrics: m, normalise: cfg.Normalise,
		dispatcher: &Dispatcher{store: cfg.Store, client: cfg.Client, clock: cfg.Clock, log: cfg.Log, metrics: m, lease: cfg.Lease,
			concurrency: cfg.Concurrency, rate: cfg.Rate, fullAttributes: cfg.FullAttributes, poked: make(chan struct{}, 1)},
		deliverer: &deliverer{store: cfg.Store, sender: cfg.Sender, clock: cfg.Clock, log: cfg.Log, metrics: m, busy: map[string]bool{}},
		pokes:     map[string]chan struct{}{PassInbox: make(chan struct{}, 1), PassClose: make(chan struct{}, 1), PassDirectory: make(chan struct{}, 1), PassSuppress: make(chan struct{}, 1)}}
	s.passes = []*pass{
		{name: PassDispatch, every: time.Second, run: s.dispatcher.RunOnce},
		{name: PassInbox, every: 2 * time.Second, run: s.applyInbox},
		{name: PassClose, every: 5 * time.Second, run: s.closeTasks},
		{name: PassRescue, every: 2 * time.Second, run: s.rescue},
		{name: PassReconcile, every: 30 * time.Second, run: s.reconcile},
		{name: PassNotice, every: 15 * time.Second, run: s.notice},
		{name: PassExpire, every: time.Minute, run: s.expire},
		{name: PassDirectory, every: time.Minute, run: s.learnAgents},
		{name: PassZones, every: time.Hour, run: s.project},
		{name: PassRules, every: time.Minute, run: s.reconsider},
		{name: PassSuppress, every: 5 * time.Second, run: s.suppress},
		{name: PassDeliver, every: time.Second, run: s.deliverer.RunOnce},
		{name: PassJobs, every: 2 * time.Second, run: s.workJobs},
		{name: PassImports, every: 2 * time.Second, run: s.imports},
		{name: PassRetention, every: time.Hour, run: s.prune},
	}
	if cfg.Setup != nil {
		s.passes = append(s.passes, &pass{name: PassSetup, every: 2 * time.Second, run: func(ctx context.Context) (Result, error) {
			n, err := cfg.Setup(ctx)
			return Result{n, n}, err
		}})
	}
	return s, nil
}

// Wake tells the dispatcher, and the passes that close and withdraw Tasks, that a callback was made, moved or ended.
func (s *Scheduler) Wake() {
	s.dispatcher.Poke()
	s.poke(PassClose)
	s.poke(PassSuppress)
}

// Stored tells the pass that applies messages that there are new ones.
func (s *Scheduler) Stored() { s.poke(PassInbox) }

// DirectoryChanged tells the pass that learns of agents that one came, went or changed.
func (s *Scheduler) DirectoryChanged() { s.poke(PassDirectory) }

func (s *Scheduler) poke(name string) {
	select {
	case s.pokes[name] <- struct{}{}:
	default: // told already
	}
}

// Start lets gocron run the passes, the first time within a random part of each one's interval, so that instances started together do
// not work in step. The dispatcher and the passes that can be poked also run on their own call.
func (s *Scheduler) Start(ctx context.Context) error {
	ctx, s.stop = context.WithCancel(ctx)
	s.startedAt = s.clock.Now()
	cron, err := gocron.NewScheduler(gocron.WithClock(s.clock), gocron.WithStopTimeout(stopWithin))
	if err != nil {
		return fmt.Errorf("start scheduler: %w", err)
	}
	s.cron = cron
	for _, p := range s.passes {
		if err := s.schedule(ctx, p); err != nil {
			return err
		}
	}
	s.running.Go(func() {
		if err := s.dispatcher.Run(ctx); err != nil {
			s.log.Error("the dispatcher stopped", "pass", PassDispatch, "error", err)
		}
	})
	for _, p := range s.passes {
		if wake, ok := s.pokes[p.name]; ok {
			s.running.Go(func() { s.follow(ctx, p, wake) })
		}
	}
	cron.Start()
	return nil
}

func (s *Scheduler) schedule(ctx context.Context, p *pass) error {
	task := func() { s.turn(ctx, p) }
	if p.name == PassDispatch {
		// The dispatcher has a loop of its own, which sleeps until the next due time that it knows of; the tick shows it what others put
		// there.
		task = func() { s.dispatcher.Poke(); p.beat.Store(s.clock.Now().UnixMilli()) }
	}
	if p.name == PassDeliver { // a slow endpoint holds up neither the others nor the pass
		task = func() { s.beginDelivering(ctx, p) }
	}
	if wake, ok := s.pokes[p.name]; ok {
		task = func() {
			select {
			case wake <- struct{}{}:
			default: // the pass is running: singleton mode, by one goroutine
			}
		}
	}
	_, err := s.cron.NewJob(gocron.DurationRandomJob(p.every*9/10, p.every*11/10), gocron.NewTask(task), gocron.WithName(p.name),
		gocron.WithSingletonMode(gocron.LimitModeReschedule), gocron.WithStartAt(gocron.WithStartDateTime(s.clock.Now().Add(jitter(p.every)))))
	if err != nil {
		return fmt.Errorf("schedule pass %s: %w", p.name, err)
	}
	return nil
}

func (s *Scheduler) beginDelivering(ctx context.Context, p *pass) {
	if err := s.deliverer.Begin(ctx); err != nil {
		if ctx.Err() == nil {
			s.log.Error("a pass failed; it runs again", "pass", p.name, "error", err)
		}
		return
	}
	p.beat.Store(s.clock.Now().UnixMilli())
}

// firstWithin bounds the first run's delay: a restart must not leave a rare pass waiting for its whole interval.
const firstWithin = 10 * time.Second

func jitter(every time.Duration) time.Duration {
	return time.Millisecond + time.Duration(rand.Int64N(int64(min(every, firstWithin))))
}

// follow runs a pass each time it is poked, one run at a time.
func (s *Scheduler) follow(ctx context.Context, p *pass, wake <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-wake:
			s.turn(ctx, p)
		}
	}
}

// turn is one run of a pass by the clock; its error stops here.
func (s *Scheduler) turn(ctx context.Context, p *pass) {
	if _, err := s.runPass(ctx, p); err != nil && ctx.Err() == nil {
		s.log.Error("a pass failed; it runs again", "pass", p.name, "error", err)
	}
}

const stopWithin = 10 * time.Second

// Stop ends all passes: what is under way is finished within a bound, and nothing new begun. One that was not started has nothing to
// end.
func (s *Scheduler) Stop() error {
	if s.cron == nil {
		return nil
	}
	s.stop()
	err := s.cron.Shutdown()
	s.running.Wait()
	s.deliverer.Wait()
	if err != nil {
		return fmt.Errorf("stop scheduler: %w", err)
	}
	return nil
}
