package twiliosim

import (
	"cmp"
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

func (s *Server) listTasks(c *call) (reply, error) {
	f := c.fields
	f.only([]string{"Priority", "WorkflowSid", "WorkflowName", "TaskQueueSid", "TaskQueueName", "EvaluateTaskAttributes", "RoutingTarget",
		"Ordering", "HasAddons", "PageSize", "Page", "PageToken"}, []string{"AssignmentStatus"})
	p := f.readPage()
	f.number("Priority", 0, math.MaxInt32, 0)
	f.truth("HasAddons", false)
	orders, err := readOrdering(f.text("Ordering"))
	if err != nil {
		return reply{}, err
	}
	evaluate, err := optionalExpression(f.text("EvaluateTaskAttributes"))
	if err != nil {
		return reply{}, invalid("EvaluateTaskAttributes: %v", err)
	}
	after, err := readTaskCursor(p.cursor)
	if err != nil {
		return reply{}, err
	}
	if err := f.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	if evaluate != nil && !s.limits.mayEvaluate(s) {
		return reply{}, tooManyRequests()
	}
	wanted := func(t *task) bool { return s.listed(f, t) && (evaluate == nil || evaluate.Eval(t.lookup)) }
	return s.taskPage(c, p, s.pageOfTasks(orders, after, p.size+1, wanted)), nil
}

func (s *Server) taskPage(c *call, p page, found []*task) reply {
	next := ""
	if len(found) > p.size {
		found = found[:p.size]
		next = taskCursorOf(found[p.size-1])
	}
	resources := make([]taskResource, 0, len(found))
	for _, t := range found {
		resource := s.taskResource(c, t)
		if s.assumptions.HideListedAttributes {
			resource.Attributes = nil
		}
		resources = append(resources, resource)
	}
	return reply{status: http.StatusOK, body: map[string]any{"tasks": resources, "meta": c.pageMeta("tasks", p, next)}}
}

// listed applies the filters of a list request.
func (s *Server) listed(f *fields, t *task) bool {
	statuses := f.values["AssignmentStatus"]
	return !t.listedAt.After(s.now) &&
		(len(statuses) == 0 || slices.ContainsFunc(statuses, func(each string) bool { return slices.Contains(strings.Split(each, ","), t.Status) })) &&
		f.agrees("WorkflowSid", t.WorkflowSid) && f.agrees("WorkflowName", t.WorkflowName) &&
		f.agrees("TaskQueueSid", t.QueueSid) && f.agrees("TaskQueueName", t.QueueName) &&
		f.agrees("RoutingTarget", t.RoutingTarget) && f.agreesTruth("HasAddons", false) &&
		f.agrees("Priority", strconv.Itoa(t.Priority))
}

// ordering is one key of a list's order.
type ordering struct {
	key  string
	down bool
}

// readOrdering takes "DateCreated:desc" or two such pairs; DateCreated and VirtualStartTime do not go together.
func readOrdering(text string) ([]ordering, error) {
	if text == "" {
		return []ordering{{key: "DateCreated"}}, nil
	}
	var orders []ordering
	for _, pair := range strings.Split(text, ",") {
		key, direction, _ := strings.Cut(pair, ":")
		if !slices.Contains([]string{"DateCreated", "Priority", "VirtualStartTime"}, key) || direction != "asc" && direction != "desc" {
			return nil, invalid("Ordering does not know %q", pair)
		}
		orders = append(orders, ordering{key: key, down: direction == "desc"})
	}
	if strings.Contains(text, "DateCreated") && strings.Contains(text, "VirtualStartTime") {
		return nil, invalid("Ordering takes DateCreated or VirtualStartTime, not both")
	}
	return orders, nil
}

// taskCursor is the place of the last Task of a page; lists go on after it, wherever others went meanwhile.
type taskCursor struct {
	Seq      uint64 `json:"s"`
	Priority int    `json:"p"`
	Start    int64  `json:"v"` // virtual start, nanoseconds
}

func taskCursorOf(t *task) string {
	text, _ := json.Marshal(t.cursor()) // numbers always encode
	return string(text)
}

func readTaskCursor(text string) (*taskCursor, error) {
	if text == "" {
		return nil, nil
	}
	var at taskCursor
	if err := json.Unmarshal([]byte(text), &at); err != nil {
		return nil, invalid("parameter %q is not one of ours", "PageToken")
	}
	return &at, nil
}

func (a taskCursor) compare(b taskCursor, orders []ordering) int {
	for _, order := range orders {
		result := cmp.Compare(a.Seq, b.Seq)
		switch order.key {
		case "Priority":
			result = cmp.Compare(a.Priority, b.Priority)
		case "VirtualStartTime":
			result = cmp.Compare(a.Start, b.Start)
		}
		if order.down {
			result = -result
		}
		if result != 0 {
			return result
		}
	}
	return cmp.Compare(a.Seq, b.Seq)
}

// pageOfTasks gives up to so many Tasks after the cursor. In the order of creation it walks from the cursor on.
func (s *Server) pageOfTasks(orders []ordering, after *taskCursor, most int, wanted func(*task) bool) []*task {
	if len(orders) == 1 && orders[0].key == "DateCreated" {
		return s.tasks.walk(orders[0].down, after, most, wanted)
	}
	var found []*task
	for _, each := range s.tasks.ordered {
		if each.task != nil && wanted(each.task) && (after == nil || each.task.cursor().compare(*after, orders) > 0) {
			found = append(found, each.task)
		}
	}
	slices.SortFunc(found, func(a, b *task) int { return a.cursor().compare(b.cursor(), orders) })
	return found[:min(most, len(found))]
}

func (t *task) cursor() taskCursor {
	return taskCursor{Seq: t.seq, Priority: t.Priority, Start: t.VirtualStartAt.UnixNano()}
}

func (st *taskStore) walk(down bool, after *taskCursor, most int, wanted func(*task) bool) []*task {
	var found []*task
	i, step := 0, 1
	switch {
	case down && after != nil:
		i, step = st.position(after.Seq)-1, -1
	case down:
		i, step = len(st.ordered)-1, -1
	case after != nil:
		i = st.position(after.Seq + 1)
	}
	for ; i >= 0 && i < len(st.ordered) && len(found) < most; i += step {
		if t := st.ordered[i].task; t != nil && wanted(t) {
			found = append(found, t)
		}
	}
	return found
}
