package twiliosim

import "time"

// newTask is what the creator of a Task chooses; the rest follows from the workspace.
type newTask struct {
	text       string
	attributes map[string]any
	channel    *taskChannel
	workflow   *workflow // nil when it goes to a queue or a worker
	queue      *queue
	worker     *worker
	force      bool // regardless of the worker's capacity and activity
	target     string
	priority   int
	timeout    int
	start      time.Time // virtual start
}

// admit stores a new Task and tells the world, without routing it yet.
func (s *Server) admit(n newTask) *task {
	t := &task{attributes: n.attributes, workflow: n.workflow, toQueue: n.queue, toWorker: n.worker, step: -1, place: -1, Task: Task{Sid: s.sids.next("WT"),
		ChannelSid: n.channel.sid, ChannelName: n.channel.uniqueName, Status: StatusPending, Attributes: n.text,
		Priority: n.priority, Timeout: n.timeout, RoutingTarget: n.target, IgnoreCapacity: n.force,
		CreatedAt: s.now, UpdatedAt: s.now, VirtualStartAt: n.start}}
	if t.VirtualStartAt.IsZero() {
		t.VirtualStartAt = s.now
	}
	if n.workflow != nil {
		t.WorkflowSid, t.WorkflowName = n.workflow.sid, n.workflow.name
	}
	t.listedAt = s.now.Add(s.assumptions.ListLag)
	s.tasks.add(t)
	s.traffic.created++
	t.deadline = s.after(time.Duration(n.timeout)*time.Second, func() { s.expire(t) })
	s.emit(Event{Type: "task.created", Task: t.view(), Description: "Task " + t.Sid + " created"})
	if n.queue != nil {
		s.enterQueue(t, n.queue)
		s.emit(Event{Type: "task-queue.entered", Task: t.view(), Description: "Task entered TaskQueue " + n.queue.name})
	}
	return t
}

func (s *Server) expire(t *task) { s.cancel(t, ttlReason) }

// cancel ends a Task that nobody has yet.
func (s *Server) cancel(t *task, reason string) {
	s.withdraw(t)
	for _, r := range t.offers {
		s.endOffer(r, ReservationCanceled)
	}
	t.offers = nil
	s.finish(t, StatusCanceled, reason)
	s.emit(Event{Type: "task.canceled", Task: t.view(), Description: reason})
}

// assign gives the Task to the worker of an accepted reservation.
func (s *Server) assign(t *task, r *reservation) {
	s.withdraw(t)
	s.stop(t.deadline)
	for _, other := range t.offers {
		if other != r {
			s.endOffer(other, ReservationRescinded)
		}
	}
	t.offers, t.held = nil, r
	t.Status, t.WorkerSid = StatusAssigned, r.WorkerSid
	s.touch(t)
	t.deadline = s.after(assignedLimit, func() { s.systemDelete(t) })
	s.setReservation(r, ReservationAccepted)
}

// wrapUp moves an assigned Task on; the worker's slot stays taken.
func (s *Server) wrapUp(t *task) {
	t.Status = StatusWrapping
	s.touch(t)
	s.emit(Event{Type: "task.wrapup", Task: t.view(), Worker: t.held.worker.view(), Description: "Task " + t.Sid + " wrapping"})
	s.setReservation(t.held, ReservationWrapping)
}

// complete ends a Task that a worker has, and frees the worker.
func (s *Server) complete(t *task, reason string) {
	holder := t.held
	s.finish(t, StatusCompleted, reason)
	s.emit(Event{Type: "task.completed", Task: t.view(), Worker: holder.worker.view(), Description: "Task " + t.Sid + " completed"})
	s.setReservation(holder, ReservationCompleted)
	t.held = nil
	s.release(holder.worker, t.ChannelSid)
}

// finish is the common end: the Task stays visible for five minutes and then leaves memory.
func (s *Server) finish(t *task, status, reason string) {
	t.Status, t.Reason = status, reason
	s.touch(t)
	s.stop(t.deadline)
	t.deadline = s.after(retention, func() { s.forget(t) })
}

// systemDelete ends an assigned Task after 24 hours, without task.completed.
func (s *Server) systemDelete(t *task) {
	s.remove(t, "task.system-deleted")
}

// remove takes a Task out at once, whatever its state.
func (s *Server) remove(t *task, eventType string) {
	s.withdraw(t)
	s.stop(t.deadline)
	for _, r := range t.offers {
		s.endOffer(r, ReservationCanceled)
	}
	t.offers = nil
	holder := t.held
	t.held = nil
	s.touch(t)
	s.emit(Event{Type: eventType, Task: t.view(), Description: "Task " + t.Sid + " deleted"})
	s.forget(t)
	if holder != nil {
		s.release(holder.worker, t.ChannelSid)
	}
}

func (s *Server) forget(t *task) {
	s.tasks.remove(t)
	for _, r := range t.history {
		delete(s.reservations, r.Sid)
	}
}
