package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
)

// eraseRecord takes away what is kept of a donor. A Task of an open promise is closed after it.
func (h *Handler) eraseRecord(r *http.Request, c call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	rec, err := h.store.Record(r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	version, err := ifMatch(r.Header, rec.Version)
	if err != nil {
		return reply{}, err
	}
	if err := h.store.EraseRecord(r.Context(), id, models.Asked{Actor: c.actor(), Version: version}); err != nil {
		return reply{}, err
	}
	h.wake()
	return reply{status: http.StatusNoContent}, nil
}
