package twiliosim

import (
	"net/http"
	"time"
)

// Workspace is the one workspace as its settings are.
type Workspace struct {
	Sid                string
	Name               string
	EventsFilter       string // comma list; all types when empty
	MultiTask          bool
	QueueOrder         string
	DefaultActivitySid string
	TimeoutActivitySid string // where a worker goes whose reservation timed out; nowhere when empty
	CreatedAt          time.Time
	UpdatedAt          time.Time
}

func (s *Server) createWorkspace() {
	s.workspace = Workspace{Sid: s.sids.next("WS"), Name: "Flex Task Assignment", MultiTask: true, QueueOrder: "FIFO",
		CreatedAt: s.now, UpdatedAt: s.now}
	offline := s.addActivity("Offline", false)
	s.addActivity("Available", true)
	s.addActivity("Unavailable", false)
	s.workspace.DefaultActivitySid = offline.sid
	s.addTaskChannel("Default", "default")
	s.addTaskChannel("Voice", "voice")
}

type workspaceResource struct {
	AccountSid           string            `json:"account_sid"`
	DateCreated          *string           `json:"date_created"`
	DateUpdated          *string           `json:"date_updated"`
	DefaultActivityName  *string           `json:"default_activity_name"`
	DefaultActivitySid   *string           `json:"default_activity_sid"`
	EventCallbackURL     *string           `json:"event_callback_url"`
	EventsFilter         *string           `json:"events_filter"`
	FriendlyName         string            `json:"friendly_name"`
	MultiTaskEnabled     bool              `json:"multi_task_enabled"`
	Sid                  string            `json:"sid"`
	TimeoutActivityName  *string           `json:"timeout_activity_name"`
	TimeoutActivitySid   *string           `json:"timeout_activity_sid"`
	PrioritizeQueueOrder string            `json:"prioritize_queue_order"`
	URL                  string            `json:"url"`
	Links                map[string]string `json:"links"`
}

func (s *Server) workspaceResource(c *call) workspaceResource {
	ws := s.workspace
	url := c.origin + "/v1/Workspaces/" + ws.Sid
	return workspaceResource{AccountSid: s.account, DateCreated: stamp(ws.CreatedAt), DateUpdated: stamp(ws.UpdatedAt),
		DefaultActivityName: s.activityName(ws.DefaultActivitySid), DefaultActivitySid: optional(ws.DefaultActivitySid),
		EventCallbackURL: optional(s.outbox.callbackURL), EventsFilter: optional(ws.EventsFilter), FriendlyName: ws.Name,
		MultiTaskEnabled: ws.MultiTask, Sid: ws.Sid, TimeoutActivityName: s.activityName(ws.TimeoutActivitySid),
		TimeoutActivitySid: optional(ws.TimeoutActivitySid), PrioritizeQueueOrder: ws.QueueOrder, URL: url,
		Links: map[string]string{"activities": url + "/Activities", "events": url + "/Events", "tasks": url + "/Tasks",
			"task_queues": url + "/TaskQueues", "task_channels": url + "/TaskChannels", "workers": url + "/Workers", "workflows": url + "/Workflows"}}
}

func (s *Server) listWorkspaces(c *call) (reply, error) {
	c.only("FriendlyName", "PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	all := []workspaceResource{}
	for _, each := range append([]*Server{s}, s.annexes...) {
		if name := c.fields.text("FriendlyName"); name == "" || name == each.workspace.Name {
			all = append(all, each.workspaceResource(c))
		}
	}
	return listReply(c, "workspaces", p, all)
}

func (s *Server) fetchWorkspace(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	return reply{status: http.StatusOK, body: s.workspaceResource(c)}, nil
}

func (s *Server) updateWorkspace(c *call) (reply, error) {
	c.only("DefaultActivitySid", "EventCallbackUrl", "EventsFilter", "FriendlyName", "MultiTaskEnabled", "TimeoutActivitySid", "PrioritizeQueueOrder")
	s.lock()
	defer s.mu.Unlock()
	next, f := s.workspace, c.fields
	for key, to := range map[string]*string{"EventsFilter": &next.EventsFilter, "FriendlyName": &next.Name, "PrioritizeQueueOrder": &next.QueueOrder} {
		if f.has(key) {
			*to = f.text(key)
		}
	}
	for key, to := range map[string]*string{"DefaultActivitySid": &next.DefaultActivitySid, "TimeoutActivitySid": &next.TimeoutActivitySid} {
		if f.has(key) {
			*to = f.text(key)
			if s.activityBySid(*to) == nil {
				f.fail("parameter %q names no Activity", key)
			}
		}
	}
	next.MultiTask = f.truth("MultiTaskEnabled", next.MultiTask)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	if f.has("EventCallbackUrl") {
		s.outbox.callbackURL = f.text("EventCallbackUrl")
	}
	next.UpdatedAt = s.now
	s.workspace = next
	return reply{status: http.StatusOK, body: s.workspaceResource(c)}, nil
}

// SetTimeoutActivity moves workers whose reservation times out to the named Activity; empty: they stay.
func (s *Server) SetTimeoutActivity(name string) error {
	s.lock()
	defer s.mu.Unlock()
	if name == "" {
		s.workspace.TimeoutActivitySid = ""
		return nil
	}
	for _, a := range s.activities {
		if a.name == name {
			s.workspace.TimeoutActivitySid = a.sid
			return nil
		}
	}
	return invalid("there is no Activity %q", name)
}
