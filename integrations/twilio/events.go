package twilio

import (
	"errors"
	"net/url"
	"time"
)

// Event is a TaskRouter event, the same whether it came as a form or as a CloudEvent. What an event does not carry is zero.
type Event struct {
	// Sid is TaskRouter's id of the event (EV...), the same in both forms.
	Sid string
	// CloudID is the CloudEvent's id (EZ...); empty on a form.
	CloudID string
	// Type is TaskRouter's name, such as task.completed; for a CloudEvent that is not TaskRouter's, its whole type.
	Type string
	// At is when the event was sent, UTC, milliseconds; zero when it does not say in a way we can read.
	At time.Time

	AccountSid   string
	WorkspaceSid string
	TaskSid      string
	// TaskStatus is the Task's assignment status when the event was sent.
	TaskStatus string
	// TaskVersion grows with each change of the Task; 0 when absent.
	TaskVersion int64
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

// errNoType is the one thing an event cannot be without.
var errNoType = errors.New("the event has no type")

// ParseForm reads a TaskRouter event callback. Of a repeated parameter the first counts.
func ParseForm(form url.Values) (Event, error) {
	return Event{}, errNoType
}

// Delivered is one element of an Event Streams delivery.
type Delivered struct {
	// Event is zero when Err is set.
	Event Event
	// Err says why the element could not be read.
	Err error
	// Raw is the element as it came.
	Raw []byte
}

// ParseCloudEvents reads an Event Streams delivery: an array, or a lone event. An element that cannot be read has its own error; an error of the
// whole means that the body is no JSON array or object.
func ParseCloudEvents(body []byte) ([]Delivered, error) {
	return nil, errNoType
}
