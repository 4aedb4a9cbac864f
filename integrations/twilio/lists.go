package twilio

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
	"golang.org/x/sync/errgroup"
)

// LiveTasks returns the Tasks of our workflow that have not ended, newest first. One such list settles any number of
// unknown results. A Task that ends while it is read may be among them or not.
func (c *Client) LiveTasks(ctx context.Context) ([]Task, error) {
	params := (&taskrouter.ListTaskParams{}).
		SetWorkflowSid(c.cfg.WorkflowSid).
		SetAssignmentStatus([]string{"pending", "reserved", "assigned", "wrapping"}).
		SetOrdering("DateCreated:desc").
		SetPageSize(c.cfg.PageSize)
	return c.listTasks(ctx, "list live tasks", params)
}

func (c *Client) listTasks(ctx context.Context, op string, params *taskrouter.ListTaskParams) ([]Task, error) {
	var found collected
	err := c.pages(ctx, op, func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageTask(c.cfg.WorkspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		if page.Tasks == nil && page.Meta.Key == "" {
			return pageMeta{}, errNoList
		}
		for i := range page.Tasks {
			found.add(newTask(&page.Tasks[i], ""))
		}
		return page.Meta, nil
	})
	if err != nil {
		return nil, err
	}
	return c.withAttributes(ctx, found.tasks)
}

// collected gathers Tasks from pages, each once: a list that changes while it is read can show a Task on two pages.
type collected struct {
	tasks []Task
	seen  map[string]bool
}

func (l *collected) add(task Task) {
	if l.seen == nil {
		l.seen = make(map[string]bool)
	}
	if l.seen[task.Sid] {
		return
	}
	l.seen[task.Sid] = true
	l.tasks = append(l.tasks, task)
}

// withAttributes fetches the Tasks whose attributes the list left out. TaskRouter's schema says that lists omit them,
// its examples show them; without them we could not recognise our own Task and would create it again.
func (c *Client) withAttributes(ctx context.Context, tasks []Task) ([]Task, error) {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(c.cfg.Concurrency)
	gone := make([]bool, len(tasks))
	for i := range tasks {
		if tasks[i].Attributes != "" {
			continue
		}
		group.Go(func() error {
			task, err := c.FetchTask(ctx, tasks[i].Sid)
			if ClassOf(err) == Gone {
				gone[i] = true
				return nil
			}
			if err != nil {
				return fmt.Errorf("list live tasks: %w", err)
			}
			tasks[i] = task
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return without(tasks, gone), nil
}

func without(tasks []Task, gone []bool) []Task {
	kept := tasks[:0]
	for i, task := range tasks {
		if !gone[i] {
			kept = append(kept, task)
		}
	}
	return kept
}

// TasksCreatedSince returns the Tasks of our workflow created at since or later, ended ones included, from
// TaskRouter's event log, which is kept for 30 days. Each is as it was created: Status is not its present one and
// ETag is empty. since is taken down to the whole second.
func (c *Client) TasksCreatedSince(ctx context.Context, since time.Time) ([]Task, error) {
	params := (&taskrouter.ListEventParams{}).
		SetEventType("task.created").
		SetWorkflowSid(c.cfg.WorkflowSid).
		SetStartDate(since.UTC().Truncate(time.Second)).
		SetPageSize(c.cfg.PageSize)
	var found collected
	err := c.pages(ctx, "list created tasks", func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageEvent(c.cfg.WorkspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		if page.Events == nil && page.Meta.Key == "" {
			return pageMeta{}, errNoList
		}
		for i := range page.Events {
			if task, ok := createdTask(&page.Events[i]); ok {
				found.add(task)
			}
		}
		return page.Meta, nil
	})
	if err != nil {
		return nil, err
	}
	return found.tasks, nil
}

// createdTask reads the Task out of a task.created event. The filter is TaskRouter's, but what decides over a second
// call to a donor is checked again here.
func createdTask(event *taskrouter.TaskrouterV1Event) (Task, bool) {
	if text(event.EventType) != "task.created" || event.EventData == nil {
		return Task{}, false
	}
	data, ok := (*event.EventData).(map[string]any)
	if !ok {
		return Task{}, false
	}
	task := Task{
		Sid:        word(data["task_sid"]),
		Status:     word(data["task_assignment_status"]),
		Attributes: word(data["task_attributes"]),
	}
	if task.Sid == "" {
		task.Sid = text(event.ResourceSid)
	}
	if event.EventDate != nil {
		task.CreatedAt = event.EventDate.UTC()
	}
	task.readAttributes()
	return task, validSid("WT", task.Sid)
}

// word returns a decoded JSON string, or "" for anything else.
func word(v any) string {
	s, _ := v.(string) // anything else is no value of ours
	return s
}

// EventsSince returns what TaskRouter logged at since or later in the whole workspace, oldest first as it lists them, in the form in
// which events arrive by webhook. The log is kept for 30 days; since is taken down to the whole second.
func (c *Client) EventsSince(ctx context.Context, since time.Time) ([]Event, error) {
	params := (&taskrouter.ListEventParams{}).SetStartDate(since.UTC().Truncate(time.Second)).SetPageSize(c.cfg.PageSize)
	var events []Event
	seen := make(map[string]bool)
	err := c.pages(ctx, "list events", func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageEvent(c.cfg.WorkspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		if page.Events == nil && page.Meta.Key == "" {
			return pageMeta{}, errNoList
		}
		for i := range page.Events {
			if e := loggedEvent(&page.Events[i]); e.Sid != "" && !seen[e.Sid] {
				seen[e.Sid] = true
				events = append(events, e)
			}
		}
		return page.Meta, nil
	})
	return events, err
}

// loggedEvent reads an entry of the log: its data has the names of a CloudEvent's payload, its envelope says what the data may leave out.
func loggedEvent(entry *taskrouter.TaskrouterV1Event) Event {
	data, err := json.Marshal(entry.EventData)
	payload := object{}
	if err == nil {
		if fields, err := parseObject(data); err == nil {
			payload = fields
		}
	}
	e := newEvent(func(_, name string) string { return payload.word(name) })
	e.Sid, e.Type = text(entry.Sid), text(entry.EventType)
	if entry.EventDateMs != nil && *entry.EventDateMs > 0 {
		e.At = time.UnixMilli(*entry.EventDateMs).UTC()
	} else if entry.EventDate != nil && e.At.IsZero() {
		e.At = entry.EventDate.UTC()
	}
	if e.TaskSid == "" && text(entry.ResourceType) == "task" {
		e.TaskSid = text(entry.ResourceSid)
	}
	return e
}
