package twiliosim

import "net/http"

type queueResource struct {
	AccountSid              string            `json:"account_sid"`
	AssignmentActivitySid   *string           `json:"assignment_activity_sid"`
	AssignmentActivityName  *string           `json:"assignment_activity_name"`
	DateCreated             *string           `json:"date_created"`
	DateUpdated             *string           `json:"date_updated"`
	FriendlyName            string            `json:"friendly_name"`
	MaxReservedWorkers      int               `json:"max_reserved_workers"`
	ReservationActivitySid  *string           `json:"reservation_activity_sid"`
	ReservationActivityName *string           `json:"reservation_activity_name"`
	Sid                     string            `json:"sid"`
	TargetWorkers           string            `json:"target_workers"`
	TaskOrder               string            `json:"task_order"`
	URL                     string            `json:"url"`
	WorkspaceSid            string            `json:"workspace_sid"`
	Links                   map[string]string `json:"links"`
}

func (s *Server) queueResource(c *call, q *queue) queueResource {
	base := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	order := "FIFO"
	if q.lifo {
		order = "LIFO"
	}
	return queueResource{AccountSid: s.account, AssignmentActivitySid: optional(q.assignment), AssignmentActivityName: s.activityName(q.assignment),
		DateCreated: stamp(q.createdAt), DateUpdated: stamp(q.updatedAt), FriendlyName: q.name, MaxReservedWorkers: q.maxReserved,
		ReservationActivitySid: optional(q.reservation), ReservationActivityName: s.activityName(q.reservation), Sid: q.sid,
		TargetWorkers: q.source, TaskOrder: order, URL: base + "/TaskQueues/" + q.sid, WorkspaceSid: s.workspace.Sid,
		Links: map[string]string{"workspace": base}}
}

func (s *Server) listQueues(c *call) (reply, error) {
	c.only("FriendlyName", "PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	all := []queueResource{}
	for _, q := range s.queues {
		if c.fields.agrees("FriendlyName", q.name) {
			all = append(all, s.queueResource(c, q))
		}
	}
	return listReply(c, "task_queues", p, all)
}

func (s *Server) fetchQueue(c *call) (reply, error) {
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
	return reply{status: http.StatusOK, body: s.queueResource(c, q)}, nil
}

// queueSettings reads what create and update have in common; what is absent stays as it is.
func (s *Server) queueSettings(f *fields, next *queue) error {
	if f.has("FriendlyName") {
		next.name = f.required("FriendlyName")
	}
	if f.has("TargetWorkers") {
		if err := next.setTarget(f.text("TargetWorkers")); err != nil {
			return err
		}
	}
	next.maxReserved = f.number("MaxReservedWorkers", 1, maxReservedWorkers, next.maxReserved)
	if f.has("TaskOrder") {
		next.lifo = f.text("TaskOrder") == "LIFO"
		if !next.lifo && f.text("TaskOrder") != "FIFO" {
			f.fail("TaskOrder is FIFO or LIFO")
		}
	}
	for key, to := range map[string]*string{"ReservationActivitySid": &next.reservation, "AssignmentActivitySid": &next.assignment} {
		if f.has(key) {
			*to = f.text(key)
			if s.activityBySid(*to) == nil {
				f.fail("parameter %q names no Activity", key)
			}
		}
	}
	return f.err()
}

func (s *Server) createQueue(c *call) (reply, error) {
	c.only("FriendlyName", "TargetWorkers", "MaxReservedWorkers", "TaskOrder", "ReservationActivitySid", "AssignmentActivitySid")
	c.fields.required("FriendlyName")
	s.lock()
	defer s.mu.Unlock()
	wanted := queue{maxReserved: 1}
	if err := wanted.setTarget("1==1"); err != nil {
		return reply{}, err
	}
	if err := s.queueSettings(c.fields, &wanted); err != nil {
		return reply{}, err
	}
	for _, other := range s.queues {
		if other.name == wanted.name {
			return reply{}, invalid("there is a TaskQueue %q already", wanted.name)
		}
	}
	q, err := s.addQueue(wanted.name, wanted.source)
	if err != nil {
		return reply{}, err
	}
	q.maxReserved, q.lifo, q.reservation, q.assignment = wanted.maxReserved, wanted.lifo, wanted.reservation, wanted.assignment
	return reply{status: http.StatusCreated, body: s.queueResource(c, q)}, nil
}

func (s *Server) updateQueue(c *call) (reply, error) {
	c.only("FriendlyName", "TargetWorkers", "MaxReservedWorkers", "TaskOrder", "ReservationActivitySid", "AssignmentActivitySid")
	s.lock()
	defer s.mu.Unlock()
	q := s.queueBySid(c.path("Sid"))
	if q == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	next := *q
	if err := s.queueSettings(c.fields, &next); err != nil {
		return reply{}, err
	}
	changed := next.source != q.source
	*q = next
	q.updatedAt = s.now
	if changed {
		s.emit(Event{Type: "task-queue.expression.updated", facts: q.facts(), Description: "TaskQueue " + q.sid + " expression updated"})
		s.rejoin(q)
	}
	return reply{status: http.StatusOK, body: s.queueResource(c, q)}, nil
}
