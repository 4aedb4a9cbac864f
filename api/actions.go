package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/ringback/ringback/models"
)

// cancelBody says why a promise is given up.
type cancelBody struct {
	Reason     string            `json:"reason"`
	Resolution models.Resolution `json:"resolution"`
}

func (h *Handler) cancelCallback(r *http.Request, c call) (reply, error) {
	story, by, err := h.toChange(r, c)
	if err != nil {
		return reply{}, err
	}
	var body cancelBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := gather(body.problems()); err != nil {
		return reply{}, err
	}
	cb, err := h.store.Cancel(r.Context(), story.ID, body.Reason, body.Resolution, by)
	if err != nil {
		return reply{}, err
	}
	h.wake() // its Task, if there is one, is to be closed
	return h.changed(r, cb.ID, http.StatusOK)
}

func (b cancelBody) problems() []models.Problem {
	found := tooLong(nil, "reason", b.Reason, maxReason)
	if strings.TrimSpace(b.Reason) == "" {
		found = append(found, invalid("reason", "say in a few words why the promise is given up").Problems...)
	}
	if b.Resolution == models.Erased {
		found = append(found, invalid("resolution", "erased is what deleting a record comes to; it is not asked for here").Problems...)
	}
	return found
}

// toChange finds the callback of the path and says by whom, and of which version, a change is asked.
func (h *Handler) toChange(r *http.Request, c call) (*models.Story, models.Asked, error) {
	story, err := h.find(r, c)
	if err != nil {
		return nil, models.Asked{}, err
	}
	version, err := ifMatch(r.Header, story.Version)
	return story, models.Asked{Actor: c.actor(), Version: version}, err
}

// outcomeBody is how a call ended, and what the donor asked for when the code is a callback outcome.
type outcomeBody struct {
	Code    string                  `json:"code"`
	Notes   string                  `json:"notes"`
	Request *models.CallbackRequest `json:"callback_request"`
}

// reportOutcome applies the outcome of a callback's call. A callback outcome answers with the next promise of the chain.
func (h *Handler) reportOutcome(r *http.Request, c call) (reply, error) {
	story, by, err := h.toChange(r, c)
	if err != nil {
		return reply{}, err
	}
	var body outcomeBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Request != nil {
		if err := c.mayAsk(*body.Request); err != nil {
			return reply{}, err
		}
	}
	if err := h.outcomeError(r.Context(), body); err != nil {
		return reply{}, err
	}
	report := models.Report{Code: body.Code, Notes: body.Notes, WorkerSid: story.AssignedSid, Request: body.Request}
	if c.role == models.RoleAgent {
		report.WorkerSid = c.workerSid
	}
	cb, err := h.store.ReportOutcome(r.Context(), story.ID, report, by)
	if err != nil {
		return reply{}, err
	}
	h.wake()
	return h.changed(r, cb.ID, http.StatusOK)
}

// outcomeError says what is wrong with a report as a whole. A request beside an outcome that makes no promise is refused: it would
// be lost without a word.
func (h *Handler) outcomeError(ctx context.Context, body outcomeBody) error {
	found := tooLong(nil, "notes", body.Notes, maxNotes)
	if strings.TrimSpace(body.Code) == "" {
		found = append(found, invalid("code", "give the outcome's code; GET /outcomes lists them").Problems...)
	}
	if body.Request == nil || len(found) > 0 {
		return gather(found)
	}
	if err := gather(requestProblems(nil, "callback_request.", *body.Request)); err != nil {
		return err
	}
	outcome, err := h.store.FindOutcome(ctx, body.Code)
	switch {
	case errors.Is(err, models.ErrNotFound):
		return nil // the report itself is refused for that
	case err == nil && outcome.Action != models.ActCallback:
		return invalid("callback_request", "the outcome %s makes no callback: choose callback_agent or callback_queue, or leave this out", outcome.Code)
	}
	return err
}
