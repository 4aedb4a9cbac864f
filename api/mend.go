package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
)

// mendBody is what a person changes of a rejected message. What is absent stays as it was sent; what is given stands in its place whole.
type mendBody struct {
	Outcome *string                 `json:"outcome"`
	Record  *models.RecordRef       `json:"record"`
	Request *models.CallbackRequest `json:"callback_request"`
	Welcome *welcomeBody            `json:"welcome"`
}

// welcomeBody is what a welcome call says beside the donor and the wish.
type welcomeBody struct {
	Type       models.WelcomeType `json:"type"`
	Reference  string             `json:"reference"`
	Fundraiser models.Fundraiser  `json:"fundraiser"`
}

// mendInbox changes a rejected message, so that it can be replayed.
func (h *Handler) mendInbox(r *http.Request, _ call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	var body mendBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body == (mendBody{}) {
		return reply{}, invalid("body", "say what to change: outcome, record, callback_request or welcome")
	}
	with := models.Mending{Outcome: body.Outcome, Record: body.Record, Request: body.Request}
	if w := body.Welcome; w != nil {
		with.Welcome = &models.WelcomeCall{Type: w.Type, Reference: w.Reference, Fundraiser: w.Fundraiser}
	}
	var found []models.Problem
	if body.Outcome != nil {
		found = tooLong(found, "outcome", *body.Outcome, maxTaskSid)
	}
	if body.Request != nil {
		found = requestProblems(found, "callback_request.", *body.Request)
	}
	if err := gather(found); err != nil {
		return reply{}, err
	}
	entry, err := h.store.MendInbox(r.Context(), id, with)
	if err != nil {
		return reply{}, err
	}
	return reply{body: viewEntry(*entry)}, nil
}
