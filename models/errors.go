package models

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotFound is returned when no row has the id asked for.
var ErrNotFound = errors.New("not found")

// ErrStale is returned when a row was changed by someone else between reading and writing it.
var ErrStale = errors.New("changed by someone else meanwhile")

// ErrVersion is returned when the caller's version of a callback, or of rules, is not the newest.
var ErrVersion = errors.New("it has changed since that version was read")

// ErrWithAgent is returned when a change is asked of a callback that an agent already has.
var ErrWithAgent = errors.New("an agent already has this callback")

// ErrTaken is returned when a name that must be unique is in use.
var ErrTaken = errors.New("name is taken")

// Problem is one reason why a booking cannot be honoured, in words for the person who made it.
type Problem struct {
	Code   string `json:"code"`            // a problem code of the HTTP interface, such as in_the_past
	Field  string `json:"field,omitempty"` // where, such as callback_request.local_time
	Detail string `json:"detail"`          // what is wrong and what would be right

	// Of a refused hour:
	Rule          string  `json:"rule,omitempty"`           // in words, with its source and status
	NextAllowedAt Instant `json:"next_allowed_at,omitzero"` // the first instant at which it would be allowed; none: never
	Unverified    bool    `json:"unverified,omitempty"`     // the rule rests on nothing better than a default of ours
}

// Alternative is a time that can be booked as it is.
type Alternative struct {
	LocalTime     string  `json:"local_time"` // the donor's clock, YYYY-MM-DDTHH:MM
	Timezone      string  `json:"timezone"`
	WindowMinutes int     `json:"window_minutes"`
	Start         Instant `json:"-"`
}

// InvalidError says why input was refused. It holds at least one problem; the first is the most important.
type InvalidError struct {
	Problems     []Problem
	Alternatives []Alternative // times near the one that was refused, where the time was what was wrong
}

func (e *InvalidError) Error() string {
	parts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		parts[i] = p.Field + ": " + p.Detail
	}
	return strings.Join(parts, "; ")
}

// Code returns the code of the first problem.
func (e *InvalidError) Code() string { return e.Problems[0].Code }

func invalid(code, field, format string, args ...any) *InvalidError {
	return &InvalidError{Problems: []Problem{{Code: code, Field: field, Detail: fmt.Sprintf(format, args...)}}}
}

// OpenCallbackError says that the record already has an open callback.
type OpenCallbackError struct{ CallbackID string }

func (e *OpenCallbackError) Error() string {
	return "the record has an open callback: " + e.CallbackID
}

// wrapped says what was being done when something failed; nothing when nothing did.
func wrapped(act string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", act, err)
}

// TransitionError says that a callback may not go from one status to another.
type TransitionError struct{ From, To Status }

func (e *TransitionError) Error() string {
	return fmt.Sprintf("a callback cannot go from %s to %s", e.From, e.To)
}
