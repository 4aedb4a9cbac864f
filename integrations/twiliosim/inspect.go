package twiliosim

import "github.com/ringback/ringback/integrations/twiliosim/expression"

// Tasks lists the Tasks that have not left memory, oldest first.
func (s *Server) Tasks() []Task {
	s.lock()
	defer s.mu.Unlock()
	var all []Task
	for _, each := range s.tasks.ordered {
		if each.task != nil {
			all = append(all, each.task.Task)
		}
	}
	return all
}

// Task finds one Task; false when it never was or has left memory.
func (s *Server) Task(sid string) (Task, bool) {
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[sid]
	if t == nil {
		return Task{}, false
	}
	return t.Task, true
}

// LiveByCallback lists, by callback_id, the Tasks of taskType "callback" that are neither completed nor canceled.
// More than one under an id is a promise that would be kept twice.
func (s *Server) LiveByCallback() map[string][]string {
	s.lock()
	defer s.mu.Unlock()
	live := map[string][]string{}
	for _, each := range s.tasks.ordered {
		if each.task == nil || !each.task.Live() || each.task.attributes["taskType"] != "callback" {
			continue
		}
		id, _ := each.task.attributes["callback_id"].(string)
		live[id] = append(live[id], each.task.Sid)
	}
	return live
}

// CallbackID is the callback_id among a Task's attributes; empty when there is none.
func (t Task) CallbackID() string {
	attributes, err := readAttributes(t.Attributes)
	if err != nil {
		return ""
	}
	id, _ := expression.Value(attributes, "callback_id").(string)
	return id
}

// Workers lists the workers in the order they were made.
func (s *Server) Workers() []Worker {
	s.lock()
	defer s.mu.Unlock()
	all := make([]Worker, 0, len(s.workers))
	for _, w := range s.workers {
		all = append(all, w.Worker)
	}
	return all
}

// Reservations lists the reservations of a Task, oldest first.
func (s *Server) Reservations(taskSid string) []Reservation {
	s.lock()
	defer s.mu.Unlock()
	var all []Reservation
	if t := s.tasks.bySid[taskSid]; t != nil {
		for _, r := range t.history {
			all = append(all, r.Reservation)
		}
	}
	return all
}

// Events lists what happened, oldest first; the last 50,000 at most.
func (s *Server) Events() []Event {
	s.lock()
	defer s.mu.Unlock()
	all := make([]Event, 0, len(s.events.kept))
	for _, e := range s.events.kept {
		all = append(all, *e)
	}
	return all
}
