package twiliosim

import (
	"net/http"
	"strings"
)

type workerResource struct {
	AccountSid        string            `json:"account_sid"`
	ActivityName      string            `json:"activity_name"`
	ActivitySid       string            `json:"activity_sid"`
	Attributes        string            `json:"attributes"`
	Available         bool              `json:"available"`
	DateCreated       *string           `json:"date_created"`
	DateStatusChanged *string           `json:"date_status_changed"`
	DateUpdated       *string           `json:"date_updated"`
	FriendlyName      string            `json:"friendly_name"`
	Sid               string            `json:"sid"`
	WorkspaceSid      string            `json:"workspace_sid"`
	URL               string            `json:"url"`
	Links             map[string]string `json:"links"`
}

func (s *Server) workerResource(c *call, w *worker) workerResource {
	base := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	url := base + "/Workers/" + w.Sid
	return workerResource{AccountSid: s.account, ActivityName: w.ActivityName, ActivitySid: w.ActivitySid, Attributes: w.Attributes,
		Available: w.Available, DateCreated: stamp(w.CreatedAt), DateStatusChanged: stamp(w.StatusChangedAt), DateUpdated: stamp(w.UpdatedAt),
		FriendlyName: w.Name, Sid: w.Sid, WorkspaceSid: s.workspace.Sid, URL: url,
		Links: map[string]string{"workspace": base, "channels": url + "/Channels", "activity": base + "/Activities/" + w.ActivitySid}}
}

func (s *Server) workerReply(c *call, status int, w *worker) reply {
	return reply{status: status, etag: etag(w.Version), body: s.workerResource(c, w)}
}

func (s *Server) listWorkers(c *call) (reply, error) {
	c.only("ActivityName", "ActivitySid", "Available", "FriendlyName", "TargetWorkersExpression", "TaskQueueName", "TaskQueueSid", "PageSize", "Page", "PageToken")
	f := c.fields
	p := f.readPage()
	evaluate, err := optionalExpression(f.text("TargetWorkersExpression"))
	if err != nil {
		return reply{}, invalid("TargetWorkersExpression: %v", err)
	}
	if err := f.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	if evaluate != nil && !s.limits.mayEvaluate(s) {
		return reply{}, tooManyRequests()
	}
	all := []workerResource{}
	for _, w := range s.workers {
		if f.agrees("ActivityName", w.ActivityName) && f.agrees("ActivitySid", w.ActivitySid) && f.agrees("FriendlyName", w.Name) &&
			f.agreesTruth("Available", w.Available) && w.inNamedQueue(f) && (evaluate == nil || evaluate.Eval(w.lookup)) {
			all = append(all, s.workerResource(c, w))
		}
	}
	return listReply(c, "workers", p, all)
}

func (w *worker) inNamedQueue(f *fields) bool {
	if !f.has("TaskQueueSid") && !f.has("TaskQueueName") {
		return true
	}
	for q, member := range w.queues {
		if member && f.agrees("TaskQueueSid", q.sid) && f.agrees("TaskQueueName", q.name) {
			return true
		}
	}
	return false
}

func (s *Server) fetchWorker(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	w := s.workersBySid[c.path("Sid")]
	if w == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	return s.workerReply(c, http.StatusOK, w), nil
}

func (s *Server) createWorker(c *call) (reply, error) {
	c.only("FriendlyName", "ActivitySid", "Attributes")
	f := c.fields
	name := f.required("FriendlyName")
	text := firstOf(f.text("Attributes"), "{}")
	attributes, err := readAttributes(text)
	if err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	in := s.activityBySid(firstOf(f.text("ActivitySid"), s.workspace.DefaultActivitySid))
	if in == nil {
		f.fail("ActivitySid names no Activity")
	}
	s.checkWorkerName(f, name, nil)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	return s.workerReply(c, http.StatusCreated, s.addWorker(name, text, attributes, in)), nil
}

// checkWorkerName holds the length and that no two workers differ only by case.
func (s *Server) checkWorkerName(f *fields, name string, self *worker) {
	if len(name) > maxFriendlyName {
		f.fail("FriendlyName is longer than %d", maxFriendlyName)
	}
	for _, other := range s.workers {
		if other != self && strings.EqualFold(other.Name, name) {
			f.fail("there is a Worker %q already", name)
		}
	}
}

func (s *Server) updateWorker(c *call) (reply, error) {
	c.only("ActivitySid", "Attributes", "FriendlyName", "RejectPendingReservations")
	f := c.fields
	s.lock()
	defer s.mu.Unlock()
	w := s.workersBySid[c.path("Sid")]
	if w == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	if err := c.matches(etag(w.Version)); err != nil {
		return reply{}, err
	}
	to := s.activityBySid(firstOf(f.text("ActivitySid"), w.ActivitySid))
	if to == nil {
		f.fail("ActivitySid names no Activity")
	}
	name, refuse := firstOf(f.text("FriendlyName"), w.Name), f.truth("RejectPendingReservations", false)
	s.checkWorkerName(f, name, w)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	if f.has("Attributes") {
		if err := s.setWorkerAttributes(w, f.text("Attributes")); err != nil {
			return reply{}, err
		}
	}
	w.Name = name
	s.moveWorker(w, to, refuse)
	return s.workerReply(c, http.StatusOK, w), nil
}

func (s *Server) setWorkerAttributes(w *worker, text string) error {
	attributes, err := readAttributes(text)
	if err != nil {
		return err
	}
	w.Attributes, w.attributes = text, attributes
	w.Version++
	w.UpdatedAt = s.now
	s.join(w)
	s.emit(Event{Type: "worker.attributes.update", Worker: w.view(), Description: "Worker " + w.Name + " attributes updated"})
	return nil
}

// moveWorker changes the activity; what was offered is handed back when the caller says so.
func (s *Server) moveWorker(w *worker, to *activity, refuse bool) {
	s.setActivity(w, to)
	if refuse {
		for _, r := range s.pendingOf(w) {
			s.reject(r, nil)
		}
	}
	s.serve(w)
}

func (s *Server) pendingOf(w *worker) []*reservation {
	var pending []*reservation
	for _, r := range s.reservations {
		if r.worker == w && r.Status == ReservationPending {
			pending = append(pending, r)
		}
	}
	return pending
}
