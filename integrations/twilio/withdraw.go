package twilio

import (
	"context"
	"fmt"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// LeftWithAgent means that WithdrawTask left a Task alone: an agent has it.
const LeftWithAgent = "with agent"

// WithdrawTask cancels a Task that no agent has yet, and gives reason (a short phrase without personal data) for it. It answers
// EndedCanceled, EndedGone, or LeftWithAgent for one that came too late: what an agent has is never touched. Repeating it is harmless.
func (c *Client) WithdrawTask(ctx context.Context, sid, reason string) (string, error) {
	var last error
	for range endTries {
		task, err := c.FetchTask(ctx, sid)
		if ClassOf(err) == Gone {
			return EndedGone, nil
		}
		if err != nil {
			return "", fmt.Errorf("withdraw task: %w", err)
		}
		if task.Status == "assigned" || task.Status == "wrapping" {
			return LeftWithAgent, nil
		}
		ended, err := c.endAsFound(ctx, task, reason)
		if ClassOf(err) != Conflict {
			return ended, err
		}
		last = err
	}
	return "", last
}

// WaitingTasks returns the Tasks of the whole workspace, of any workflow, that no agent has yet, newest first.
func (c *Client) WaitingTasks(ctx context.Context) ([]Task, error) {
	params := (&taskrouter.ListTaskParams{}).SetAssignmentStatus([]string{"pending", "reserved"}).SetOrdering("DateCreated:desc").SetPageSize(c.cfg.PageSize)
	return c.listTasks(ctx, "list waiting tasks", params)
}
