package twiliosim

import (
	"encoding/json"
	"maps"
)

// Accept accepts a pending reservation, named by its own id or by its Task's.
func (s *Server) Accept(sid string) error { return s.byHand(sid, ReservationAccepted) }

// Reject refuses a pending reservation, named by its own id or by its Task's. The worker stays available, so that
// without another one the Task comes straight back.
func (s *Server) Reject(sid string) error { return s.byHand(sid, ReservationRejected) }

func (s *Server) byHand(sid, status string) error {
	s.lock()
	defer s.mu.Unlock()
	r := s.reservations[sid]
	if t := s.tasks.bySid[sid]; t != nil && len(t.offers) > 0 {
		r = t.offers[0]
	}
	if r == nil {
		return invalid("%q names no pending Reservation", sid)
	}
	return s.answer(r, status, nil)
}

// Dial is Flex's StartOutboundCall: a Task of its own on the voice channel, assigned to the worker at once whatever
// its capacity and activity. It gives the new Task's id.
func (s *Server) Dial(workerSid string, attributes map[string]any) (taskSid string, err error) {
	s.lock()
	defer s.mu.Unlock()
	w := s.workersBySid[workerSid]
	if w == nil {
		return "", invalid("there is no Worker %q", workerSid)
	}
	return s.dial(w, maps.Clone(attributes)).Sid, nil
}

// Redial dials for a callback Task that its worker has: the outbound call carries the callback's attributes.
func (s *Server) Redial(callbackTaskSid string) (taskSid string, err error) {
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[callbackTaskSid]
	if t == nil || t.held == nil {
		return "", invalid("nobody has the Task %q", callbackTaskSid)
	}
	return s.dial(t.held.worker, outboundAttributes(t)).Sid, nil
}

// Call is an ordinary call of the main list in progress between a worker and a donor: what an agent is on when the
// donor asks to be rung later. It gives the new Task's id.
func (s *Server) Call(workerSid string, attributes map[string]any) (taskSid string, err error) {
	full := map[string]any{"taskType": "call", "direction": "outbound"}
	maps.Copy(full, attributes)
	return s.Dial(workerSid, full)
}

// CallWith is Call, played on its own: talk, then wrap up with the outcome, then complete, by the behaviour's times.
func (s *Server) CallWith(workerSid string, attributes map[string]any, b Behaviour, outcome Outcome) (taskSid string, err error) {
	sid, err := s.Call(workerSid, attributes)
	if err != nil {
		return "", err
	}
	s.lock()
	defer s.mu.Unlock()
	if t := s.tasks.bySid[sid]; t != nil {
		s.talk(t, b, outcome, nil)
	}
	return sid, nil
}

func (s *Server) dial(w *worker, attributes map[string]any) *task {
	text, err := json.Marshal(attributes)
	if err != nil { // a value that JSON does not have; the caller is a test
		text = []byte("{}")
	}
	n := newTask{text: string(text), attributes: attributes, channel: s.taskChannel("voice"), workflow: s.outbound,
		worker: w, force: true, target: w.Sid, timeout: defaultTaskTimeout}
	t := s.admit(n)
	s.assign(t, s.reserve(t, w))
	return t
}

// WrapUp ends the conversation of an assigned Task: it goes to wrapping, then the patch is merged into its attributes
// (task.updated), objects key by key. A nil patch changes nothing.
func (s *Server) WrapUp(taskSid string, patch map[string]any) error {
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[taskSid]
	if t == nil || t.Status != StatusAssigned {
		return invalid("the Task %q is not assigned", taskSid)
	}
	s.wrapUpWith(t, patch)
	return nil
}

func (s *Server) wrapUpWith(t *task, patch map[string]any) {
	s.wrapUp(t)
	s.patch(t, patch)
}

// Patch merges into the attributes of a Task in any state (task.updated), as a plugin does while the agent chooses.
func (s *Server) Patch(taskSid string, patch map[string]any) error {
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[taskSid]
	if t == nil {
		return invalid("there is no Task %q", taskSid)
	}
	s.patch(t, patch)
	return nil
}

func (s *Server) patch(t *task, patch map[string]any) {
	if len(patch) == 0 {
		return
	}
	attributes := merge(t.attributes, patch)
	text, err := json.Marshal(attributes)
	if err != nil {
		return
	}
	next := t.Task
	next.Attributes = string(text)
	s.change(t, next, attributes)
}

// merge lays a patch over attributes without changing either; objects are merged, all else is replaced.
func merge(attributes, patch map[string]any) map[string]any {
	merged := maps.Clone(attributes)
	if merged == nil {
		merged = map[string]any{}
	}
	for key, value := range patch {
		inner, isObject := value.(map[string]any)
		old, wasObject := merged[key].(map[string]any)
		if isObject && wasObject {
			value = merge(old, inner)
		}
		merged[key] = value
	}
	return merged
}

// Complete completes a Task that a worker has, from assigned or wrapping.
func (s *Server) Complete(taskSid string) error { return s.move(taskSid, StatusCompleted) }

// Cancel cancels a Task that nobody has yet.
func (s *Server) Cancel(taskSid string) error { return s.move(taskSid, StatusCanceled) }

func (s *Server) move(taskSid, status string) error {
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[taskSid]
	if t == nil {
		return invalid("there is no Task %q", taskSid)
	}
	return s.moveTo(t, status, status)
}

// SetActivity moves a worker to the first Activity that is available, or that is not. Work that waits is offered.
func (s *Server) SetActivity(workerSid string, available bool) error {
	s.lock()
	defer s.mu.Unlock()
	w := s.workersBySid[workerSid]
	if w == nil {
		return invalid("there is no Worker %q", workerSid)
	}
	for _, a := range s.activities {
		if a.available == available {
			s.moveWorker(w, a, false)
			return nil
		}
	}
	return invalid("there is no such Activity")
}
