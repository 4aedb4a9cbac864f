package twiliosim

import (
	"net/http"
	"slices"
)

// deleteQueue refuses while a workflow sends there or a Task waits there, as TaskRouter's console does (assumed for the API).
func (s *Server) deleteQueue(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	q := s.queueBySid(c.path("Sid"))
	if q == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	for _, wf := range s.workflows {
		if wf.sendsTo(q) {
			return reply{}, invalid("the Workflow %q sends to this TaskQueue", wf.name)
		}
	}
	s.queues = slices.DeleteFunc(s.queues, func(each *queue) bool { return each == q })
	for _, w := range s.workers {
		delete(w.queues, q)
	}
	s.emit(Event{Type: "task-queue.deleted", facts: q.facts(), Description: "TaskQueue " + q.name + " deleted"})
	return reply{status: http.StatusNoContent}, nil
}

// sendsTo says whether a target or the default filter of the workflow names the queue.
func (wf *workflow) sendsTo(q *queue) bool {
	return wf.fallback == q || slices.ContainsFunc(wf.filters, func(f *filter) bool {
		return slices.ContainsFunc(f.targets, func(t *target) bool { return t.queue == q })
	})
}

func (s *Server) deleteWorkflow(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	wf, err := s.namedWorkflow(c)
	if err != nil {
		return reply{}, err
	}
	for _, each := range s.tasks.ordered {
		if each.task != nil && each.task.workflow == wf {
			return reply{}, invalid("the Workflow has Tasks")
		}
	}
	s.workflows = slices.DeleteFunc(s.workflows, func(each *workflow) bool { return each == wf })
	s.emit(Event{Type: "workflow.deleted", facts: wf.facts(), Description: "Workflow " + wf.name + " deleted"})
	return reply{status: http.StatusNoContent}, nil
}
