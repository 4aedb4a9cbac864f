// Package webhooks takes in what Twilio tells us: it verifies each request, brings it to one normal form and stores it
// before it answers.
//
// Three routes, one way. A TaskRouter event is the same event whether it comes as a form or in a batch of Event Streams:
// [Normalise] turns both into a [models.Message], and the inbox holds it once. Nothing is applied here but
// dispositions, whose senders wait for the callback.
package webhooks

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/gorilla/mux"
	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// Config is what a Handler needs. The hooks may be nil, are called often and by many at once, and must not block.
type Config struct {
	Store    *models.Store
	Verifier *twilio.Verifier
	Clock    clockwork.Clock
	Log      *slog.Logger
	Metrics  prometheus.Registerer
	// WorkspaceSid (WS...) is the workspace whose events are taken; an Event Streams sink hears those of the whole account.
	// Empty takes all.
	WorkspaceSid string
	// WelcomeSecrets (whsec_...) are those of which any may have signed a welcome call; with none, none is taken.
	WelcomeSecrets []string
	// Stored wakes whoever applies the inbox.
	Stored func()
	// Wake wakes the dispatcher, after a disposition made or moved a callback.
	Wake func()
	// DirectoryChanged says that a worker came, went or changed.
	DirectoryChanged func()
}

func (c Config) check() error {
	switch {
	case c.Store == nil:
		return errors.New("no Store")
	case c.Verifier == nil:
		return errors.New("no Verifier")
	case c.Clock == nil:
		return errors.New("no Clock")
	case c.Log == nil:
		return errors.New("no Log")
	case c.Metrics == nil:
		return errors.New("no Metrics")
	}
	return nil
}

// Handler answers Twilio's webhooks. It is safe for concurrent use; Close ends it.
type Handler struct {
	cfg      Config
	counts   *metrics
	outcomes *outcomeCache
	inbox    *batcher
	forged   *alarm // signatures that failed, bodies too large: lost data
	unstored *alarm // messages that could not be stored
	welcomed *welcomeVerifier
	bounds   func(route string) bounds // boundsOf
}

// New returns a handler whose batcher runs. It fails when something is missing from cfg, or its metrics are registered already.
func New(cfg Config) (*Handler, error) {
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("webhooks: %w", err)
	}
	for _, hook := range []*func(){&cfg.Stored, &cfg.Wake, &cfg.DirectoryChanged} {
		if *hook == nil {
			*hook = func() {}
		}
	}
	counts, err := newMetrics(cfg.Metrics)
	if err != nil {
		return nil, fmt.Errorf("webhooks: %w", err)
	}
	welcomed, err := newWelcomeVerifier(cfg.WelcomeSecrets, cfg.Clock)
	if err != nil {
		return nil, fmt.Errorf("webhooks: %w", err)
	}
	h := &Handler{cfg: cfg, welcomed: welcomed, counts: counts, outcomes: newOutcomeCache(cfg.Store, cfg.Clock),
		forged: newAlarm(cfg.Clock), unstored: newAlarm(cfg.Clock), bounds: boundsOf}
	h.inbox = startBatcher(h.flush)
	return h, nil
}

// Close stores what has been taken in and ends the batcher. Requests that come later are answered 503. When ctx ends first,
// what is not stored by then is answered 503 too, and ctx's error returned.
func (h *Handler) Close(ctx context.Context) error {
	if err := h.inbox.close(ctx); err != nil {
		return fmt.Errorf("close webhooks: %w", err)
	}
	return nil
}

// Register mounts the routes under /webhooks/twilio, on a router of their own that carries the checks: no route can
// escape them. Welcome calls have a proof of their own, and their route has it alone.
func (h *Handler) Register(r *mux.Router) {
	checked := r.PathPrefix("/webhooks/twilio").Subrouter()
	checked.Use(h.guard)
	for _, route := range []struct {
		path   string
		handle http.HandlerFunc
	}{
		{routeEvents, h.events},
		{routeStreams, h.streams},
		{routeDispositions, h.dispositions},
	} {
		checked.HandleFunc("/"+route.path, route.handle).Name(route.path)
	}
	r.HandleFunc("/webhooks/"+routeWelcome, h.welcome).Name(routeWelcome)
	r.HandleFunc("/schemas/welcome-call.v1.json", welcomeSchema).Methods(http.MethodGet, http.MethodHead)
}

// flush stores a batch of the inbox's, and says so.
func (h *Handler) flush(ctx context.Context, messages []models.Message) error {
	kept, err := h.cfg.Store.Concerning(ctx, messages)
	if err != nil {
		return err
	}
	h.counts.ignored.WithLabelValues(string(IfPromised)).Add(float64(len(messages) - len(kept)))
	if len(kept) == 0 {
		return nil
	}
	if err := h.store(ctx, kept); err != nil {
		return err
	}
	h.cfg.Stored()
	return nil
}

func (h *Handler) store(ctx context.Context, messages []models.Message) error {
	start := h.cfg.Clock.Now()
	err := h.cfg.Store.PutInbox(ctx, messages)
	h.counts.storeSeconds.Observe(h.cfg.Clock.Since(start).Seconds())
	return err
}
