package webhooks

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// The problem codes of the HTTP interface that are written here; models brings the others with its errors.
const (
	codeInvalid     = "validation_failed"
	codeOpen        = "callback_already_open"
	codeWithAgent   = "already_with_agent"
	codeNotFound    = "not_found"
	codeUnavailable = "unavailable"
	codeMethod      = "method_not_allowed"
	codeTooLarge    = "body_too_large"
)

// problem is a refusal, application/problem+json (RFC 9457).
type problem struct {
	Type       string  `json:"type"` // urn:ringback:problem: and the code, as in the API
	Title      string  `json:"title"`
	Status     int     `json:"status"`
	Code       string  `json:"code"`
	Detail     string  `json:"detail"`
	Errors     []fault `json:"errors,omitempty"`
	CallbackID string  `json:"callback_id,omitempty"` // of callback_already_open

	// Of a refused time:
	Rule          string               `json:"rule,omitempty"`
	NextAllowedAt models.Instant       `json:"next_allowed_at,omitzero"`
	Alternatives  []models.Alternative `json:"alternatives,omitempty"` // times near it that can be booked as they are
}

// fault is what is wrong with one field.
type fault struct {
	Field  string `json:"field,omitempty"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Rule   string `json:"rule,omitempty"`
}

func (p problem) write(w http.ResponseWriter) {
	p.Type, p.Title = "urn:ringback:problem:"+p.Code, http.StatusText(p.Status)
	writeJSON(w, p.Status, "application/problem+json", p)
}

func writeJSON(w http.ResponseWriter, status int, contentType string, content any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(content) // only the connection can fail, and nobody is left to be told
}

// problemOf is the answer to what a disposition met. An error that is nobody's fault but ours is 503.
func problemOf(err error) problem {
	var fields twilio.FieldErrors
	var bad *models.InvalidError
	var open *models.OpenCallbackError
	var step *models.TransitionError
	switch {
	case errors.As(err, &fields):
		return problemOfFields(fields)
	case errors.As(err, &bad):
		p := problem{Status: statusOf(bad.Code()), Code: bad.Code(), Detail: bad.Error(), Rule: bad.Problems[0].Rule, NextAllowedAt: bad.Problems[0].NextAllowedAt,
			Alternatives: bad.Alternatives}
		for _, one := range bad.Problems {
			p.Errors = append(p.Errors, fault{one.Field, one.Code, one.Detail, one.Rule})
		}
		return p
	case errors.As(err, &open):
		return problem{Status: http.StatusConflict, Code: codeOpen, Detail: open.Error(), CallbackID: open.CallbackID}
	case errors.As(err, &step):
		return problem{Status: http.StatusUnprocessableEntity, Code: codeInvalid, Detail: step.Error()}
	case errors.Is(err, models.ErrWithAgent):
		return problem{Status: http.StatusConflict, Code: codeWithAgent, Detail: models.ErrWithAgent.Error()}
	case errors.Is(err, models.ErrNotFound):
		return problem{Status: http.StatusNotFound, Code: codeNotFound, Detail: "there is no callback of this callback_id"}
	}
	return problem{Status: http.StatusServiceUnavailable, Code: codeUnavailable, Detail: "it cannot be applied now; send it again"}
}

func problemOfFields(fields twilio.FieldErrors) problem {
	p := problem{Status: http.StatusUnprocessableEntity, Code: codeInvalid, Detail: fields.Error()}
	for _, one := range fields {
		p.Errors = append(p.Errors, fault{Field: one.Field, Code: codeInvalid, Detail: one.Remedy})
	}
	return p
}

// statusOf is the HTTP status of a problem code, as the interface has it.
func statusOf(code string) int {
	switch code {
	case codeOpen, codeWithAgent, "slot_full":
		return http.StatusConflict
	case codeNotFound:
		return http.StatusNotFound
	}
	return http.StatusUnprocessableEntity
}
