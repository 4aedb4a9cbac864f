package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
)

// actionRoutes are what people may do with callbacks beside making and ending them, one at a time and many at once.
func (h *Handler) actionRoutes() []route {
	people := []models.Role{models.RoleAgent, models.RoleSupervisor, models.RoleAdmin}
	managers := people[1:]
	const get, post, patch = http.MethodGet, http.MethodPost, http.MethodPatch
	return []route{
		{post, "/callbacks/bulk", managers, nil, h.changeMany},
		{post, "/callbacks/claim-next", people[:1], nil, h.claimNext},
		{post, "/callbacks/{id}/reschedule", people, nil, h.rescheduleCallback},
		{post, "/callbacks/{id}/reassign", people, nil, h.reassignCallback},
		{post, "/callbacks/{id}/release", people, nil, h.releaseCallback},
		{patch, "/records/{id}", managers, nil, h.changeRecord},
		{post, "/agents/{worker_sid}/hand-over", managers, nil, h.handOver},
		{get, "/jobs/{id}", managers, nil, h.getJob},
		{get, "/jobs/{id}/items", managers, []string{"refused", "limit", "cursor"}, h.listJobItems},
	}
}

// rescheduleBody is the fields of a callback_request, of which those that are absent stay as they are.
type rescheduleBody struct {
	models.CallbackRequest
	Strict *bool `json:"agent_strict"`
}

func (h *Handler) rescheduleCallback(r *http.Request, c call) (reply, error) {
	story, by, err := h.toChange(r, c)
	if err != nil {
		return reply{}, err
	}
	var body rescheduleBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := c.mayAsk(body.CallbackRequest); err != nil {
		return reply{}, err
	}
	if err := gather(requestProblems(nil, "", body.CallbackRequest)); err != nil {
		return reply{}, err
	}
	if body.Routing == models.ToAgent {
		body.WorkerSid = c.ownerOf(story, body.WorkerSid)
	}
	cb, err := h.store.Reschedule(r.Context(), story.ID, models.Rescheduling{CallbackRequest: body.CallbackRequest, Strict: body.Strict, Approver: c.approver()}, by)
	return h.after(r, cb, err)
}

// ownerOf is who is to own a promise that is to go to an agent: the one named, else its owner, else the agent who asks.
func (c caller) ownerOf(story *models.Story, named string) string {
	if named == "" && story.WorkerSid == "" && c.role == models.RoleAgent {
		return c.workerSid
	}
	return named
}

// approver is the manager in whose name an override is approved; an agent approves none.
func (c caller) approver() string {
	if c.role == models.RoleSupervisor || c.role == models.RoleAdmin {
		return c.actor()
	}
	return ""
}

// after answers a change with the callback as it now is; the dispatcher is told, and the pass that closes Tasks.
func (h *Handler) after(r *http.Request, cb *models.Callback, err error) (reply, error) {
	if err != nil {
		return reply{}, inBody(err, "callback_request.")
	}
	h.wake()
	return h.changed(r, cb.ID, http.StatusOK)
}

// reassignBody says to whom a callback is to go.
type reassignBody struct {
	Routing   models.Routing `json:"routing"`
	Team      string         `json:"team"`
	WorkerSid string         `json:"worker_sid"`
	Strict    *bool          `json:"agent_strict"`
}

func (h *Handler) reassignCallback(r *http.Request, c call) (reply, error) {
	story, by, err := h.toChange(r, c)
	if err != nil {
		return reply{}, err
	}
	var body reassignBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := c.mayAsk(models.CallbackRequest{WorkerSid: body.WorkerSid, Team: body.Team}); err != nil {
		return reply{}, err
	}
	if body == (reassignBody{}) {
		return reply{}, invalid("routing", "say to whom it is to go: routing, team, worker_sid or agent_strict")
	}
	if body.Routing == models.ToAgent {
		body.WorkerSid = c.ownerOf(story, body.WorkerSid)
	}
	cb, err := h.store.Reassign(r.Context(), story.ID, models.Reassignment(body), by)
	return h.after(r, cb, err)
}

// releaseCallback gives back what an agent has or owns; a manager may take it from any owner.
func (h *Handler) releaseCallback(r *http.Request, c call) (reply, error) {
	story, by, err := h.toChange(r, c)
	if err != nil {
		return reply{}, err
	}
	if err := decodeNothing(r); err != nil {
		return reply{}, err
	}
	from := ""
	if c.role == models.RoleAgent {
		from = c.workerSid
	}
	cb, err := h.store.Release(r.Context(), story.ID, from, by)
	return h.after(r, cb, err)
}

// claimNext makes the most urgent callback of the agent's team the agent's own: 204 when there is none.
func (h *Handler) claimNext(r *http.Request, c call) (reply, error) {
	if err := decodeNothing(r); err != nil {
		return reply{}, err
	}
	cb, err := h.store.ClaimNext(r.Context(), c.sees(), models.Asked{Actor: c.actor()})
	if err != nil {
		return reply{}, err
	}
	if cb == nil {
		return reply{status: http.StatusNoContent}, nil
	}
	return h.after(r, cb, nil)
}

// decodeNothing takes no body, or an empty object: a route whose path says all.
func decodeNothing(r *http.Request) error {
	if r.ContentLength == 0 {
		return nil
	}
	var nothing struct{}
	return decode(r, &nothing)
}
