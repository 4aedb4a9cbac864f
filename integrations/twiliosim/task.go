package twiliosim

import (
	"slices"
	"time"
)

// Limits and times of Tasks (twilio.com/docs/taskrouter/limits and lifecycle-task-state).
const (
	defaultTaskTimeout = 86_400          // seconds to assignment
	maxTaskTimeout     = 1_209_600       // seconds, two weeks
	assignedLimit      = 24 * time.Hour  // then task.system-deleted
	retention          = 5 * time.Minute // of completed and canceled Tasks
	maxAssignments     = 1_000           // moves from pending to reserved
	ttlReason          = "Task TTL Exceeded"
	assignmentsReason  = "Task TTL Exceeded or Max assignment count exceeded"
)

// Assignment statuses of a Task.
const (
	StatusPending   = "pending"
	StatusReserved  = "reserved"
	StatusAssigned  = "assigned"
	StatusWrapping  = "wrapping"
	StatusCompleted = "completed"
	StatusCanceled  = "canceled"
)

// Task is a Task as it is at one moment; times are the workspace clock's.
type Task struct {
	Sid            string    `json:"sid"`
	WorkflowSid    string    `json:"workflow_sid,omitempty"`
	WorkflowName   string    `json:"workflow_name,omitempty"`
	QueueSid       string    `json:"queue_sid,omitempty"`
	QueueName      string    `json:"queue_name,omitempty"`
	ChannelSid     string    `json:"channel_sid"`
	ChannelName    string    `json:"channel_name"`
	Status         string    `json:"status"` // one of the Status constants
	Attributes     string    `json:"attributes"`
	Priority       int       `json:"priority"`
	Timeout        int       `json:"timeout"` // seconds to assignment
	Reason         string    `json:"reason,omitempty"`
	RoutingTarget  string    `json:"routing_target,omitempty"`
	IgnoreCapacity bool      `json:"ignore_capacity,omitempty"`
	WorkerSid      string    `json:"worker_sid,omitempty"` // who has it, from assigned on
	Version        int       `json:"version"`
	CreatedAt      time.Time `json:"created_at"`
	UpdatedAt      time.Time `json:"updated_at"`
	QueueEnteredAt time.Time `json:"queue_entered_at"`
	VirtualStartAt time.Time `json:"virtual_start_at"`

	queueExpression string
}

// Live says whether the Task can still reach a person: neither completed nor canceled.
func (t Task) Live() bool { return t.Status != StatusCompleted && t.Status != StatusCanceled }

type task struct {
	Task
	seq         uint64
	attributes  map[string]any
	workflow    *workflow // nil when it goes straight to a queue or a worker
	toQueue     *queue
	toWorker    *worker
	filter      *filter // what it matched last, nil for the default filter or none
	step        int     // index of the target it is at; -1 before the first
	bucket      *bucket
	place       int // in the bucket's heap
	order       int64
	deadline    *timer // TTL, then the limit on assigned Tasks, then retention
	stepEnd     *timer // end of the current target
	offers      []*reservation
	held        *reservation
	history     []*reservation
	assignments int
	snapshot    *Task
	listedAt    time.Time
}

// touch marks a change of the Task; every event after it carries the new version.
func (s *Server) touch(t *task) {
	t.Version++
	t.UpdatedAt = s.now
	t.snapshot = nil
}

// view is an immutable copy, shared by the events of one version.
func (t *task) view() *Task {
	if t.snapshot == nil {
		snapshot := t.Task
		t.snapshot = &snapshot
	}
	return t.snapshot
}

// offered is the reservation that waits for that worker's answer.
func (t *task) offered(w *worker) *reservation {
	i := slices.IndexFunc(t.offers, func(r *reservation) bool { return r.worker == w })
	if i < 0 {
		return nil
	}
	return t.offers[i]
}
