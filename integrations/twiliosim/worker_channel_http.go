package twiliosim

import "net/http"

// maxCapacity is ours, to catch nonsense; TaskRouter's own limit was not found.
const maxCapacity = 1_000

type workerChannelResource struct {
	AccountSid                  string  `json:"account_sid"`
	AssignedTasks               int     `json:"assigned_tasks"`
	Available                   bool    `json:"available"`
	AvailableCapacityPercentage int     `json:"available_capacity_percentage"`
	ConfiguredCapacity          int     `json:"configured_capacity"`
	DateCreated                 *string `json:"date_created"`
	DateUpdated                 *string `json:"date_updated"`
	Sid                         string  `json:"sid"`
	TaskChannelSid              string  `json:"task_channel_sid"`
	TaskChannelUniqueName       string  `json:"task_channel_unique_name"`
	WorkerSid                   string  `json:"worker_sid"`
	WorkspaceSid                string  `json:"workspace_sid"`
	URL                         string  `json:"url"`
}

func (s *Server) workerChannelResource(c *call, w *worker, on *workerChannel) workerChannelResource {
	free := 0
	if on.capacity > 0 {
		free = max(0, 100*(on.capacity-on.used)/on.capacity)
	}
	return workerChannelResource{AccountSid: s.account, AssignedTasks: on.used, Available: on.available,
		AvailableCapacityPercentage: free, ConfiguredCapacity: on.capacity, DateCreated: stamp(w.CreatedAt), DateUpdated: stamp(w.UpdatedAt),
		Sid: on.sid, TaskChannelSid: on.channel.sid, TaskChannelUniqueName: on.channel.uniqueName, WorkerSid: w.Sid,
		WorkspaceSid: s.workspace.Sid, URL: c.origin + "/v1/Workspaces/" + s.workspace.Sid + "/Workers/" + w.Sid + "/Channels/" + on.sid}
}

func (s *Server) listWorkerChannels(c *call) (reply, error) {
	c.only("PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	w := s.workersBySid[c.path("WorkerSid")]
	if w == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	all := []workerChannelResource{}
	for _, on := range w.channels {
		all = append(all, s.workerChannelResource(c, w, on))
	}
	return listReply(c, "channels", p, all)
}

func (s *Server) updateWorkerChannel(c *call) (reply, error) {
	c.only("Capacity", "Available")
	s.lock()
	defer s.mu.Unlock()
	w, on := s.namedChannel(c)
	if on == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	capacity, available := c.fields.number("Capacity", 0, maxCapacity, on.capacity), c.fields.truth("Available", on.available)
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	if capacity != on.capacity {
		on.capacity = capacity
		s.emit(Event{Type: "worker.capacity.update", Worker: w.viewOn(on.channel.sid), Description: "Worker " + w.Name + " capacity updated"})
	}
	if available != on.available {
		on.available = available
		s.emit(Event{Type: "worker.channel.availability.update", Worker: w.viewOn(on.channel.sid), Description: "Worker " + w.Name + " channel availability updated"})
	}
	s.serve(w)
	return reply{status: http.StatusOK, body: s.workerChannelResource(c, w, on)}, nil
}

// namedChannel finds a worker's channel by its own id, the task channel's or its unique name.
func (s *Server) namedChannel(c *call) (*worker, *workerChannel) {
	w := s.workersBySid[c.path("WorkerSid")]
	if w == nil {
		return nil, nil
	}
	for _, on := range w.channels {
		if name := c.path("Sid"); on.sid == name || on.channel.sid == name || on.channel.uniqueName == name {
			return w, on
		}
	}
	return w, nil
}
