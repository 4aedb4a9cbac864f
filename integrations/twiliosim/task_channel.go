package twiliosim

import (
	"net/http"
	"time"
)

type taskChannel struct {
	sid        string
	name       string
	uniqueName string
	optimized  bool
	createdAt  time.Time
}

type taskChannelResource struct {
	AccountSid              string            `json:"account_sid"`
	DateCreated             *string           `json:"date_created"`
	DateUpdated             *string           `json:"date_updated"`
	FriendlyName            string            `json:"friendly_name"`
	Sid                     string            `json:"sid"`
	UniqueName              string            `json:"unique_name"`
	WorkspaceSid            string            `json:"workspace_sid"`
	ChannelOptimizedRouting bool              `json:"channel_optimized_routing"`
	URL                     string            `json:"url"`
	Links                   map[string]string `json:"links"`
}

// addTaskChannel makes a channel, on which every worker gets capacity 1.
func (s *Server) addTaskChannel(name, uniqueName string) *taskChannel {
	ch := &taskChannel{sid: s.sids.next("TC"), name: name, uniqueName: uniqueName, createdAt: s.now}
	s.channels = append(s.channels, ch)
	s.ready[ch.sid] = map[*worker]struct{}{}
	for _, w := range s.workers {
		w.channels = append(w.channels, &workerChannel{sid: s.sids.next("WC"), channel: ch, capacity: 1, available: true})
		s.refresh(w)
	}
	s.emit(Event{Type: "task-channel.created", Description: "TaskChannel " + name + " created",
		facts: map[string]string{"TaskChannelSid": ch.sid, "TaskChannelName": name, "TaskChannelUniqueName": uniqueName}})
	return ch
}

// taskChannel finds a channel by unique name or id.
func (s *Server) taskChannel(name string) *taskChannel {
	for _, ch := range s.channels {
		if ch.uniqueName == name || ch.sid == name {
			return ch
		}
	}
	return nil
}

func (s *Server) taskChannelResource(c *call, ch *taskChannel) taskChannelResource {
	url := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	return taskChannelResource{AccountSid: s.account, DateCreated: stamp(ch.createdAt), DateUpdated: stamp(ch.createdAt),
		FriendlyName: ch.name, Sid: ch.sid, UniqueName: ch.uniqueName, WorkspaceSid: s.workspace.Sid,
		ChannelOptimizedRouting: ch.optimized, URL: url + "/TaskChannels/" + ch.sid, Links: map[string]string{"workspace": url}}
}

func (s *Server) listTaskChannels(c *call) (reply, error) {
	c.only("PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	all := []taskChannelResource{}
	for _, ch := range s.channels {
		all = append(all, s.taskChannelResource(c, ch))
	}
	return listReply(c, "channels", p, all)
}

func (s *Server) createTaskChannel(c *call) (reply, error) {
	c.only("FriendlyName", "UniqueName", "ChannelOptimizedRouting")
	name, unique := c.fields.required("FriendlyName"), c.fields.required("UniqueName")
	optimized := c.fields.truth("ChannelOptimizedRouting", false)
	s.lock()
	defer s.mu.Unlock()
	if s.taskChannel(unique) != nil {
		c.fields.fail("there is a TaskChannel %q already", unique)
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	ch := s.addTaskChannel(name, unique)
	ch.optimized = optimized
	return reply{status: http.StatusCreated, body: s.taskChannelResource(c, ch)}, nil
}

func (s *Server) fetchTaskChannel(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	ch := s.taskChannel(c.path("Sid"))
	if ch == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	return reply{status: http.StatusOK, body: s.taskChannelResource(c, ch)}, nil
}

func (s *Server) updateTaskChannel(c *call) (reply, error) {
	c.only("FriendlyName", "ChannelOptimizedRouting")
	s.lock()
	defer s.mu.Unlock()
	ch := s.taskChannel(c.path("Sid"))
	if ch == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	optimized := c.fields.truth("ChannelOptimizedRouting", ch.optimized)
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	ch.name, ch.optimized = firstOf(c.fields.text("FriendlyName"), ch.name), optimized
	return reply{status: http.StatusOK, body: s.taskChannelResource(c, ch)}, nil
}
