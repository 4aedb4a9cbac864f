package twiliosim

import (
	"slices"
	"time"
)

// defaultReservationTimeout is a workflow's TaskReservationTimeout when none is given (OpenAPI document), in seconds.
const (
	defaultReservationTimeout = 120
	maxReservationTimeout     = 86_400
)

// Statuses of a Reservation.
const (
	ReservationPending   = "pending"
	ReservationAccepted  = "accepted"
	ReservationRejected  = "rejected"
	ReservationTimeout   = "timeout"
	ReservationCanceled  = "canceled"
	ReservationRescinded = "rescinded"
	ReservationWrapping  = "wrapping"
	ReservationCompleted = "completed"
)

// Reservation is one offer of a Task to a worker, as it is at one moment.
type Reservation struct {
	Sid        string    `json:"sid"`
	TaskSid    string    `json:"task_sid"`
	WorkerSid  string    `json:"worker_sid"`
	WorkerName string    `json:"worker_name"`
	Status     string    `json:"status"` // one of the Reservation constants
	Version    int       `json:"version"`
	CreatedAt  time.Time `json:"created_at"`
	UpdatedAt  time.Time `json:"updated_at"`
}

type reservation struct {
	Reservation
	task    *task
	worker  *worker
	timeout *timer
	plan    *timer // what the worker will do of its own accord
}

// eventNames says how a reservation's status is named in events, where they differ.
func reservationEvent(status string) string {
	switch status {
	case ReservationPending:
		return "reservation.created"
	case ReservationWrapping:
		return "reservation.wrapup"
	}
	return "reservation." + status
}

// reserve offers a Task to a worker. It takes a slot of the worker's capacity until the offer is answered.
func (s *Server) reserve(t *task, w *worker) *reservation {
	r := &reservation{task: t, worker: w, Reservation: Reservation{Sid: s.sids.next("WR"), TaskSid: t.Sid, WorkerSid: w.Sid,
		WorkerName: w.Name, Status: ReservationPending, CreatedAt: s.now, UpdatedAt: s.now}}
	s.reservations[r.Sid] = r
	t.history = append(t.history, r)
	t.offers = append(t.offers, r)
	t.assignments++
	s.offers++
	w.lastOffer = s.offers
	s.take(w, t.ChannelSid)
	t.Status = StatusReserved
	s.touch(t)
	s.emitReservation(r)
	return r
}

// offer reserves and starts the clock of the answer.
func (s *Server) offer(t *task, w *worker) {
	r := s.reserve(t, w)
	r.timeout = s.after(t.answerWithin(), func() { s.timeOut(r) })
	s.react(r)
}

func (t *task) answerWithin() time.Duration {
	seconds := defaultReservationTimeout
	if t.workflow != nil {
		seconds = t.workflow.reservationTimeout
	}
	return time.Duration(seconds) * time.Second
}

// setReservation changes the status and tells the world.
func (s *Server) setReservation(r *reservation, status string) {
	s.stop(r.timeout)
	s.stop(r.plan)
	r.Status = status
	r.Version++
	r.UpdatedAt = s.now
	s.emitReservation(r)
}

func (s *Server) emitReservation(r *reservation) {
	view := r.Reservation
	name := reservationEvent(r.Status)
	s.emit(Event{Type: name, Task: r.task.view(), Reservation: &view, Worker: r.worker.viewOn(r.task.ChannelSid),
		Description: "Reservation " + r.Sid + " " + name[len("reservation."):]})
}

// endOffer ends a pending reservation from outside and frees the worker.
func (s *Server) endOffer(r *reservation, status string) {
	s.setReservation(r, status)
	s.release(r.worker, r.task.ChannelSid)
}

func (s *Server) timeOut(r *reservation) {
	t := s.takeBack(r, ReservationTimeout)
	if away := s.activityBySid(s.workspace.TimeoutActivitySid); away != nil {
		s.setActivity(r.worker, away)
	}
	s.release(r.worker, t.ChannelSid)
	s.reroute(t)
}

func (s *Server) reject(r *reservation, activity *activity) {
	t := s.takeBack(r, ReservationRejected)
	if activity != nil {
		s.setActivity(r.worker, activity)
	}
	// The Task goes first: were the worker freed first, it could take a later Task before the one it refused is back.
	s.giveBack(r.worker, t.ChannelSid)
	s.reroute(t)
	s.serve(r.worker)
}

// takeBack removes an offer from its Task.
func (s *Server) takeBack(r *reservation, status string) *task {
	t := r.task
	t.offers = slices.DeleteFunc(t.offers, func(other *reservation) bool { return other == r })
	if len(t.offers) == 0 {
		t.Status = StatusPending
	}
	s.touch(t)
	s.setReservation(r, status)
	return t
}

// reroute evaluates the workflow again for a Task whose offer came to nothing.
func (s *Server) reroute(t *task) {
	if t.assignments >= maxAssignments {
		s.cancel(t, assignmentsReason)
		return
	}
	s.route(t)
}
