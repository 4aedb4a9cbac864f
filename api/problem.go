package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// Problem codes. Those of bookings come from models; these are this package's own.
const (
	codeValidation      = "validation_failed"
	codeNotFound        = "not_found"
	codeForbidden       = "forbidden"
	codeUnauthenticated = "unauthenticated"
	codeVersion         = "version_conflict"
	codeWithAgent       = "already_with_agent"
	codeOpen            = "callback_already_open"
	codeClosed          = "callback_closed"
	codeMethod          = "method_not_allowed"
	codeTooLarge        = "body_too_large"
	codeMediaType       = "unsupported_media_type"
	codeSlotFull        = "slot_full"
	codeRateLimited     = "rate_limited"
	codeMismatch        = "idempotency_mismatch"
	codeInProgress      = "idempotency_in_progress"
	codeUnavailable     = "unavailable"
	codeInternal        = "internal_error"
	codeNotConfigured   = "not_configured"
	codeSetupRunning    = "setup_running"
	codeSetupBlocked    = "setup_blocked"
	codeSetupNothing    = "setup_nothing_to_undo"
)

// problem is an error answer: RFC 9457, with the code by which programs tell problems apart.
type problem struct {
	Type       string         `json:"type"`
	Title      string         `json:"title"`
	Status     int            `json:"status"`
	Code       string         `json:"code"`
	Detail     string         `json:"detail"`
	Errors     []fieldProblem `json:"errors,omitempty"`
	CallbackID string         `json:"callback_id,omitempty"` // of callback_already_open

	// Of a refused hour:
	Rule          string              `json:"rule,omitempty"`
	NextAllowedAt models.Instant      `json:"next_allowed_at,omitzero"`
	Alternatives  []shown.Alternative `json:"alternatives,omitempty"` // times near the one refused that can be booked as they are
}

// fieldProblem is what is wrong with one field of a request.
type fieldProblem struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Rule   string `json:"rule,omitempty"`
}

func problemFor(code, detail string) problem {
	status, title := kindOf(code)
	return problem{Type: "urn:ringback:problem:" + code, Title: title, Status: status, Code: code, Detail: detail}
}

func invalidProblem(bad *models.InvalidError) problem {
	p := problemFor(bad.Code(), bad.Problems[0].Detail)
	for _, found := range bad.Problems {
		p.Errors = append(p.Errors, fieldProblem{found.Field, found.Code, found.Detail, found.Rule})
	}
	first := bad.Problems[0]
	p.Rule, p.NextAllowedAt, p.Alternatives = first.Rule, first.NextAllowedAt, shown.Alternatives(bad.Alternatives)
	return p
}

// kindOf is the status and the title of a code. A code that is not here says that input was refused.
func kindOf(code string) (status int, title string) {
	switch code {
	case codeUnauthenticated:
		return http.StatusUnauthorized, "No valid credential"
	case codeForbidden:
		return http.StatusForbidden, "Not allowed"
	case codeNotFound:
		return http.StatusNotFound, "Not found"
	case codeMethod:
		return http.StatusMethodNotAllowed, "Method not allowed"
	case codeOpen:
		return http.StatusConflict, "The record has an open callback"
	case codeSlotFull:
		return http.StatusConflict, "The slot is full"
	case codeWithAgent:
		return http.StatusConflict, "An agent has this callback"
	case codeClosed:
		return http.StatusConflict, "The callback has ended"
	case codeInProgress:
		return http.StatusConflict, "The same request is under way"
	case codeNotConfigured:
		return http.StatusConflict, "Not configured"
	case codeSetupRunning:
		return http.StatusConflict, "Another set-up is under way"
	case codeSetupBlocked:
		return http.StatusConflict, "The plan is blocked"
	case codeSetupNothing:
		return http.StatusConflict, "There is nothing to undo"
	case codeRateLimited:
		return http.StatusTooManyRequests, "Too many requests"
	case codeVersion:
		return http.StatusPreconditionFailed, "Changed since it was read"
	case codeTooLarge:
		return http.StatusRequestEntityTooLarge, "Body too large"
	case codeMediaType:
		return http.StatusUnsupportedMediaType, "Unsupported media type"
	case codeUnavailable:
		return http.StatusServiceUnavailable, "Not available at the moment"
	case codeInternal:
		return http.StatusInternalServerError, "Internal error"
	}
	return http.StatusUnprocessableEntity, refusalTitle(code)
}

// refusalTitle is the title of a code that a booking or another input can be refused with.
func refusalTitle(code string) string {
	switch code {
	case codeMismatch:
		return "Another request had this Idempotency-Key"
	case "invalid_phone":
		return "Not a phone number"
	case "unknown_timezone":
		return "Unknown time zone"
	case "in_the_past":
		return "In the past"
	case "too_far_ahead":
		return "Too far ahead"
	case "outside_calling_hours":
		return "Outside calling hours"
	case "attempt_cap":
		return "Called often enough"
	case "refusal_cool_off":
		return "Too soon after a refusal"
	case "owner_off_shift":
		return "The owner is not at work then"
	case "do_not_call":
		return "The donor must not be called"
	}
	return "Invalid input"
}
