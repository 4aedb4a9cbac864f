// Package api answers what people ask, as JSON over HTTP: agents, managers, administrators, booking programs and dialers.
package api

import (
	"cmp"
	_ "embed"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/mux"
	"github.com/jonboulle/clockwork"
	"golang.org/x/time/rate"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/site"
)

// Prefix is the path under which all routes lie that need a key.
const Prefix = "/api/v1"

// document describes every route; a test holds that it and the router say the same.
//
//go:embed openapi.json
var document []byte

// Config is what a Handler needs. The first four are required.
type Config struct {
	Store   *models.Store
	Clock   clockwork.Clock // measures requests; what is due is judged by the Store's clock
	Log     *slog.Logger
	Wake    func()  // called after every change that may have made something due; must not block
	Ready   []Check // what /readyz asks, in this order
	Version string  // of the program, shown by /healthz and /readyz

	Site     *site.Site         // what the set-up page is about; nil: there is none
	Flex     *twilio.FlexTokens // validates tokens of Flex; nil: they are not taken
	Origins  []string           // whose pages may call, besides our own
	Secure   bool               // people come by https: sessions are kept to it
	Limits   Limits             // of one caller
	Patience time.Duration      // the longest that one request may take, but for a file that comes in; 0: MaxDuration
	WriteBy  func() time.Time   // by when, on the system's clock, the next piece of a long answer is to be taken; nil: the server's own deadline holds
}

// Handler serves the HTTP API. Its methods may be called concurrently.
type Handler struct {
	store   *models.Store
	clock   clockwork.Clock
	log     *slog.Logger
	wake    func()
	ready   []Check
	version string

	site     *site.Site
	flex     *twilio.FlexTokens
	origins  []string
	secure   bool
	shares   *buckets // requests that callers may send
	failures *buckets // sign-ins that may fail, by address
	patience time.Duration
	writeBy  func() time.Time
	tail     *tailer
}

// New makes a Handler, or says what its Config lacks.
func New(cfg Config) (*Handler, error) {
	if cfg.Store == nil || cfg.Clock == nil || cfg.Log == nil || cfg.Wake == nil {
		return nil, errors.New("make api: Store, Clock, Log and Wake are required")
	}
	for _, check := range cfg.Ready {
		if check.Name == "" || check.Run == nil {
			return nil, errors.New("make api: a readiness check needs Name and Run")
		}
	}
	tail := newTailer(cfg.Store, cfg.Clock, cfg.Log)
	wake := func() {
		cfg.Wake()
		tail.wake()
	}
	return &Handler{store: cfg.Store, clock: cfg.Clock, log: cfg.Log, wake: wake, tail: tail, ready: cfg.Ready, version: cfg.Version,
		site: cfg.Site, flex: cfg.Flex, origins: cfg.Origins, secure: cfg.Secure, shares: newShares(cfg.Limits),
		failures: newBuckets(rate.Every(signInEvery), signInTries), patience: cmp.Or(cfg.Patience, MaxDuration), writeBy: cfg.WriteBy}, nil
}

// Close ends all streams, so that the server can stop.
func (h *Handler) Close() { h.tail.end() }

// Register adds the routes to a router. Where the router has no answer of its own for unknown paths and methods, it gets this
// package's, so that no caller ever meets a plain text error.
func (h *Handler) Register(r *mux.Router) {
	r.Handle("/healthz", h.around(http.HandlerFunc(h.healthz))).Methods(http.MethodGet)
	r.Handle("/readyz", h.around(http.HandlerFunc(h.readyz))).Methods(http.MethodGet)
	r.Handle("/openapi.json", h.around(http.HandlerFunc(h.openapi))).Methods(http.MethodGet)
	r.Handle(Prefix+sessionPath, h.around(http.HandlerFunc(h.signIn))).Methods(http.MethodPost)
	r.Handle(feedPath, h.around(http.HandlerFunc(h.feed))).Methods(http.MethodGet)
	sub := r.PathPrefix(Prefix).Subrouter()
	sub.Use(h.around, h.admit(h.routes()))
	for _, rt := range h.routes() {
		sub.Handle(rt.path, h.endpoint(rt)).Methods(rt.method).Name(rt.name())
	}
	none := h.around(h.noRoute(r))
	sub.NotFoundHandler, sub.MethodNotAllowedHandler = none, none
	if r.NotFoundHandler == nil {
		r.NotFoundHandler = none
	}
	if r.MethodNotAllowedHandler == nil {
		r.MethodNotAllowedHandler = none
	}
}

func (h *Handler) openapi(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if _, err := w.Write(document); err != nil {
		h.log.Debug("answer not delivered", "error", err)
	}
}
