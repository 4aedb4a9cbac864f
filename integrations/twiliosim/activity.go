package twiliosim

import (
	"net/http"
	"time"
)

// maxFriendlyName bounds the names of activities and workers (OpenAPI document).
const maxFriendlyName = 64

type activity struct {
	sid       string
	name      string
	available bool // cannot change after creation
	createdAt time.Time
}

type activityResource struct {
	AccountSid   string            `json:"account_sid"`
	Available    bool              `json:"available"`
	DateCreated  *string           `json:"date_created"`
	DateUpdated  *string           `json:"date_updated"`
	FriendlyName string            `json:"friendly_name"`
	Sid          string            `json:"sid"`
	WorkspaceSid string            `json:"workspace_sid"`
	URL          string            `json:"url"`
	Links        map[string]string `json:"links"`
}

func (s *Server) addActivity(name string, available bool) *activity {
	a := &activity{sid: s.sids.next("WA"), name: name, available: available, createdAt: s.now}
	s.activities = append(s.activities, a)
	s.emit(Event{Type: "activity.created", Description: "Activity " + name + " created",
		facts: map[string]string{"ActivitySid": a.sid, "ActivityName": name}})
	return a
}

func (s *Server) activityBySid(sid string) *activity {
	for _, a := range s.activities {
		if a.sid == sid {
			return a
		}
	}
	return nil
}

func (s *Server) activityName(sid string) *string {
	if a := s.activityBySid(sid); a != nil {
		return &a.name
	}
	return nil
}

func (s *Server) activityResource(c *call, a *activity) activityResource {
	url := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	return activityResource{AccountSid: s.account, Available: a.available, DateCreated: stamp(a.createdAt), DateUpdated: stamp(a.createdAt),
		FriendlyName: a.name, Sid: a.sid, WorkspaceSid: s.workspace.Sid, URL: url + "/Activities/" + a.sid,
		Links: map[string]string{"workspace": url}}
}

func (s *Server) listActivities(c *call) (reply, error) {
	c.only("FriendlyName", "Available", "PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	all := []activityResource{}
	for _, a := range s.activities {
		if c.fields.agrees("FriendlyName", a.name) && c.fields.agreesTruth("Available", a.available) {
			all = append(all, s.activityResource(c, a))
		}
	}
	return listReply(c, "activities", p, all)
}

func (s *Server) createActivity(c *call) (reply, error) {
	c.only("FriendlyName", "Available")
	name, available := c.fields.required("FriendlyName"), c.fields.truth("Available", false)
	if len(name) > maxFriendlyName {
		c.fields.fail("FriendlyName is longer than %d", maxFriendlyName)
	}
	s.lock()
	defer s.mu.Unlock()
	for _, a := range s.activities {
		if a.name == name {
			c.fields.fail("there is an Activity %q already", name)
		}
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusCreated, body: s.activityResource(c, s.addActivity(name, available))}, nil
}

func (s *Server) fetchActivity(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	a := s.activityBySid(c.path("Sid"))
	if a == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	return reply{status: http.StatusOK, body: s.activityResource(c, a)}, nil
}

// updateActivity renames; whether an Activity is available cannot change.
func (s *Server) updateActivity(c *call) (reply, error) {
	c.only("FriendlyName")
	name := c.fields.required("FriendlyName")
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	a := s.activityBySid(c.path("Sid"))
	if a == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	a.name = name
	for _, w := range s.workers {
		if w.ActivitySid == a.sid {
			w.ActivityName = name
		}
	}
	return reply{status: http.StatusOK, body: s.activityResource(c, a)}, nil
}
