package twiliosim

import (
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim/expression"
)

// Worker is an agent as it is at one moment.
type Worker struct {
	Sid             string    `json:"sid"`
	Name            string    `json:"name"`
	ActivitySid     string    `json:"activity_sid"`
	ActivityName    string    `json:"activity_name"`
	Available       bool      `json:"available"`
	Attributes      string    `json:"attributes"`
	Version         int       `json:"version"`
	CreatedAt       time.Time `json:"created_at"`
	UpdatedAt       time.Time `json:"updated_at"`
	StatusChangedAt time.Time `json:"status_changed_at"`

	// Of the channel an event is about.
	capacity, consumed int
}

type worker struct {
	Worker
	seq        int
	attributes map[string]any
	channels   []*workerChannel // in the order of the workspace's channels
	queues     map[*queue]bool
	lastOffer  uint64
	behaviour  Behaviour
	turn       int // how many outcomes it has given
}

// workerChannel is how much a worker may do at once on one task channel.
type workerChannel struct {
	sid       string
	channel   *taskChannel
	capacity  int
	used      int
	available bool
}

func (w *worker) view() *Worker {
	view := w.Worker
	return &view
}

// viewOn is the worker with its capacity on the channel.
func (w *worker) viewOn(channelSid string) *Worker {
	view := w.Worker
	if on := w.on(channelSid); on != nil {
		view.capacity, view.consumed = on.capacity, on.used
	}
	return &view
}

func (w *worker) on(channelSid string) *workerChannel {
	for _, each := range w.channels {
		if each.channel.sid == channelSid {
			return each
		}
	}
	return nil
}

// spare says whether the worker can be offered a Task of that channel now.
func (w *worker) spare(channelSid string) bool {
	on := w.on(channelSid)
	return w.Available && on != nil && on.available && on.used < on.capacity
}

// lookup resolves names in queue and target expressions: "worker.team", "team", and a few facts of the worker itself.
func (w *worker) lookup(name string) any {
	name = strings.TrimPrefix(name, "worker.")
	if value := expression.Value(w.attributes, name); value != nil {
		return value
	}
	switch name {
	case "sid":
		return w.Sid
	case "friendly_name":
		return w.Name
	case "activity_name":
		return w.ActivityName
	}
	return nil
}

// addWorker makes a worker in the given activity, with capacity 1 on every channel.
func (s *Server) addWorker(name, text string, attributes map[string]any, in *activity) *worker {
	w := &worker{seq: len(s.workers), attributes: attributes, queues: map[*queue]bool{}, Worker: Worker{Sid: s.sids.next("WK"),
		Name: name, ActivitySid: in.sid, ActivityName: in.name, Available: in.available, Attributes: text,
		CreatedAt: s.now, UpdatedAt: s.now, StatusChangedAt: s.now}}
	for _, channel := range s.channels {
		w.channels = append(w.channels, &workerChannel{sid: s.sids.next("WC"), channel: channel, capacity: 1, available: true})
	}
	s.workers = append(s.workers, w)
	s.workersBySid[w.Sid] = w
	s.join(w)
	s.emit(Event{Type: "worker.created", Worker: w.view(), Description: "Worker " + name + " created"})
	s.serve(w)
	return w
}

// join works out which queues the worker belongs to.
func (s *Server) join(w *worker) {
	for _, q := range s.queues {
		w.queues[q] = q.target != nil && q.target.Eval(w.lookup)
	}
}

func (s *Server) setActivity(w *worker, to *activity) {
	if w.ActivitySid == to.sid {
		return
	}
	w.ActivitySid, w.ActivityName, w.Available = to.sid, to.name, to.available
	w.Version++
	w.UpdatedAt, w.StatusChangedAt = s.now, s.now
	s.refresh(w)
	s.emit(Event{Type: "worker.activity.update", Worker: w.view(), Description: "Worker " + w.Name + " updated to " + to.name + " Activity"})
}

// take uses one slot of the worker's capacity, giveBack returns it, release returns it and looks for more work.
func (s *Server) take(w *worker, channelSid string) {
	w.on(channelSid).used++
	s.refresh(w)
}

func (s *Server) giveBack(w *worker, channelSid string) {
	w.on(channelSid).used--
	s.refresh(w)
}

func (s *Server) release(w *worker, channelSid string) {
	s.giveBack(w, channelSid)
	s.serve(w)
}

// refresh keeps the sets of workers with room, so that a new Task need not look at those without.
func (s *Server) refresh(w *worker) {
	for _, on := range w.channels {
		set := s.ready[on.channel.sid]
		if w.spare(on.channel.sid) {
			set[w] = struct{}{}
		} else {
			delete(set, w)
		}
	}
}
