package twiliosim

import (
	"math"
	"net/http"
)

func (s *Server) fetchTask(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[c.path("Sid")]
	if t == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	return s.taskReply(c, t), nil
}

func (s *Server) taskReply(c *call, t *task) reply {
	return reply{status: http.StatusOK, etag: etag(t.Version), body: s.taskResource(c, t)}
}

func (s *Server) deleteTask(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[c.path("Sid")]
	if t == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	if err := c.matches(etag(t.Version)); err != nil {
		return reply{}, err
	}
	s.remove(t, "task.deleted")
	return reply{status: http.StatusNoContent}, nil
}

// updateTask changes facts, or the status, and never both: TaskRouter wants two requests for that.
func (s *Server) updateTask(c *call) (reply, error) {
	c.only("Attributes", "AssignmentStatus", "Reason", "Priority", "TaskChannel", "VirtualStartTime")
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[c.path("Sid")]
	if t == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	if err := c.matches(etag(t.Version)); err != nil {
		return reply{}, err
	}
	f := c.fields
	if f.has("AssignmentStatus") && f.has("Attributes") {
		f.fail("AssignmentStatus and Attributes need two requests")
	}
	if err := f.err(); err != nil {
		return reply{}, err
	}
	change := s.changeFacts
	if f.has("AssignmentStatus") {
		change = s.changeStatus
	}
	if err := change(t, f); err != nil {
		return reply{}, err
	}
	return s.taskReply(c, t), nil
}

func (s *Server) changeFacts(t *task, f *fields) error {
	next := t.Task
	next.Priority = f.number("Priority", 0, math.MaxInt32, t.Priority)
	if f.has("VirtualStartTime") {
		next.VirtualStartAt = f.instant("VirtualStartTime")
		f.checkStart(next.VirtualStartAt, s.now)
	}
	if f.has("TaskChannel") {
		channel := s.taskChannel(f.text("TaskChannel"))
		if channel == nil {
			return invalid("there is no TaskChannel %q", f.text("TaskChannel"))
		}
		if channel.sid != t.ChannelSid && (t.held != nil || len(t.offers) > 0) {
			return invalid("the TaskChannel of a Task that was offered cannot change")
		}
		next.ChannelSid, next.ChannelName = channel.sid, channel.uniqueName
	}
	if err := f.err(); err != nil {
		return err
	}
	attributes := t.attributes
	if f.has("Attributes") {
		read, err := readAttributes(f.text("Attributes"))
		if err != nil {
			return err
		}
		attributes, next.Attributes = read, f.text("Attributes")
	}
	s.change(t, next, attributes)
	return nil
}

// change puts new facts in place of the old ones; a Task that waits is routed anew by them.
func (s *Server) change(t *task, next Task, attributes map[string]any) {
	waits := t.Status == StatusPending
	if waits {
		s.withdraw(t)
	}
	t.Task, t.attributes = next, attributes
	s.touch(t)
	s.emit(Event{Type: "task.updated", Task: t.view(), Description: "Task " + t.Sid + " updated"})
	if waits {
		s.route(t)
	}
}

func (s *Server) changeStatus(t *task, f *fields) error {
	wanted, reason := f.text("AssignmentStatus"), f.text("Reason")
	if f.has("Priority") || f.has("TaskChannel") || f.has("VirtualStartTime") {
		return invalid("AssignmentStatus goes with Reason only")
	}
	if (wanted == StatusCanceled || wanted == StatusCompleted) && reason == "" {
		return invalid("Reason is required with %s", wanted)
	}
	return s.moveTo(t, wanted, reason)
}

// moveTo makes the steps that a client may: cancel what nobody has, wrap up and complete what somebody has.
func (s *Server) moveTo(t *task, wanted, reason string) error {
	switch {
	case wanted == StatusCanceled && (t.Status == StatusPending || t.Status == StatusReserved):
		s.cancel(t, reason)
	case wanted == StatusWrapping && t.Status == StatusAssigned:
		s.wrapUp(t)
	case wanted == StatusCompleted && t.held != nil:
		s.complete(t, reason)
	default:
		return invalid("cannot move a Task from %s to %q", t.Status, wanted)
	}
	return nil
}
