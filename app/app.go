// Package app makes one process of the parts: it builds them, serves them over HTTP, and starts and stops them in order.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/subscribers"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/scheduler"
	"github.com/ringback/ringback/site"
	"github.com/ringback/ringback/webhooks"
)

// Options are what a process brings beside its settings.
type Options struct {
	Clock    clockwork.Clock
	Log      *slog.Logger
	Version  string
	Listener net.Listener // nil: one on the configured address
}

// lastWord is how long after its time a request may still be refused.
const lastWord = 10 * time.Second

// App is one instance of Ringback.
type App struct {
	cfg       config.Config
	log       *slog.Logger
	clock     clockwork.Clock
	store     *models.Store
	client    *twilio.Client
	flex      *twilio.FlexTokens // nil where no identity service is configured
	sender    *subscribers.Sender
	webhooks  *webhooks.Handler
	site      *site.Site
	scheduler *scheduler.Scheduler
	server    *http.Server
	listener  net.Listener
	metrics   *prometheus.Registry
	served    chan error

	endStreams func() // once routes has built what has them
}

// New builds an instance and migrates its database. Nothing runs before Start; an App that was built must be stopped.
func New(ctx context.Context, cfg config.Config, o Options) (_ *App, err error) {
	a := &App{cfg: cfg, log: o.Log, clock: o.Clock, metrics: prometheus.NewRegistry(), served: make(chan error, 1)}
	a.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	defer func() {
		if err != nil {
			err = errors.Join(err, a.release(ctx))
		}
	}()
	if err := a.openStore(ctx); err != nil {
		return nil, err
	}
	if err := a.connect(o.Version); err != nil { //nolint:contextcheck // what it builds outlives New, and has its own end
		return nil, err
	}
	if a.listener = o.Listener; a.listener == nil {
		if a.listener, err = new(net.ListenConfig).Listen(ctx, "tcp", cfg.Listen); err != nil {
			return nil, fmt.Errorf("listen: %w", err)
		}
	}
	handler, err := a.routes(o.Version)
	if err != nil {
		return nil, err
	}
	a.server = &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: api.MaxDuration + lastWord,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelDebug)}
	return a, nil
}

// openStore opens the database, migrates it and adopts what the configuration file says.
func (a *App) openStore(ctx context.Context) (err error) {
	if a.store, err = models.Open(ctx, models.Config{URL: a.cfg.DatabaseURL, Clock: a.clock, Policy: policy(a.cfg.Directory), Log: a.log}); err != nil {
		return err
	}
	applied, err := a.store.Migrate(ctx)
	if err != nil {
		return err
	}
	a.metrics.MustRegister(newGauges(a.store))
	a.log.Info("database is ready", "server", a.store.Server(), "migrations_applied", applied)
	return a.adoptFile(ctx)
}

// adoptFile puts in force what changed in the configuration file since it was last read. What people saved since stays otherwise.
func (a *App) adoptFile(ctx context.Context) error {
	adopted, err := a.store.AdoptFile(ctx, fileRules(a.cfg.Directory))
	if err != nil {
		return err
	}
	if len(adopted) > 0 {
		a.log.Info("the configuration file changed: its rules are in force", "sections", adopted)
	}
	moved, err := a.store.Reconsider(ctx)
	if err != nil {
		return err
	}
	if moved > 0 {
		a.log.Info("promises that were put off follow the calling hours in force", "moved", moved)
	}
	return nil
}

// connect builds what talks to Twilio, and the passes.
func (a *App) connect(version string) (err error) {
	name, password := a.cfg.Twilio.Credentials()
	a.client, err = twilio.New(twilio.Config{BaseURL: a.cfg.TaskRouterURL, AccountSid: a.cfg.Twilio.AccountSid, Username: name, Password: password,
		WorkspaceSid: a.cfg.Twilio.WorkspaceSid, WorkflowSid: a.cfg.Twilio.WorkflowSid, Concurrency: a.cfg.DispatchConcurrency, Clock: a.clock})
	if err != nil {
		return fmt.Errorf("connect to Twilio: %w", err)
	}
	if a.cfg.IAMURL != "" {
		a.flex, err = twilio.NewFlexTokens(twilio.FlexTokenConfig{BaseURL: a.cfg.IAMURL, AccountSid: a.cfg.Twilio.AccountSid, Username: name, Password: password, Clock: a.clock})
		if err != nil {
			return fmt.Errorf("connect to Twilio's identity service: %w", err)
		}
	}
	if a.sender, err = subscribers.New(a.sending(version)); err != nil {
		return err
	}
	a.site = site.New(SiteOf(a.cfg, a.clock), a.store)
	a.scheduler, err = scheduler.New(scheduler.Config{Store: a.store, Client: a.client, Sender: a.sender, Clock: a.clock, Log: a.log, Metrics: a.metrics, Lease: a.cfg.Lease,
		Concurrency: a.cfg.DispatchConcurrency, Rate: a.cfg.DispatchRate, Normalise: a.normalise, Setup: a.site.WorkOnce, FullAttributes: a.cfg.Directory.Privacy.TaskAttributes == "full"})
	if err != nil {
		return err
	}
	verifier, err := twilio.NewVerifier(a.cfg.PublicURL, a.cfg.Twilio.AuthTokens()...)
	if err != nil {
		return fmt.Errorf("check signatures: %w", err)
	}
	a.webhooks, err = webhooks.New(webhooks.Config{Store: a.store, Verifier: verifier, Clock: a.clock, Log: a.log, Metrics: a.metrics,
		WorkspaceSid: a.cfg.Twilio.WorkspaceSid, WelcomeSecrets: a.cfg.WelcomeSecrets, Stored: a.scheduler.Stored, Wake: a.scheduler.Wake, DirectoryChanged: a.scheduler.DirectoryChanged})
	return err
}

// normalise brings events of TaskRouter's log to the form that webhooks bring theirs to.
func (a *App) normalise(ctx context.Context, events []twilio.Event) ([]models.Message, error) {
	configured, err := a.store.Outcomes(ctx)
	if err != nil {
		return nil, err
	}
	known := webhooks.NewOutcomes(configured)
	var ours []models.Message
	for _, e := range events {
		if m, relevance := webhooks.Normalise(e, models.SourceReconcile, known); relevance == webhooks.Concerns || relevance == webhooks.IfPromised {
			ours = append(ours, m)
		}
	}
	return a.store.Concerning(ctx, ours)
}

// Start serves HTTP and runs the passes until Stop.
func (a *App) Start(ctx context.Context) error {
	if err := a.scheduler.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	a.Serve()
	return nil
}

// Serve serves HTTP until Stop, without running the passes: a test that moves the clock runs them itself.
func (a *App) Serve() {
	go func() { a.served <- a.server.Serve(a.listener) }()
	a.log.Info("serving", "address", a.Address())
}

// Address is where the instance listens, host:port.
func (a *App) Address() string { return a.listener.Addr().String() }

// Failed receives the error that ended serving, other than by Stop.
func (a *App) Failed() <-chan error { return a.served }

// Store is the instance's ledger.
func (a *App) Store() *models.Store { return a.store }

// Scheduler runs the instance's passes.
func (a *App) Scheduler() *scheduler.Scheduler { return a.scheduler }
