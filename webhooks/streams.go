package webhooks

import (
	"encoding/json"
	"net/http"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// streams answers a delivery of Event Streams: many CloudEvents, of which each stands for itself.
func (h *Handler) streams(w http.ResponseWriter, r *http.Request) {
	known, err := h.outcomes.get(r.Context())
	if err != nil {
		h.unavailable(w, routeStreams, err)
		return
	}
	h.keep(w, r, routeStreams, h.siftStream(bodyOf(r), known))
}

func (h *Handler) siftStream(body []byte, known Outcomes) []models.Message {
	delivered, err := twilio.ParseCloudEvents(body)
	if err != nil {
		return []models.Message{unreadable(models.SourceEventStreams, "", err.Error(), body)}
	}
	var kept []models.Message
	for _, d := range delivered {
		if d.Err != nil {
			kept = append(kept, unreadable(models.SourceEventStreams, cloudID(d.Raw), d.Err.Error(), d.Raw))
			continue
		}
		kept = h.sift(kept, d.Event, models.SourceEventStreams, known, d.Raw)
	}
	return kept
}

// cloudID is the id of an element that could not be read otherwise; empty when it has none.
func cloudID(raw json.RawMessage) string {
	var envelope struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(raw, &envelope); err != nil {
		return ""
	}
	return envelope.ID
}
