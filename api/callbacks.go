package api

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/models"
)

// The orders of a list of callbacks.
const (
	sortDue    = "due"
	sortNewest = "newest"
)

// listCallbacks is the Call Back Queue.
func (h *Handler) listCallbacks(r *http.Request, c call) (reply, error) {
	f := filterOf(c.query)
	f.Seen, f.Team, f.WorkerSid = c.sees(), c.query.text("team"), c.query.text("worker_sid")
	return h.list(r, c, f)
}

// listMine is what an agent owns or has been handed. A caller who is no agent has none.
func (h *Handler) listMine(r *http.Request, c call) (reply, error) {
	f := filterOf(c.query)
	f.Seen = models.Seen{WorkerSid: c.workerSid} // without the team: only what is the agent's own
	if c.workerSid == "" {
		return pageOf(nil, "", h.callbackView), c.query.err()
	}
	return h.list(r, c, f)
}

func filterOf(q *query) models.Filter {
	f := models.Filter{Status: q.statuses(), RecordID: q.text("record_id"), MinChain: q.number("min_chain"), Text: q.text("q"), Limit: q.limit(),
		Due: q.oneOf("due", "now", "today", "overdue", "owed"), Newest: q.oneOf("sort", sortDue, sortNewest) == sortNewest}
	f.Cursor = q.cursor(func(text string) bool {
		if f.Newest {
			return isID("cb_", text)
		}
		due, id, ok := strings.Cut(text, "_")
		return ok && isNumber(due) && isID("cb_", id)
	})
	return f
}

func (h *Handler) list(r *http.Request, c call, f models.Filter) (reply, error) {
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	found, next, err := h.store.List(r.Context(), f)
	if err != nil {
		return reply{}, err
	}
	return pageOf(found, next, h.callbackView), nil
}

func (h *Handler) getCallback(r *http.Request, c call) (reply, error) {
	story, err := h.find(r, c)
	if err != nil {
		return reply{}, err
	}
	return reply{body: h.storyView(story), version: story.Version}, nil
}

// find returns the callback of the path; one that the caller may not see is not there.
func (h *Handler) find(r *http.Request, c call) (*models.Story, error) {
	id, err := pathID(r)
	if err != nil {
		return nil, err
	}
	return h.store.Get(r.Context(), id, c.sees())
}

// pathID returns the id in the path. What cannot be an id names nothing, and is not asked of the database.
func pathID(r *http.Request) (string, error) {
	id := mux.Vars(r)["id"]
	prefix, _, _ := strings.Cut(id, "_")
	if !isID(prefix+"_", id) {
		return "", models.ErrNotFound
	}
	return id, nil
}

// changed answers a change with the callback as it now is. It was the caller's to change, so it is shown even where the change
// took it out of their sight.
func (h *Handler) changed(r *http.Request, id string, status int) (reply, error) {
	story, err := h.store.Get(r.Context(), id, models.Seen{})
	if err != nil {
		return reply{}, err
	}
	return reply{status: status, body: h.callbackView(story.Listed), version: story.Version}, nil
}
