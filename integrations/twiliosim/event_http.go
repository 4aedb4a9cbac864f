package twiliosim

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// defaultEventMinutes is how far back the Events API looks when no start is given (OpenAPI document).
const defaultEventMinutes = 15

type eventResource struct {
	AccountSid      string         `json:"account_sid"`
	ActorSid        *string        `json:"actor_sid"`
	ActorType       *string        `json:"actor_type"`
	ActorURL        *string        `json:"actor_url"`
	Description     string         `json:"description"`
	EventData       map[string]any `json:"event_data"`
	EventDate       *string        `json:"event_date"`
	EventDateMs     int64          `json:"event_date_ms"`
	EventType       string         `json:"event_type"`
	ResourceSid     *string        `json:"resource_sid"`
	ResourceType    string         `json:"resource_type"`
	ResourceURL     *string        `json:"resource_url"`
	Sid             string         `json:"sid"`
	Source          string         `json:"source"`
	SourceIPAddress *string        `json:"source_ip_address"`
	URL             string         `json:"url"`
	WorkspaceSid    string         `json:"workspace_sid"`
}

func (s *Server) eventResource(c *call, e *Event) eventResource {
	base := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	kind, sid := e.resource()
	data := map[string]any{"workspace_sid": s.workspace.Sid, "workspace_name": s.workspace.Name}
	for _, p := range e.details() {
		data[snake(p.name)] = p.form()
	}
	return eventResource{AccountSid: s.account, ActorSid: optional(s.workspace.Sid), ActorType: optional("workspace"), ActorURL: optional(base),
		Description: e.Description, EventData: data, EventDate: stamp(e.At), EventDateMs: e.At.UnixMilli(), EventType: e.Type,
		ResourceSid: optional(sid), ResourceType: kind, Sid: e.Sid, Source: "twilio", SourceIPAddress: optional("192.0.2.1"),
		URL: base + "/Events/" + e.Sid, WorkspaceSid: s.workspace.Sid}
}

func (s *Server) listEvents(c *call) (reply, error) {
	c.only("EndDate", "EventType", "Minutes", "ReservationSid", "StartDate", "TaskQueueSid", "TaskSid", "WorkerSid", "WorkflowSid",
		"TaskChannel", "Sid", "PageSize", "Page", "PageToken")
	f := c.fields
	p := f.readPage()
	start, end := f.instant("StartDate"), f.instant("EndDate")
	after, err := p.offset()
	if err != nil {
		return reply{}, err
	}
	minutes := f.number("Minutes", 1, 1<<20, defaultEventMinutes)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	if start.IsZero() {
		start = s.now.Add(-time.Duration(minutes) * time.Minute)
	}
	if oldest := s.now.Add(-eventRetention); start.Before(oldest) {
		start = oldest
	}
	return s.eventPage(c, p, s.findEvents(f, start, end, uint64(after), p.size+1)), nil
}

// findEvents gives up to so many events after the one with that number, oldest first.
func (s *Server) findEvents(f *fields, start, end time.Time, after uint64, most int) []*Event {
	shown := s.now.Add(-s.assumptions.EventLag)
	var found []*Event
	for _, e := range s.events.since(start) {
		if len(found) == most || e.At.After(shown) || !end.IsZero() && !e.At.Before(end) {
			break
		}
		if e.seq > after && e.agrees(f) {
			found = append(found, e)
		}
	}
	return found
}

func (s *Server) eventPage(c *call, p page, found []*Event) reply {
	next := ""
	if len(found) > p.size {
		found = found[:p.size]
		next = strconv.FormatUint(found[p.size-1].seq, 10)
	}
	resources := make([]eventResource, 0, len(found))
	for _, e := range found {
		resources = append(resources, s.eventResource(c, e))
	}
	return reply{status: http.StatusOK, body: map[string]any{"events": resources, "meta": c.pageMeta("events", p, next)}}
}

// agrees applies the filters of a list request. An event without the resource that is asked for does not match.
func (e *Event) agrees(f *fields) bool {
	if !f.agrees("EventType", e.Type) || !f.agrees("Sid", e.Sid) {
		return false
	}
	t, w, r := e.Task, e.Worker, e.Reservation
	if t == nil {
		t = &Task{QueueSid: e.facts["TaskQueueSid"], WorkflowSid: e.facts["WorkflowSid"]}
	}
	if w == nil {
		w = &Worker{}
	}
	if r == nil {
		r = &Reservation{}
	}
	onChannel := !f.has("TaskChannel") || strings.EqualFold(f.text("TaskChannel"), t.ChannelName) || f.text("TaskChannel") == t.ChannelSid
	return f.agrees("TaskSid", t.Sid) && f.agrees("TaskQueueSid", t.QueueSid) && f.agrees("WorkflowSid", t.WorkflowSid) &&
		f.agrees("WorkerSid", w.Sid) && f.agrees("ReservationSid", r.Sid) && onChannel
}

func (s *Server) fetchEvent(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	for _, e := range s.events.since(s.now.Add(-eventRetention)) {
		if e.Sid == c.path("Sid") {
			return reply{status: http.StatusOK, body: s.eventResource(c, e)}, nil
		}
	}
	return reply{}, notFound(c.request.URL.Path)
}
