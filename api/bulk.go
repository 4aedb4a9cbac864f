package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// bulkView is what became of many callbacks, or would become of them.
type bulkView struct {
	DryRun bool       `json:"dry_run"`
	Done   int        `json:"done"`
	Failed int        `json:"failed"`
	Items  []itemView `json:"items"`
}

// itemView is one of many callbacks.
type itemView struct {
	ID       string       `json:"id"`
	OK       bool         `json:"ok"`
	Code     *string      `json:"code"`     // of a refusal
	Detail   *string      `json:"detail"`   // the same in words
	Callback *changedView `json:"callback"` // as it is then, or would be
}

// changedView is what an action on many may change of a callback.
type changedView struct {
	Status      models.Status  `json:"status"`
	LocalTime   string         `json:"local_time"`
	Timezone    string         `json:"timezone"`
	WindowStart models.Instant `json:"window_start"`
	Routing     models.Routing `json:"routing"`
	AgentStrict bool           `json:"agent_strict"`
	WorkerSid   *string        `json:"worker_sid"`
	Team        *string        `json:"team"`
	Version     int64          `json:"version"`
}

func viewBulk(items []models.BulkItem, dry bool) bulkView {
	view := bulkView{DryRun: dry, Items: make([]itemView, len(items))}
	for i, item := range items {
		view.Items[i] = itemView{ID: item.ID, OK: item.OK(), Code: shown.OrNull(item.Code), Detail: shown.OrNull(item.Detail)}
		if !item.OK() {
			view.Failed++
			continue
		}
		view.Done++
		cb := item.After
		view.Items[i].Callback = &changedView{cb.Status, cb.LocalTime, cb.Timezone, cb.WindowStart, cb.Routing, cb.AgentStrict, shown.OrNull(cb.WorkerSid), shown.OrNull(cb.Team), cb.Version}
	}
	return view
}

// changeMany does one action on many callbacks, and answers for each. More than can be waited for are a job: 202.
func (h *Handler) changeMany(r *http.Request, c call) (reply, error) {
	var body bulkBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	bulk, err := body.bulk(c.caller)
	if err != nil {
		return reply{}, err
	}
	chosen := body.IDs
	if body.Filter != nil {
		filter, err := body.Filter.filter(c.sees())
		if err != nil {
			return reply{}, err
		}
		if chosen, err = h.store.BulkIDs(r.Context(), filter, models.MostBulk+1); err != nil {
			return reply{}, err
		}
	}
	return h.bulk(r, bulk, chosen, body.DryRun)
}

func (h *Handler) bulk(r *http.Request, b models.Bulk, chosen []string, dry bool) (reply, error) {
	switch {
	case dry && len(chosen) > models.BulkLimit:
		return reply{}, invalid("filter", "it finds %d callbacks; at most %d can be tried at once: narrow it", len(chosen), models.BulkLimit)
	case dry:
		items, err := h.store.TryBulk(r.Context(), b, chosen)
		if err != nil {
			return reply{}, err
		}
		return reply{body: viewBulk(items, true)}, nil
	case len(chosen) > models.BulkLimit:
		job, err := h.store.CreateJob(r.Context(), b, chosen)
		if err != nil {
			return reply{}, err
		}
		return reply{status: http.StatusAccepted, body: viewJob(*job), location: Prefix + "/jobs/" + job.ID}, nil
	}
	items, err := h.store.ApplyBulk(r.Context(), b, chosen)
	h.wake()
	if err != nil {
		return reply{}, err
	}
	return reply{body: viewBulk(items, false)}, nil
}

// handOverBody says who takes over the promises of an agent who leaves.
type handOverBody struct {
	To     []string `json:"to"`
	Team   string   `json:"team"`
	DryRun bool     `json:"dry_run"`
}

// handOver splits the open promises that an agent owns over others.
func (h *Handler) handOver(r *http.Request, c call) (reply, error) {
	leaver := mux.Vars(r)["worker_sid"]
	if !isWorker(leaver) {
		return reply{}, models.ErrNotFound
	}
	var body handOverBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	heirs, err := h.heirs(r, body, leaver)
	if err != nil {
		return reply{}, err
	}
	owned, err := h.store.HandOver(r.Context(), leaver, models.MostBulk)
	if err != nil {
		return reply{}, err
	}
	return h.bulk(r, models.Bulk{Action: models.BulkHandOver, Heirs: heirs, Actor: c.actor()}, owned, body.DryRun)
}

// heirs are the agents named, or those of the team named.
func (h *Handler) heirs(r *http.Request, body handOverBody, leaver string) ([]string, error) {
	const most = 200
	switch {
	case (len(body.To) == 0) == (body.Team == ""):
		return nil, invalid("to", "say who takes over: give to or team")
	case len(body.To) > most:
		return nil, invalid("to", "at most %d agents", most)
	case body.Team != "":
		members, err := h.store.Members(r.Context(), body.Team, leaver)
		if err == nil && len(members) == 0 {
			err = invalid("team", "no other agent of this team is known: name them in to")
		}
		return members, err
	}
	for i, sid := range body.To {
		switch {
		case !isWorker(sid):
			return nil, invalid("to", "want the sids of TaskRouter workers: WK and 32 hexadecimal digits")
		case sid == leaver || slices.Contains(body.To[:i], sid):
			return nil, invalid("to", "%s is the agent who leaves, or is given twice", sid)
		}
	}
	return body.To, nil
}

func isWorker(text string) bool {
	digits, ok := strings.CutPrefix(text, "WK")
	return ok && len(digits) == 32 && strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}
