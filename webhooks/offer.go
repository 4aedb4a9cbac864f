package webhooks

import (
	"net/http"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// offered is the answer to a disposition that is only to be tried: the times that a flow can read out, and why there are none. It is a JSON
// object and never a refusal, since Studio reads no other answers.
type offered struct {
	Offered  int             `json:"offered"` // how many slots there are, for a flow to branch by
	Slots    []spokenSlot    `json:"slots"`
	Problems []shown.Problem `json:"problems"`
}

// spokenSlot is a time that can be booked as it is, and how to say it.
type spokenSlot struct {
	shown.Alternative
	Spoken string `json:"spoken"`
}

// offer answers with times that the caller can be promised. Nothing is stored, whatever is wrong.
func (h *Handler) offer(w http.ResponseWriter, r *http.Request, m models.Message, faults twilio.FieldErrors) {
	if len(faults) > 0 {
		h.refuse(w, routeDispositions, problemOf(faults))
		return
	}
	view, err := h.cfg.Store.PreviewDisposition(r.Context(), m)
	if refusal := problemOf(err); err != nil && refusal.Status != http.StatusServiceUnavailable {
		h.refuse(w, routeDispositions, refusal)
		return
	}
	if err != nil {
		h.unavailable(w, routeDispositions, err)
		return
	}
	told := shown.PreviewOf(view, h.zone(view.Timezone), inRequest)
	answer := offered{Offered: len(told.Suggestions), Slots: make([]spokenSlot, len(told.Suggestions)), Problems: told.Problems}
	for i, slot := range told.Suggestions {
		answer.Slots[i] = spokenSlot{slot, shown.Spoken(slot.WindowStart, models.At(h.cfg.Clock.Now()), h.zone(slot.Timezone))}
	}
	h.received(routeDispositions, http.StatusOK)
	writeJSON(w, http.StatusOK, "application/json", answer)
}

// inRequest names a booking's field as a disposition has it, which is the same.
func inRequest(field string) string { return field }
