package webhooks

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// events answers one TaskRouter event callback, a form.
func (h *Handler) events(w http.ResponseWriter, r *http.Request) {
	known, err := h.outcomes.get(r.Context())
	if err != nil {
		h.unavailable(w, routeEvents, err)
		return
	}
	body := bodyOf(r)
	event, err := parseEvent(body)
	if err != nil {
		h.keep(w, r, routeEvents, []models.Message{unreadable(models.SourceEvents, "", err.Error(), body)})
		return
	}
	h.keep(w, r, routeEvents, h.sift(nil, event, models.SourceEvents, known, body))
}

func parseEvent(body []byte) (twilio.Event, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return twilio.Event{}, err
	}
	return twilio.ParseForm(form)
}

// sift adds an event's message to kept if it concerns us, and counts it if not.
func (h *Handler) sift(kept []models.Message, e twilio.Event, source models.Source, known Outcomes, raw []byte) []models.Message {
	m, relevance := Normalise(e, source, known)
	if h.cfg.WorkspaceSid != "" && e.WorkspaceSid != "" && e.WorkspaceSid != h.cfg.WorkspaceSid {
		relevance = OtherWorkspace
	}
	switch relevance {
	case IfPromised:
		return append(kept, m)
	case Concerns:
		if m.Role == "" {
			m.Raw = rawText(raw)
		}
		return append(kept, m)
	case Directory:
		h.cfg.DirectoryChanged()
	}
	h.counts.ignored.WithLabelValues(string(relevance)).Inc()
	return kept
}

// keep stores messages, and answers once they are on disk.
func (h *Handler) keep(w http.ResponseWriter, r *http.Request, route string, messages []models.Message) {
	if err := h.inbox.put(r.Context(), messages); err != nil {
		h.unavailable(w, route, err)
		return
	}
	h.received(route, http.StatusNoContent)
	w.WriteHeader(http.StatusNoContent) // Twilio logs an empty 200 as an error
}

// unavailable asks the sender to come again. Never a 4xx: Event Streams would not.
func (h *Handler) unavailable(w http.ResponseWriter, route string, err error) {
	h.counts.storeFailures.Inc()
	if unsaid, due := h.unstored.due(); due {
		h.cfg.Log.Error("webhook not stored", "route", route, "error", err, "more_since_last_error", unsaid)
	}
	h.refuse(w, route, problem{Status: http.StatusServiceUnavailable, Code: codeUnavailable, Detail: "it cannot be stored now; send it again"})
}

// unreadable is what could not be read at all, kept for a person to see: it was signed, so it means something.
func unreadable(source models.Source, id, why string, raw []byte) models.Message {
	key := digestKey("raw", raw)
	if id != "" {
		key = keyFrom(id)
	}
	return models.Message{DedupeKey: key, Source: source, Type: "unreadable", Malformed: cut(why, 500), Raw: rawText(raw)}
}

// rawText is as much of a body as is worth keeping: a whole event of the usual kind.
func rawText(raw []byte) string {
	const most = 4 << 10
	return strings.ToValidUTF8(string(raw[:min(len(raw), most)]), "\uFFFD")
}
