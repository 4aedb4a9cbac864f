package twilio

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// taskChannel is the channel of every callback: it takes an agent's one voice slot, so no other call is offered
// meanwhile.
const taskChannel = "voice"

// maxTaskTimeout is Twilio's limit for a Task not yet assigned: 1,209,600 s (taskrouter/limits).
const maxTaskTimeout = 14 * 24 * time.Hour

// NewTask is a Task to create, on the channel "voice" and in the configured workflow.
type NewTask struct {
	// Attributes is the JSON of TaskAttributes.Encode.
	Attributes string
	// Timeout is how long the Task may wait for an agent before Twilio cancels it: above 0 and at most 14 days,
	// rounded up to whole seconds.
	Timeout time.Duration
	// Priority orders Tasks in a queue, highest first; not negative. A workflow target's own priority overrides it.
	Priority int
	// VirtualStartAt orders Tasks of one priority, oldest first. Twilio accepts none that is in the future, so such
	// a one, like zero, is left out, which makes it the time of creation.
	VirtualStartAt time.Time
}

// Task is a TaskRouter Task.
type Task struct {
	// Sid is the Task's id (WT...).
	Sid string
	// Status is pending, reserved, assigned, wrapping, completed or canceled.
	Status string
	// Attributes is the Task's JSON as Twilio holds it.
	Attributes string
	// Reason says why the Task was cancelled or completed, if it was.
	Reason string
	// ETag is the version for If-Match; empty on Tasks from a list.
	ETag string
	// Priority orders Tasks in a queue, highest first.
	Priority int
	// CreatedAt is in UTC, whole seconds; zero when Twilio did not say.
	CreatedAt time.Time
	// CallbackID and Dispatch are read from the attributes of a Task that Ringback created, and zero for any other.
	CallbackID string
	Dispatch   int
}

// CreateTask creates one Task with at most one request. On failure the class says what holds: NotApplied and
// Configuration leave no Task, Refused never will make one, and after Unknown there may be one.
func (c *Client) CreateTask(ctx context.Context, task NewTask) (Task, error) {
	const op = "create task"
	params, err := c.createParams(task)
	if err != nil {
		return Task{}, &Error{Class: Refused, Op: op, Message: err.Error()}
	}
	var made *taskrouter.TaskrouterV1Task
	one, failed := c.do(ctx, op, func(api *taskrouter.ApiService) (err error) {
		made, err = api.CreateTask(c.cfg.WorkspaceSid, params)
		return err
	})
	if failed != nil {
		return Task{}, asCreate(failed)
	}
	if !validSid("WT", text(made.Sid)) {
		return Task{}, &Error{Class: Unknown, Op: op, Status: one.status, Message: "the answer names no Task"}
	}
	return newTask(made, one.header.Get("ETag")), nil
}

func (c *Client) createParams(task NewTask) (*taskrouter.CreateTaskParams, error) {
	switch {
	case task.Timeout <= 0 || task.Timeout > maxTaskTimeout:
		return nil, fmt.Errorf("timeout %s is not above 0 and at most %s", task.Timeout, maxTaskTimeout)
	case task.Priority < 0 || task.Priority > math.MaxInt32:
		return nil, fmt.Errorf("priority %d is not within 0 and %d", task.Priority, math.MaxInt32)
	case encodedLength(task.Attributes) > MaxAttributes:
		return nil, errors.New("the attributes are too long")
	}
	params := &taskrouter.CreateTaskParams{}
	params.SetAttributes(task.Attributes).SetTaskChannel(taskChannel).SetWorkflowSid(c.cfg.WorkflowSid)
	params.SetTimeout(int((task.Timeout + time.Second - 1) / time.Second)).SetPriority(task.Priority)
	if !task.VirtualStartAt.IsZero() && !task.VirtualStartAt.After(c.now()) {
		params.SetVirtualStartTime(task.VirtualStartAt.UTC())
	}
	return params, nil
}

// FetchTask reads one Task. A Task that is not there, or no longer, is an error of class Gone.
func (c *Client) FetchTask(ctx context.Context, sid string) (Task, error) {
	const op = "fetch task"
	if !validSid("WT", sid) {
		return Task{}, &Error{Class: Refused, Op: op, Message: "no Task sid"}
	}
	var found *taskrouter.TaskrouterV1Task
	one, failed := c.do(ctx, op, func(api *taskrouter.ApiService) (err error) {
		found, err = api.FetchTask(c.cfg.WorkspaceSid, sid)
		return err
	})
	if failed != nil {
		return Task{}, failed
	}
	if text(found.Sid) != sid {
		return Task{}, &Error{Class: Unknown, Op: op, Status: one.status, Message: "the answer is about another Task"}
	}
	return newTask(found, one.header.Get("ETag")), nil
}

func newTask(t *taskrouter.TaskrouterV1Task, etag string) Task {
	task := Task{
		Sid:        text(t.Sid),
		Status:     text(t.AssignmentStatus),
		Attributes: text(t.Attributes),
		Reason:     text(t.Reason),
		Priority:   t.Priority,
		ETag:       etag,
	}
	if t.DateCreated != nil {
		task.CreatedAt = t.DateCreated.UTC()
	}
	task.readAttributes()
	return task
}

// readAttributes finds out whose Task it is. Attributes that cannot be read belong to somebody else's Task.
func (t *Task) readAttributes() {
	attributes, err := ParseAttributes(t.Attributes)
	if err != nil || attributes.TaskType != TaskType {
		return
	}
	t.CallbackID, t.Dispatch = attributes.CallbackID, attributes.Dispatch
}

// text returns what a pointer of twilio-go's points to, or "".
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
