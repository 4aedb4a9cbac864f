// Package api answers what people ask, as JSON over HTTP: agents, managers, administrators, booking programs and dialers.
package api

import (
	_ "embed"
	"errors"
	"log/slog"
	"net/http"

	"github.com/gorilla/mux"
	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/models"
)

// Prefix is the path under which all routes lie that need a key.
const Prefix = "/api/v1"

// document describes every route; a test holds that it and the router say the same.
//
//go:embed openapi.json
var document []byte

// Config is what a Handler needs. All of it but Ready and Version is required.
type Config struct {
	Store   *models.Store
	Clock   clockwork.Clock // measures requests; what is due is judged by the Store's clock
	Log     *slog.Logger
	Wake    func()  // called after every change that may have made something due; must not block
	Ready   []Check // what /readyz asks, in this order
	Version string  // of the program, shown by /healthz and /readyz
}

// Handler serves the HTTP API. Its methods may be called concurrently.
type Handler struct {
	store   *models.Store
	clock   clockwork.Clock
	log     *slog.Logger
	wake    func()
	ready   []Check
	version string
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
	return &Handler{store: cfg.Store, clock: cfg.Clock, log: cfg.Log, wake: cfg.Wake, ready: cfg.Ready, version: cfg.Version}, nil
}

// Register adds the routes to a router. Where the router has no answer of its own for unknown paths and methods, it gets this
// package's, so that no caller ever meets a plain text error.
func (h *Handler) Register(r *mux.Router) {
	r.Handle("/healthz", h.around(http.HandlerFunc(h.healthz))).Methods(http.MethodGet)
	r.Handle("/readyz", h.around(http.HandlerFunc(h.readyz))).Methods(http.MethodGet)
	r.Handle("/openapi.json", h.around(http.HandlerFunc(h.openapi))).Methods(http.MethodGet)
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
