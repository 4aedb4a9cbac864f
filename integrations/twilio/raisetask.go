package twilio

import (
	"context"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// RaiseTask gives a waiting Task another priority, only if it is still as it was read: a Task that an agent has taken meanwhile, or that
// has ended, is left alone and reported as false. A target of the workflow that has a priority of its own wins over it.
func (c *Client) RaiseTask(ctx context.Context, task Task, priority int) (bool, error) {
	if task.Status != "pending" && task.Status != "reserved" {
		return false, nil
	}
	params := (&taskrouter.UpdateTaskParams{}).SetPriority(priority)
	if task.ETag != "" {
		params.SetIfMatch(task.ETag)
	}
	_, failed := c.do(ctx, "raise task", func(api *taskrouter.ApiService) error {
		_, err := api.UpdateTask(c.cfg.WorkspaceSid, task.Sid, params)
		return err
	})
	switch {
	case failed == nil:
		return true, nil
	case failed.Class == Conflict, failed.Class == Gone:
		return false, nil
	}
	return false, failed
}
