package twiliosim

import (
	"sort"
	"strings"
	"time"
)

const (
	// eventRetention is how long the Events API keeps an event (twilio.com/docs/taskrouter/api/event).
	eventRetention = 30 * 24 * time.Hour
	// maxEvents bounds the memory of a long benchmark; ours, TaskRouter has no such limit.
	maxEvents = 50_000
)

// Event is one state change, as it was told to the world.
type Event struct {
	Sid         string       `json:"sid"`  // EV..., the same in the form, in the stream's payload and in the Events API
	Type        string       `json:"type"` // "task.created" and so on
	Description string       `json:"description"`
	At          time.Time    `json:"at"`
	Task        *Task        `json:"task,omitempty"`
	Reservation *Reservation `json:"reservation,omitempty"`
	Worker      *Worker      `json:"worker,omitempty"`

	seq   uint64
	facts map[string]string // of events about other resources, in the form's names
}

// CloudSid is the id of the CloudEvent that carries the event: EZ and the halves of its own id, swapped.
func (e *Event) CloudSid() string { return "EZ" + e.Sid[18:] + e.Sid[2:18] }

// resource is what the event is about: the kind by its type's first word, and its id.
func (e *Event) resource() (kind, sid string) {
	kind, _, _ = strings.Cut(e.Type, ".")
	switch {
	case kind == "reservation" && e.Reservation != nil:
		return kind, e.Reservation.Sid
	case kind == "worker" && e.Worker != nil:
		return kind, e.Worker.Sid
	case kind == "task" && e.Task != nil:
		return kind, e.Task.Sid
	case kind == "workflow" && e.Task != nil:
		return kind, e.Task.WorkflowSid
	case kind == "task-queue" && e.Task != nil:
		return "taskqueue", e.Task.QueueSid
	case kind == "workflow":
		return kind, e.facts["WorkflowSid"]
	case kind == "activity":
		return kind, e.facts["ActivitySid"]
	case kind == "task-channel":
		return "taskchannel", e.facts["TaskChannelSid"]
	}
	return "taskqueue", e.facts["TaskQueueSid"]
}

// eventLog keeps events in the order they happened.
type eventLog struct {
	kept []*Event
	seq  uint64
}

func (l *eventLog) add(e *Event) {
	if len(l.kept) >= maxEvents {
		l.kept = append([]*Event(nil), l.kept[maxEvents/4:]...)
	}
	l.seq++
	e.seq = l.seq
	l.kept = append(l.kept, e)
}

// since is the part of the log from an instant on.
func (l *eventLog) since(at time.Time) []*Event {
	from := sort.Search(len(l.kept), func(i int) bool { return !l.kept[i].At.Before(at) })
	return l.kept[from:]
}

// emit logs an event and queues it for those who listen.
func (s *Server) emit(e Event) {
	e.Sid, e.At = s.sids.next("EV"), s.now
	s.events.add(&e)
	s.outbox.queue(s, &e)
}
