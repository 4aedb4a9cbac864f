package twilio

import (
	"context"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// Queue is a TaskQueue.
type Queue struct {
	Sid, Name string
	// Workers is the expression that says which workers are in it; empty means nobody.
	Workers string
}

// Queues returns the workspace's TaskQueues.
func (a *Admin) Queues(ctx context.Context, workspaceSid string) ([]Queue, error) {
	const op = "list task queues"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return nil, err
	}
	var all []Queue
	params := (&taskrouter.ListTaskQueueParams{}).SetPageSize(a.tasks.cfg.PageSize)
	err := a.tasks.pages(ctx, op, func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageTaskQueue(workspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		for i := range page.TaskQueues {
			q := &page.TaskQueues[i]
			all = append(all, Queue{text(q.Sid), text(q.FriendlyName), text(q.TargetWorkers)})
		}
		return page.Meta, listed(page.TaskQueues != nil, page.Meta)
	})
	return all, err
}

// CreateQueue makes a TaskQueue and returns its sid.
func (a *Admin) CreateQueue(ctx context.Context, workspaceSid, name, workers string) (sid string, err error) {
	const op = "create task queue"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return "", err
	}
	err = a.router(ctx, op, func(api *taskrouter.ApiService) error {
		made, err := api.CreateTaskQueue(workspaceSid, (&taskrouter.CreateTaskQueueParams{}).SetFriendlyName(name).SetTargetWorkers(workers))
		if err == nil {
			sid = text(made.Sid)
		}
		return err
	})
	return sid, err
}

// SetQueueWorkers changes which workers are in a TaskQueue.
func (a *Admin) SetQueueWorkers(ctx context.Context, workspaceSid, queueSid, workers string) error {
	const op = "change task queue"
	if err := usable(op, "WQ", queueSid); err != nil {
		return err
	}
	return a.router(ctx, op, func(api *taskrouter.ApiService) error {
		_, err := api.UpdateTaskQueue(workspaceSid, queueSid, (&taskrouter.UpdateTaskQueueParams{}).SetTargetWorkers(workers))
		return err
	})
}

// DeleteQueue deletes a TaskQueue; one that is not there is no error.
func (a *Admin) DeleteQueue(ctx context.Context, workspaceSid, queueSid string) error {
	const op = "delete task queue"
	if err := usable(op, "WQ", queueSid); err != nil {
		return err
	}
	return gone(a.router(ctx, op, func(api *taskrouter.ApiService) error { return api.DeleteTaskQueue(workspaceSid, queueSid) }))
}

// Workflow is a TaskRouter workflow.
type Workflow struct {
	Sid, Name string
	// Configuration is its JSON, as it was written.
	Configuration string
}

// Workflows returns the workspace's workflows.
func (a *Admin) Workflows(ctx context.Context, workspaceSid string) ([]Workflow, error) {
	const op = "list workflows"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return nil, err
	}
	var all []Workflow
	params := (&taskrouter.ListWorkflowParams{}).SetPageSize(a.tasks.cfg.PageSize)
	err := a.tasks.pages(ctx, op, func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageWorkflow(workspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		for i := range page.Workflows {
			w := &page.Workflows[i]
			all = append(all, Workflow{text(w.Sid), text(w.FriendlyName), text(w.Configuration)})
		}
		return page.Meta, listed(page.Workflows != nil, page.Meta)
	})
	return all, err
}

// CreateWorkflow makes a workflow and returns its sid.
func (a *Admin) CreateWorkflow(ctx context.Context, workspaceSid, name, configuration string) (sid string, err error) {
	const op = "create workflow"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return "", err
	}
	err = a.router(ctx, op, func(api *taskrouter.ApiService) error {
		made, err := api.CreateWorkflow(workspaceSid, (&taskrouter.CreateWorkflowParams{}).SetFriendlyName(name).SetConfiguration(configuration))
		if err == nil {
			sid = text(made.Sid)
		}
		return err
	})
	return sid, err
}

// SetConfiguration changes a workflow's rules. Tasks that are in it stay where they are.
func (a *Admin) SetConfiguration(ctx context.Context, workspaceSid, workflowSid, configuration string) error {
	const op = "change workflow"
	if err := usable(op, "WW", workflowSid); err != nil {
		return err
	}
	return a.router(ctx, op, func(api *taskrouter.ApiService) error {
		_, err := api.UpdateWorkflow(workspaceSid, workflowSid, (&taskrouter.UpdateWorkflowParams{}).SetConfiguration(configuration))
		return err
	})
}

// DeleteWorkflow deletes a workflow; one that is not there is no error.
func (a *Admin) DeleteWorkflow(ctx context.Context, workspaceSid, workflowSid string) error {
	const op = "delete workflow"
	if err := usable(op, "WW", workflowSid); err != nil {
		return err
	}
	return gone(a.router(ctx, op, func(api *taskrouter.ApiService) error { return api.DeleteWorkflow(workspaceSid, workflowSid) }))
}

// DeleteTask deletes a Task, so that its workflow can be deleted; one that is not there is no error.
func (a *Admin) DeleteTask(ctx context.Context, workspaceSid, taskSid string) error {
	const op = "delete task"
	if err := usable(op, "WT", taskSid); err != nil {
		return err
	}
	return gone(a.router(ctx, op, func(api *taskrouter.ApiService) error { return api.DeleteTask(workspaceSid, taskSid, nil) }))
}
