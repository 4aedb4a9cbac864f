package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// entryView is one message from outside: what it asked for, and what became of it.
type entryView struct {
	ID         string            `json:"id"`
	State      models.InboxState `json:"state"`
	Code       *string           `json:"code"`
	Reason     *string           `json:"reason"`
	Source     models.Source     `json:"source"`
	Type       string            `json:"type"`
	TaskSid    *string           `json:"task_sid"`
	CallbackID *string           `json:"callback_id"`
	Tries      int               `json:"tries"`
	OccurredAt models.Instant    `json:"occurred_at"`
	ReceivedAt models.Instant    `json:"received_at"`
	AppliedAt  models.Instant    `json:"applied_at"`
	Asked      askedView         `json:"asked"`
}

// askedView is what a message asked for, so that a person can see why it was rejected.
type askedView struct {
	Outcome   *string                 `json:"outcome"`
	WorkerSid *string                 `json:"worker_sid"`
	Record    models.RecordRef        `json:"record"`
	Request   *models.CallbackRequest `json:"callback_request"`
	Malformed *string                 `json:"malformed"`
	Raw       *string                 `json:"raw"`
	Welcome   *models.WelcomeCall     `json:"welcome"`
}

func (h *Handler) listInbox(r *http.Request, c call) (reply, error) {
	state := models.InboxState(c.query.oneOf("state", "received", "applied", "ignored", "rejected"))
	limit, cursor := c.query.limit(), c.query.cursor(isEntryID)
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	entries, next, err := h.store.InboxPage(r.Context(), state, cursor, limit)
	if err != nil {
		return reply{}, err
	}
	return pageOf(entries, next, viewEntry), nil
}

func viewEntry(e models.InboxEntry) entryView {
	m := e.Payload.V
	return entryView{e.ID, e.State, shown.OrNull(e.Code), shown.OrNull(e.Reason), e.Source, e.Type, shown.OrNull(e.TaskSid), shown.OrNull(e.CallbackID), e.Tries, e.OccurredAt, e.ReceivedAt, e.AppliedAt,
		askedView{shown.OrNull(m.Outcome), shown.OrNull(m.WorkerSid), m.Record, m.Request, shown.OrNull(m.Malformed), shown.OrNull(m.Raw), m.Welcome}}
}

// replayedView says that a message waits to be applied again.
type replayedView struct {
	ID    string            `json:"id"`
	State models.InboxState `json:"state"`
}

// replayInbox puts a rejected message up again: after the reason of its rejection was mended, a pass applies it.
func (h *Handler) replayInbox(r *http.Request, _ call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	if err := h.store.ReplayInbox(r.Context(), id); err != nil {
		return reply{}, err
	}
	h.wake()
	return reply{status: http.StatusAccepted, body: replayedView{id, models.InboxReceived}}, nil
}

// isEntryID is the form of an entry's id, which is also a cursor of the inbox.
func isEntryID(text string) bool { return isID("in_", text) }
