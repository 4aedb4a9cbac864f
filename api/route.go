package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/ringback/ringback/models"
)

// route is one line of the table that says what may be asked, by whom, and with which query parameters.
type route struct {
	method string
	path   string // below Prefix
	roles  []models.Role
	query  []string
	serve  func(*http.Request, call) (reply, error)
}

// call is a request that has been let in.
type call struct {
	caller
	query *query
}

func (rt route) name() string { return rt.method + " " + rt.path }

// routes is the table. Fixed paths come before those with an id, since the first match is taken.
func (h *Handler) routes() []route {
	const agent, supervisor, admin, intake, dialer = models.RoleAgent, models.RoleSupervisor, models.RoleAdmin, models.RoleIntake, models.RoleDialer
	bookers := []models.Role{agent, supervisor, admin, intake}
	people := []models.Role{agent, supervisor, admin}
	managers := []models.Role{supervisor, admin}
	readers := []models.Role{supervisor, admin, dialer}
	const get, post = http.MethodGet, http.MethodPost
	return append(append(slices.Concat(h.exportRoutes(), h.importRoutes()), []route{
		{post, "/callbacks", bookers, nil, h.createCallback},
		{get, "/callbacks", people, []string{"status", "team", "worker_sid", "due", "min_chain", "record_id", "q", "sort", "limit", "cursor"}, h.listCallbacks},
		{get, "/callbacks/mine", people, []string{"status", "due", "record_id", "q", "sort", "limit", "cursor"}, h.listMine},
		{post, "/callbacks/preview", bookers, nil, h.previewCallback},
		{get, "/callbacks/{id}", people, nil, h.getCallback},
		{get, "/callbacks/{id}/explain", people, nil, h.explainCallback},
		{post, "/callbacks/{id}/cancel", people, nil, h.cancelCallback},
		{post, "/callbacks/{id}/outcome", people, nil, h.reportOutcome},
		{get, "/call-list", readers, []string{"campaign", "limit", "cursor"}, h.callList},
		{post, "/call-list/check", readers, nil, h.checkCallList},
		{get, "/records", readers, []string{"state", "campaign", "phone", "external_id", "limit", "cursor"}, h.listRecords},
		{post, "/records", managers, nil, h.putRecord},
		{get, "/records/{id}", readers, nil, h.getRecord},
		{get, "/inbox", managers, []string{"state", "limit", "cursor"}, h.listInbox},
		{post, "/inbox/{id}/replay", managers, nil, h.replayInbox},
		{http.MethodPatch, "/inbox/{id}", managers, nil, h.mendInbox},
	}...), slices.Concat(h.actionRoutes(), h.figureRoutes(), h.rosterRoutes(), h.policyRoutes(), h.sessionRoutes(), h.keyRoutes(), h.webhookRoutes(), h.setupRoutes())...)
}

// MaxDuration is how long a request may take until it is refused. It covers the store's own retries: five tries of at most 5 s of waiting for a lock
// each. The server must leave time after it for the refusal: a connection that it closes says nothing to anybody.
const MaxDuration = 50 * time.Second

// maxBody is how many bytes a body may have.
const maxBody = 1 << 20

// endpoint reads, asks and answers: every route below Prefix goes this way.
func (h *Handler) endpoint(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := h.patience
		if rt.takesFile() {
			limit = maxImportTime
			h.patient(w, r)
		}
		ctx, cancel := context.WithTimeout(r.Context(), limit)
		defer cancel()
		r.Body = http.MaxBytesReader(w, r.Body, rt.maxBody())
		if isOnce(r) {
			h.once(w, r, rt)
			return
		}
		answer, err := rt.ask(r.WithContext(ctx))
		if err != nil {
			h.refuse(w, r, overdue(ctx, err))
			return
		}
		h.write(w, r, answer)
	})
}

func (rt route) ask(r *http.Request) (reply, error) {
	who, err := callerOf(r.Context())
	if err != nil {
		return reply{}, err
	}
	params, err := readQuery(r.URL.RawQuery, rt.query)
	if err != nil {
		return reply{}, err
	}
	answer, err := rt.serve(r, call{who, params})
	if who.masked {
		answer.body = masked(answer.body, who)
	}
	return answer, err
}
