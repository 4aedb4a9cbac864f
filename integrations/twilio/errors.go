package twilio

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Class says what is known about the effect of a call that failed.
type Class string

const (
	// Applied means that the call was carried out. It is the class of a nil error.
	Applied Class = "applied"
	// NotApplied means that the call certainly had no effect (429, or nothing was sent). It may be repeated after a pause.
	NotApplied Class = "not_applied"
	// Configuration means that credentials, workspace, workflow or Task channel are wrong; no promise is at fault.
	Configuration Class = "configuration"
	// Refused means that Twilio or this package will never accept this very request.
	Refused Class = "refused"
	// Unknown means that the call may or may not have been carried out. Look, never repeat blindly.
	Unknown Class = "unknown"
	// Gone means that the Task does not exist (any more); Twilio deletes ended Tasks after five minutes.
	Gone Class = "gone"
	// Conflict means that the Task changed between reading and writing it (412).
	Conflict Class = "conflict"
)

// Error is a failed call. It never holds credentials, attributes or phone numbers.
type Error struct {
	// Class is what is known about the call's effect.
	Class Class
	// Op is the act that failed, such as "create task".
	Op string
	// Status is the HTTP status, 0 when no answer came.
	Status int
	// Code is Twilio's own error code, such as 20429; 0 when the answer had none.
	Code int
	// Message is Twilio's explanation, shortened and without data, or ours.
	Message string
	// RetryAfter is the pause Twilio asked for, 0 when it did not; at most one hour.
	RetryAfter time.Duration
	// Rate is what the answer's headers said about limits; of no meaning while Status is 0.
	Rate Rate

	ofSettings bool // the explanation is about what all Tasks have in common
	cause      error
}

// Error tells the act, the class and the reason.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Op, e.Class)
	if e.Status != 0 {
		fmt.Fprintf(&b, ": status %d", e.Status)
	}
	if e.Code != 0 {
		fmt.Fprintf(&b, ", code %d", e.Code)
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

// Unwrap returns the failure below, such as context.DeadlineExceeded, or nil.
func (e *Error) Unwrap() error { return e.cause }

// ClassOf returns the class of an error returned by this package: Applied for nil, Unknown for an error of elsewhere,
// since nothing is known about its effect.
func ClassOf(err error) Class {
	if err == nil {
		return Applied
	}
	var failed *Error
	if errors.As(err, &failed) {
		return failed.Class
	}
	return Unknown
}
