package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/models"
)

// caller is who asks: taken from the credential alone, never from a body or a query.
type caller struct {
	name      string // of the key
	role      models.Role
	workerSid string // of an agent: WK...
	team      string // of an agent, may be empty
}

// callerKey is the context key of the caller.
type callerKey struct{}

// callerOf returns the caller whom admit let in. Its absence is a route outside the subrouter: refused, never served.
func callerOf(ctx context.Context) (caller, error) {
	who, ok := ctx.Value(callerKey{}).(caller)
	if !ok {
		return caller{}, unauthenticated("")
	}
	return who, nil
}

// sees limits what an agent may read and change. Everyone else whom a route lets in sees all.
func (c caller) sees() models.Seen {
	if c.role != models.RoleAgent {
		return models.Seen{}
	}
	return models.Seen{WorkerSid: c.workerSid, Team: c.team}
}

// actor is the caller's name in the ledger.
func (c caller) actor() string {
	if c.role == models.RoleAgent {
		return "agent:" + c.workerSid
	}
	return "key:" + c.name
}

// mayAsk refuses what an agent may not ask for: a promise in another agent's name or for another team.
func (c caller) mayAsk(want models.CallbackRequest) error {
	switch {
	case c.role != models.RoleAgent:
		return nil
	case want.WorkerSid != "" && want.WorkerSid != c.workerSid:
		return forbidden("worker_sid is not your own: leave it out, or ask a supervisor to assign the callback")
	case want.Team != "" && c.team != "" && want.Team != c.team:
		return forbidden("team is not your own: leave it out, or ask a supervisor to assign the callback")
	}
	return nil
}

// admit lets in who has a key and, by the table, the role for the route. It runs before anything of the body is read. A route that
// is not in the table is refused.
func (h *Handler) admit(table []route) mux.MiddlewareFunc {
	roles := make(map[string][]models.Role, len(table))
	for _, rt := range table {
		roles[rt.name()] = rt.roles
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			who, err := h.authenticate(r.Context(), r.Header.Values("Authorization"))
			if err == nil && !slices.Contains(roles[mux.CurrentRoute(r).GetName()], who.role) {
				err = forbidden(fmt.Sprintf("the role %s may not do this", who.role))
			}
			if err != nil {
				h.refuse(w, r, err)
				return
			}
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, who)))
		})
	}
}

// authenticate finds out who sends these Authorization headers.
func (h *Handler) authenticate(ctx context.Context, headers []string) (caller, error) {
	if len(headers) != 1 {
		return caller{}, unauthenticated("")
	}
	scheme, token, _ := strings.Cut(headers[0], " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return caller{}, unauthenticated("")
	}
	ctx, cancel := context.WithTimeout(ctx, maxDuration)
	defer cancel()
	key, err := h.store.FindAPIKey(ctx, token)
	if errors.Is(err, models.ErrNotFound) {
		return caller{}, unauthenticated("invalid_token")
	}
	if err != nil {
		return caller{}, fmt.Errorf("authenticate: %w", err)
	}
	if key.Role == models.RoleAgent && key.WorkerSid == "" {
		return caller{}, forbidden("this agent's key names no worker: make a new one with --worker")
	}
	return caller{key.Name, key.Role, key.WorkerSid, key.Team}, nil
}
