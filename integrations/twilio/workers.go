package twilio

import (
	"context"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// Worker is an agent as TaskRouter knows it.
type Worker struct {
	// Sid is the worker's id (WK...).
	Sid string
	// Name is the friendly name, unique in the workspace.
	Name string
	// ActivityName is what the agent is doing, such as "Offline"; the site chooses the names.
	ActivityName string
	// Available reports whether Tasks are offered in that activity.
	Available bool
	// Attributes is the worker's JSON; empty where the list leaves it out.
	Attributes string
}

// Workers returns all workers of the workspace.
func (c *Client) Workers(ctx context.Context) ([]Worker, error) {
	return c.listWorkers(ctx, (&taskrouter.ListWorkerParams{}).SetPageSize(c.cfg.PageSize))
}

// WorkersIn returns the workers whom TaskRouter counts to a TaskQueue, by the queue's expression and their attributes.
func (c *Client) WorkersIn(ctx context.Context, queueSid string) ([]Worker, error) {
	if err := usable("list workers", "WQ", queueSid); err != nil {
		return nil, err
	}
	return c.listWorkers(ctx, (&taskrouter.ListWorkerParams{}).SetTaskQueueSid(queueSid).SetPageSize(c.cfg.PageSize))
}

func (c *Client) listWorkers(ctx context.Context, params *taskrouter.ListWorkerParams) ([]Worker, error) {
	var workers []Worker
	err := c.pages(ctx, "list workers", func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageWorker(c.cfg.WorkspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		if page.Workers == nil && page.Meta.Key == "" {
			return pageMeta{}, errNoList
		}
		for i := range page.Workers {
			workers = append(workers, newWorker(&page.Workers[i]))
		}
		return page.Meta, nil
	})
	if err != nil {
		return nil, err
	}
	return workers, nil
}

func newWorker(w *taskrouter.TaskrouterV1Worker) Worker {
	return Worker{
		Sid:          text(w.Sid),
		Name:         text(w.FriendlyName),
		ActivityName: text(w.ActivityName),
		Available:    w.Available != nil && *w.Available,
		Attributes:   text(w.Attributes),
	}
}

// CheckWorkspace reads the workspace, which says whether Twilio can be reached with our credentials. A workspace that
// does not exist is of class Configuration.
func (c *Client) CheckWorkspace(ctx context.Context) error {
	const op = "fetch workspace"
	var found *taskrouter.TaskrouterV1Workspace
	one, failed := c.do(ctx, op, func(api *taskrouter.ApiService) (err error) {
		found, err = api.FetchWorkspace(c.cfg.WorkspaceSid)
		return err
	})
	switch {
	case failed != nil && failed.Class == Gone:
		failed.Class = Configuration
		return failed
	case failed != nil:
		return failed
	case text(found.Sid) != c.cfg.WorkspaceSid:
		return &Error{Class: Configuration, Op: op, Status: one.status, Message: "the answer is about another workspace"}
	}
	return nil
}
