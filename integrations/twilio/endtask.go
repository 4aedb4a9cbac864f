package twilio

import (
	"context"
	"fmt"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// How EndTask left a Task.
const (
	// EndedCanceled means that no agent had the Task, and now none will.
	EndedCanceled = "canceled"
	// EndedCompleted means that an agent had it; Twilio cancels no assigned Task.
	EndedCompleted = "completed"
	// EndedGone means that it had ended before, or does not exist.
	EndedGone = "gone"
)

// endTries bounds how often EndTask starts anew after the Task changed under it; each change brings it nearer its end.
const endTries = 3

// EndTask ends a Task whatever its state, and gives reason (a short phrase without personal data) for it. Repeating
// it is harmless. An error of class Conflict means that the Task kept changing; after any error it may still be live.
func (c *Client) EndTask(ctx context.Context, sid, reason string) (endedAs string, err error) {
	var last error
	for range endTries {
		task, err := c.FetchTask(ctx, sid)
		if ClassOf(err) == Gone {
			return EndedGone, nil
		}
		if err != nil {
			return "", fmt.Errorf("end task: %w", err)
		}
		ended, err := c.endAsFound(ctx, task, reason)
		if ClassOf(err) != Conflict {
			return ended, err
		}
		last = err
	}
	return "", last
}

// endAsFound makes the one step from the state in which the Task was found, and only if it still is in it.
func (c *Client) endAsFound(ctx context.Context, task Task, reason string) (endedAs string, err error) {
	const op = "end task"
	var ended string
	switch task.Status {
	case "pending", "reserved":
		ended = EndedCanceled
	case "assigned", "wrapping":
		ended = EndedCompleted
	case "canceled", "completed":
		return EndedGone, nil
	default:
		return "", &Error{Class: Unknown, Op: op, Message: "the Task is in no state we know"}
	}
	params := (&taskrouter.UpdateTaskParams{}).SetAssignmentStatus(ended).SetReason(reason)
	if task.ETag != "" {
		params.SetIfMatch(task.ETag)
	}
	_, failed := c.do(ctx, op, func(api *taskrouter.ApiService) error {
		_, err := api.UpdateTask(c.cfg.WorkspaceSid, task.Sid, params)
		return err
	})
	return judgeEnd(ended, failed)
}

// judgeEnd: a Task that vanished has ended, and one whose state does not allow the step any more has moved on since it
// was read, which is no failure but a reason to read it again.
func judgeEnd(ended string, failed *Error) (endedAs string, err error) {
	switch {
	case failed == nil:
		return ended, nil
	case failed.Class == Gone:
		return EndedGone, nil
	case failed.Code == codeBadRequest:
		failed.Class = Conflict
	}
	return "", failed
}
