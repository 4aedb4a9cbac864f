package twiliosim

import "net/http"

type reservationResource struct {
	AccountSid        string            `json:"account_sid"`
	DateCreated       *string           `json:"date_created"`
	DateUpdated       *string           `json:"date_updated"`
	ReservationStatus string            `json:"reservation_status"`
	Sid               string            `json:"sid"`
	TaskSid           string            `json:"task_sid"`
	WorkerName        string            `json:"worker_name"`
	WorkerSid         string            `json:"worker_sid"`
	WorkspaceSid      string            `json:"workspace_sid"`
	URL               string            `json:"url"`
	Links             map[string]string `json:"links"`
}

func (s *Server) reservationResource(c *call, r *reservation) reservationResource {
	base := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	links := map[string]string{"workspace": base, "task": base + "/Tasks/" + r.TaskSid, "worker": base + "/Workers/" + r.WorkerSid}
	return reservationResource{AccountSid: s.account, DateCreated: stamp(r.CreatedAt), DateUpdated: stamp(r.UpdatedAt),
		ReservationStatus: r.Status, Sid: r.Sid, TaskSid: r.TaskSid, WorkerName: r.WorkerName, WorkerSid: r.WorkerSid,
		WorkspaceSid: s.workspace.Sid, URL: links["task"] + "/Reservations/" + r.Sid, Links: links}
}

func (s *Server) listReservations(c *call) (reply, error) {
	c.only("ReservationStatus", "WorkerSid", "PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	t := s.tasks.bySid[c.path("TaskSid")]
	if t == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	all := []reservationResource{}
	for _, r := range t.history {
		if c.fields.agrees("ReservationStatus", r.Status) && c.fields.agrees("WorkerSid", r.WorkerSid) {
			all = append(all, s.reservationResource(c, r))
		}
	}
	return listReply(c, "reservations", p, all)
}

func (s *Server) namedReservation(c *call) (*reservation, error) {
	r := s.reservations[c.path("Sid")]
	if r == nil || r.TaskSid != c.path("TaskSid") {
		return nil, notFound(c.request.URL.Path)
	}
	return r, nil
}

func (s *Server) fetchReservation(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	r, err := s.namedReservation(c)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, etag: etag(r.Version), body: s.reservationResource(c, r)}, nil
}

// updateReservation takes the answers of a worker; instructions (call, dequeue, conference) are telephony and refused.
func (s *Server) updateReservation(c *call) (reply, error) {
	c.only("ReservationStatus", "WorkerActivitySid")
	status := c.fields.required("ReservationStatus")
	s.lock()
	defer s.mu.Unlock()
	r, err := s.namedReservation(c)
	if err != nil {
		return reply{}, err
	}
	if err := c.matches(etag(r.Version)); err != nil {
		return reply{}, err
	}
	away := s.activityBySid(c.fields.text("WorkerActivitySid"))
	if c.fields.has("WorkerActivitySid") && away == nil {
		c.fields.fail("WorkerActivitySid names no Activity")
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	if err := s.answer(r, status, away); err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, etag: etag(r.Version), body: s.reservationResource(c, r)}, nil
}

// answer is what a worker does with a reservation.
func (s *Server) answer(r *reservation, status string, away *activity) error {
	switch {
	case status == ReservationAccepted && r.Status == ReservationPending:
		s.assign(r.task, r)
	case status == ReservationRejected && r.Status == ReservationPending:
		s.reject(r, away)
	case status == ReservationWrapping && r.Status == ReservationAccepted:
		s.wrapUp(r.task)
	case status == ReservationCompleted && r.task.held == r:
		s.complete(r.task, "completed")
	default:
		return invalid("cannot move a Reservation from %s to %q", r.Status, status)
	}
	return nil
}
