package twiliosim

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// param is one fact of an event. The form says everything in text and times in whole seconds; the stream has numbers
// and ISO 8601 times (both observed, see the package documentation).
type param struct {
	name   string
	text   string
	number int64
	at     time.Time
	kind   paramKind
}

type paramKind int

const (
	textParam paramKind = iota
	numberParam
	timeParam
)

func text(name, value string) param { return param{name: name, text: value} }

func number[T int | int64](name string, value T) param {
	return param{name: name, number: int64(value), kind: numberParam}
}

func instant(name string, at time.Time) param { return param{name: name, at: at, kind: timeParam} }

func (p param) form() string {
	switch p.kind {
	case numberParam:
		return strconv.FormatInt(p.number, 10)
	case timeParam:
		return strconv.FormatInt(p.at.Unix(), 10)
	}
	return p.text
}

func (p param) stream() any {
	switch p.kind {
	case numberParam:
		return p.number
	case timeParam:
		return isoMillis(p.at)
	}
	return p.text
}

func isoMillis(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// header is what every event says about itself.
func (s *Server) header(e *Event) []param {
	kind, sid := e.resource()
	return []param{text("EventType", e.Type), text("Sid", e.Sid), text("AccountSid", s.account),
		text("WorkspaceSid", s.workspace.Sid), text("WorkspaceName", "Flex Task Assignment"),
		text("EventDescription", e.Description), text("ResourceType", kind), text("ResourceSid", sid),
		instant("Timestamp", e.At), number("TimestampMs", e.At.UnixMilli()), text("OperatingUnitSid", "OU"+s.workspace.Sid[2:])}
}

// details are what the event says about the resources involved.
func (e *Event) details() []param {
	var all []param
	if e.Task != nil {
		all = append(all, e.Task.params(e)...)
	}
	if e.Reservation != nil {
		all = append(all, text("ReservationSid", e.Reservation.Sid), number("ReservationVersion", e.Reservation.Version))
	}
	if e.Worker != nil {
		all = append(all, e.Worker.params()...)
	}
	for name, value := range e.facts {
		all = append(all, text(name, value))
	}
	return all
}

func (t *Task) params(e *Event) []param {
	all := []param{text("TaskSid", t.Sid), text("TaskAttributes", t.Attributes), number("TaskAge", int(e.At.Sub(t.CreatedAt).Seconds())),
		number("TaskPriority", t.Priority), text("TaskAssignmentStatus", t.Status), number("TaskVersion", t.Version),
		instant("TaskDateCreated", t.CreatedAt), instant("TaskVirtualStartTime", t.VirtualStartAt),
		text("TaskIgnoreCapacity", strconv.FormatBool(t.IgnoreCapacity)), text("TaskChannelSid", t.ChannelSid),
		text("TaskChannelUniqueName", t.ChannelName)}
	if t.QueueSid != "" {
		all = append(all, text("TaskQueueSid", t.QueueSid), text("TaskQueueName", t.QueueName),
			text("TaskQueueTargetExpression", t.queueExpression), instant("TaskQueueEnteredDate", t.QueueEnteredAt))
	}
	if t.WorkflowSid != "" {
		all = append(all, text("WorkflowSid", t.WorkflowSid), text("WorkflowName", t.WorkflowName))
	}
	if t.Reason != "" {
		all = append(all, text("Reason", t.Reason))
	}
	switch t.Status {
	case StatusCompleted:
		all = append(all, text("TaskCompletedReason", t.Reason))
	case StatusCanceled:
		all = append(all, text("TaskCanceledReason", t.Reason))
	}
	return all
}

func (w *Worker) params() []param {
	all := []param{text("WorkerSid", w.Sid), text("WorkerName", w.Name), text("WorkerAttributes", w.Attributes),
		text("WorkerActivitySid", w.ActivitySid), text("WorkerActivityName", w.ActivityName), number("WorkerVersion", w.Version)}
	if w.capacity > 0 {
		all = append(all, number("WorkerChannelCapacity", w.capacity), number("WorkerChannelConsumedCapacity", w.consumed))
	}
	return all
}

// form is the body of an event callback.
func (s *Server) form(e *Event) url.Values {
	values := url.Values{}
	for _, p := range append(s.header(e), e.details()...) {
		values.Set(p.name, p.form())
	}
	return values
}

// cloudEvent is one element of the array an Event Streams webhook sink receives.
type cloudEvent struct {
	SpecVersion     string    `json:"specversion"`
	Type            string    `json:"type"`
	Source          string    `json:"source"`
	ID              string    `json:"id"`
	DataSchema      string    `json:"dataschema"`
	DataContentType string    `json:"datacontenttype"`
	Time            string    `json:"time"`
	Data            cloudData `json:"data"`
}

type cloudData struct {
	Sid         string         `json:"sid"`
	Name        string         `json:"name"`
	AccountSid  string         `json:"account_sid"`
	Timestamp   string         `json:"timestamp"`
	Level       string         `json:"level"`
	Group       string         `json:"group"`
	ProductName string         `json:"product_name"`
	PayloadType string         `json:"payload_type"`
	Payload     map[string]any `json:"payload"`
}

func (s *Server) cloud(e *Event) cloudEvent {
	payload := map[string]any{}
	for _, p := range append(s.header(e), e.details()...) {
		payload[snake(p.name)] = p.stream()
	}
	// The one name that does not follow the rule.
	delete(payload, "event_type")
	payload["eventtype"] = e.Type
	group, _, _ := strings.Cut(e.Type, ".")
	return cloudEvent{SpecVersion: "1.0", Type: "com.twilio.taskrouter." + e.Type, ID: e.CloudSid(),
		Source: "/v1/Workspaces/" + s.workspace.Sid, DataSchema: "https://events-schemas.twilio.com/TaskRouter.WDSEvent/4",
		DataContentType: "application/json", Time: isoMillis(e.At), Data: cloudData{Sid: e.Sid, Name: e.Type,
			AccountSid: s.account, Timestamp: isoMillis(e.At), Level: "INFO", Group: group, ProductName: "TaskRouter",
			PayloadType: "application/json", Payload: payload}}
}

// snake turns TaskSid into task_sid.
func snake(name string) string {
	var out strings.Builder
	for i, letter := range name {
		if unicode.IsUpper(letter) && i > 0 {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(letter))
	}
	return out.String()
}
