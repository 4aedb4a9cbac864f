package twiliosim

import (
	"math"
	"net/http"
	"slices"
	"time"
)

// oldestVirtualStart is the year before which VirtualStartTime is refused (OpenAPI document).
const oldestVirtualStart = 1900

func (s *Server) createTask(c *call) (reply, error) {
	c.only("Timeout", "Priority", "TaskChannel", "WorkflowSid", "Attributes", "VirtualStartTime", "RoutingTarget", "IgnoreCapacity", "TaskQueueSid")
	f := c.fields
	n := newTask{text: f.text("Attributes"), priority: f.number("Priority", 0, math.MaxInt32, 0), start: f.instant("VirtualStartTime"),
		timeout: f.number("Timeout", 1, maxTaskTimeout, defaultTaskTimeout), target: f.text("RoutingTarget")}
	if n.text == "" {
		n.text = "{}"
	}
	var err error
	if n.attributes, err = readAttributes(n.text); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	f.checkStart(n.start, s.now)
	s.readDestination(f, &n)
	s.readChannel(f, &n)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	t := s.admit(n)
	s.route(t)
	return reply{status: http.StatusCreated, etag: etag(t.Version), body: s.taskResource(c, t)}, nil
}

func (f *fields) checkStart(start, now time.Time) {
	if f.has("VirtualStartTime") && (start.After(now) || start.Year() < oldestVirtualStart) {
		f.fail("VirtualStartTime must not be in the future nor before %d", oldestVirtualStart)
	}
}

func (s *Server) readChannel(f *fields, n *newTask) {
	name := f.text("TaskChannel")
	if name == "" {
		name = "default"
	}
	if n.channel = s.taskChannel(name); n.channel == nil {
		f.fail("there is no TaskChannel %q", name)
	}
}

// readDestination finds where the Task goes: a worker, a queue or a workflow; the only workflow when nothing is said.
func (s *Server) readDestination(f *fields, n *newTask) {
	target := n.target
	switch {
	case isSid(target, "WK"):
		if n.worker = s.workersBySid[target]; n.worker == nil {
			f.fail("RoutingTarget names no Worker")
		}
		n.force = !f.has("IgnoreCapacity") || slices.Contains([]string{"true", "1", "yes"}, f.text("IgnoreCapacity"))
		return
	case f.has("IgnoreCapacity"):
		f.fail("IgnoreCapacity is for a RoutingTarget that is a Worker")
	case isSid(target, "WQ") || f.has("TaskQueueSid"):
		if n.queue = s.queueBySid(firstOf(f.text("TaskQueueSid"), target)); n.queue == nil {
			f.fail("there is no such TaskQueue")
		}
		return
	case target != "" && !isSid(target, "WW"):
		f.fail("RoutingTarget is neither a Worker nor a TaskQueue nor a Workflow")
	}
	n.workflow = s.chosenWorkflow(firstOf(f.text("WorkflowSid"), target))
	if n.workflow == nil {
		f.fail("WorkflowSid names no Workflow, or there are several and none is named")
	}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (s *Server) chosenWorkflow(sid string) *workflow {
	if sid == "" && len(s.workflows) == 1 {
		return s.workflows[0]
	}
	for _, wf := range s.workflows {
		if wf.sid == sid {
			return wf
		}
	}
	return nil
}
