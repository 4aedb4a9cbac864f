package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// deliveryView is one webhook to one endpoint, and what became of it. Its body is not kept: it is made anew at each try.
type deliveryView struct {
	ID         string               `json:"id"` // the webhook-id
	EndpointID string               `json:"endpoint_id"`
	Type       models.NoticeType    `json:"type"`
	EventID    string               `json:"event_id"`
	CallbackID *string              `json:"callback_id"`
	RecordID   *string              `json:"record_id"`
	State      models.DeliveryState `json:"state"`
	Tries      int                  `json:"tries"`
	NextAt     models.Instant       `json:"next_at"`
	TriedAt    models.Instant       `json:"tried_at"`
	StatusCode *int                 `json:"status_code"`
	DurationMs int64                `json:"duration_ms"`
	Error      *string              `json:"error"`
	Log        []models.DeliveryTry `json:"log"`
	CreatedAt  models.Instant       `json:"created_at"`
	ExpiresAt  models.Instant       `json:"expires_at"`
	DoneAt     models.Instant       `json:"done_at"`
}

func viewDelivery(d models.Delivery) deliveryView {
	view := deliveryView{ID: d.ID, EndpointID: d.EndpointID, Type: d.Type, EventID: d.EventID, CallbackID: shown.OrNull(d.CallbackID), RecordID: shown.OrNull(d.RecordID), State: d.State,
		Tries: d.Tries, NextAt: d.NextAt, TriedAt: d.TriedAt, DurationMs: d.DurationMs, Error: shown.OrNull(d.Error), Log: listed(d.Log.V), CreatedAt: d.CreatedAt,
		ExpiresAt: d.ExpiresAt, DoneAt: d.DoneAt}
	if d.StatusCode != 0 {
		view.StatusCode = &d.StatusCode
	}
	return view
}

func (h *Handler) listDeliveries(r *http.Request, c call) (reply, error) {
	state := models.DeliveryState(c.query.oneOf("state", "pending", "delivered", "parked"))
	endpoint, limit, cursor := c.query.text("endpoint_id"), c.query.limit(), c.query.cursor(isDeliveryID)
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	found, next, err := h.store.Deliveries(r.Context(), state, endpoint, cursor, limit)
	if err != nil {
		return reply{}, err
	}
	return pageOf(found, next, viewDelivery), nil
}

// replayDelivery puts a delivery that is parked or delivered up to be sent again, under its webhook-id.
func (h *Handler) replayDelivery(r *http.Request, _ call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	d, err := h.store.ReplayDelivery(r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusAccepted, body: viewDelivery(*d)}, nil
}

// isDeliveryID is the form of a delivery's id, which is also a cursor of their list.
func isDeliveryID(text string) bool { return isID("dlv_", text) }
