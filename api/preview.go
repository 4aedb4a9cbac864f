package api

import (
	"net/http"

	"github.com/ringback/ringback/models/shown"
)

// previewCallback answers 200 for any body that can be read, and stores nothing.
func (h *Handler) previewCallback(r *http.Request, c call) (reply, error) {
	var body createBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := c.mayAsk(body.CallbackRequest); err != nil {
		return reply{}, err
	}
	view, err := h.store.Preview(r.Context(), body.booking(c.caller))
	if err != nil {
		return reply{}, err
	}
	for _, p := range body.problems() {
		view.Allowed, view.Problems = false, append(view.Problems, p)
	}
	return reply{body: shown.PreviewOf(view, h.zone(view.Timezone), inRequest)}, nil
}
