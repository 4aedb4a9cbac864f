package twilio

import (
	"errors"
	"net/url"
	"time"
)

// Event is a TaskRouter event, the same whether it came as a form or as a CloudEvent. What it does not carry is zero.
type Event struct {
	// Sid is TaskRouter's id of the event (EV...), the same in both forms.
	Sid string
	// CloudID is the CloudEvent's id (EZ...); empty on a form.
	CloudID string
	// Type is TaskRouter's name, such as task.completed; for a CloudEvent of another product, its whole type.
	Type string
	// At is when the event was sent, UTC, in milliseconds; zero when that cannot be read.
	At time.Time

	AccountSid   string
	WorkspaceSid string
	TaskSid      string
	// TaskStatus is the Task's assignment status when the event was sent.
	TaskStatus string
	// TaskVersion grows with each change of the Task; 0 when absent.
	TaskVersion int64
	// TaskCreatedAt is when the Task was made, UTC; a form says it in whole seconds. Zero when nobody said.
	TaskCreatedAt time.Time
	// TaskReason is why the Task was cancelled or completed.
	TaskReason         string
	ReservationSid     string
	WorkerSid          string
	WorkerName         string
	WorkerActivitySid  string
	WorkerActivityName string
	WorkflowSid        string
	// Attributes are the Task's.
	Attributes Attributes
	// AttributesError says that the attributes could not be read; the rest of the event holds nevertheless.
	AttributesError string
}

// errNoType is a fault that makes an event useless; all else may be missing.
var errNoType = errors.New("the event has no type")

// ParseForm reads a TaskRouter event callback. Unknown parameters are passed over; of a repeated one the first counts.
func ParseForm(form url.Values) (Event, error) {
	e := newEvent(func(name, _ string) string { return form.Get(name) })
	if e.Type == "" {
		return Event{}, errNoType
	}
	return e, nil
}

// newEvent reads an event through value, which knows each parameter by its name in a form and in a CloudEvent's
// payload.
func newEvent(value func(form, payload string) string) Event {
	e := Event{
		Sid:                value("Sid", "sid"),
		Type:               value("EventType", "eventtype"),
		At:                 firstTime(value("TimestampMs", "timestamp_ms"), value("Timestamp", "timestamp")),
		AccountSid:         value("AccountSid", "account_sid"),
		WorkspaceSid:       value("WorkspaceSid", "workspace_sid"),
		TaskSid:            value("TaskSid", "task_sid"),
		TaskStatus:         value("TaskAssignmentStatus", "task_assignment_status"),
		ReservationSid:     value("ReservationSid", "reservation_sid"),
		WorkerSid:          value("WorkerSid", "worker_sid"),
		WorkerName:         value("WorkerName", "worker_name"),
		WorkerActivitySid:  value("WorkerActivitySid", "worker_activity_sid"),
		WorkerActivityName: value("WorkerActivityName", "worker_activity_name"),
		WorkflowSid:        value("WorkflowSid", "workflow_sid"),
		TaskCreatedAt:      firstTime(value("TaskDateCreated", "task_date_created")),
	}
	if n, ok := parseWhole(value("TaskVersion", "task_version")); ok {
		e.TaskVersion = n
	}
	e.TaskReason = firstText(
		value("TaskCanceledReason", "task_canceled_reason"),
		value("TaskCompletedReason", "task_completed_reason"),
		value("Reason", "reason"),
	)
	e.readAttributes(value("TaskAttributes", "task_attributes"))
	return e
}

func (e *Event) readAttributes(text string) {
	if text == "" {
		return
	}
	attributes, err := ParseAttributes(text)
	if err != nil {
		e.AttributesError = err.Error()
		return
	}
	e.Attributes = attributes
}

func firstText(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// firstTime returns the first of the texts that is a time: TaskRouter sends milliseconds, seconds and RFC 3339,
// depending on the form and on the version of its schema.
func firstTime(texts ...string) time.Time {
	for _, s := range texts {
		if at, ok := parseTime(s); ok {
			return at
		}
	}
	return time.Time{}
}

const (
	// firstMillis tells seconds from milliseconds: as seconds it lies in the year 5138, as milliseconds in 1973,
	// before Twilio.
	firstMillis = 100_000_000_000
	// endOfTime is the year 10000 in milliseconds, beyond which times have no RFC 3339 form.
	endOfTime = 253_402_300_800_000
)

func parseTime(s string) (time.Time, bool) {
	if n, ok := parseWhole(s); ok {
		if n < firstMillis {
			n *= 1000
		}
		return time.UnixMilli(n).UTC(), n > 0 && n < endOfTime
	}
	at, err := time.Parse(time.RFC3339Nano, s)
	at = at.UTC().Truncate(time.Millisecond)
	return at, err == nil && at.Year() >= 1 && at.Year() <= 9999 // its zone may have moved it beyond
}
