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

// credential is how a caller came in.
type credential string

const (
	byKey     credential = "key"
	byFlex    credential = "flex_token"
	bySession credential = "session"
)

// caller is who asks: taken from the credential alone, never from a body or a query.
type caller struct {
	name      string // of the key; of a Flex user the worker's sid
	role      models.Role
	workerSid string // of an agent, and of every Flex user: WK...
	team      string // of an agent, may be empty
	via       credential
	until     models.Instant // when the credential ends; none: not by itself
	csrf      string         // of a session: what its writes must repeat
	masked    bool           // sees only the ends of numbers
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
	switch {
	case c.role == models.RoleAgent:
		return "agent:" + c.workerSid
	case c.via == byFlex:
		return "flex:" + c.workerSid
	}
	return "key:" + c.name
}

// bucket names whose share of requests this one is of: a key's sessions count with it.
func (c caller) bucket() string {
	if c.via == byFlex {
		return "flex:" + c.name
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

// admit lets in who has a credential, asks no more than its share and, by the table, has the role for the route. It runs before anything
// of the body is read. A route that is not in the table is refused.
func (h *Handler) admit(table []route) mux.MiddlewareFunc {
	roles := make(map[string][]models.Role, len(table))
	for _, rt := range table {
		roles[rt.name()] = rt.roles
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			who, err := h.authenticate(r)
			if err == nil {
				err = h.shares.take(who.bucket(), h.clock.Now())
			}
			if err == nil && !slices.Contains(roles[mux.CurrentRoute(r).GetName()], who.role) {
				err = forbidden(fmt.Sprintf("the role %s may not do this", who.role))
			}
			if err != nil {
				h.refuse(w, r, err)
				return
			}
			who.masked = slices.Contains(h.store.Policy().MaskNumbers, who.role)
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, who)))
		})
	}
}

// authenticate finds out who sends a request, in the time that a request may take.
func (h *Handler) authenticate(r *http.Request) (caller, error) {
	ctx, cancel := context.WithTimeout(r.Context(), h.patience)
	defer cancel()
	who, err := h.identify(ctx, r)
	return who, overdue(ctx, err)
}

// identify goes by the Authorization header, or, where there is none, by the cookie of a session.
func (h *Handler) identify(ctx context.Context, r *http.Request) (caller, error) {
	headers := r.Header.Values("Authorization")
	if len(headers) == 0 {
		return h.fromSession(ctx, r)
	}
	if len(headers) > 1 {
		return caller{}, unauthenticated("")
	}
	scheme, token, _ := strings.Cut(headers[0], " ")
	token = strings.TrimSpace(token)
	switch {
	case !strings.EqualFold(scheme, "Bearer") || token == "":
		return caller{}, unauthenticated("")
	case h.flex == nil || strings.HasPrefix(token, models.KeyPrefix):
		return h.fromKey(ctx, token)
	}
	return h.fromFlex(ctx, token)
}

func (h *Handler) fromKey(ctx context.Context, text string) (caller, error) {
	key, err := h.store.FindAPIKey(ctx, text)
	if errors.Is(err, models.ErrNotFound) {
		return caller{}, unauthenticated("invalid_token")
	}
	if err != nil {
		return caller{}, fmt.Errorf("authenticate: %w", err)
	}
	return h.holder(ctx, *key, byKey)
}

// holder is who has a key. An agent's team is the key's own, else the one that the directory knows.
func (h *Handler) holder(ctx context.Context, key models.APIKey, via credential) (caller, error) {
	who := caller{name: key.Name, role: key.Role, workerSid: key.WorkerSid, team: key.Team, via: via, until: key.ExpiresAt}
	if key.Role != models.RoleAgent {
		return who, nil
	}
	if key.WorkerSid == "" {
		return caller{}, forbidden("this agent's key names no worker: make a new one with --worker")
	}
	err := h.findTeam(ctx, &who)
	return who, err
}

// findTeam asks the directory for the team of an agent whose credential names none.
func (h *Handler) findTeam(ctx context.Context, who *caller) error {
	if who.team != "" || who.workerSid == "" {
		return nil
	}
	team, err := h.store.TeamOf(ctx, who.workerSid)
	if err != nil {
		return fmt.Errorf("authenticate: %w", err)
	}
	who.team = team
	return nil
}
