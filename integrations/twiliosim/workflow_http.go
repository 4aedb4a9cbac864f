package twiliosim

import "net/http"

type workflowResource struct {
	AccountSid                    string            `json:"account_sid"`
	AssignmentCallbackURL         *string           `json:"assignment_callback_url"`
	Configuration                 string            `json:"configuration"`
	DateCreated                   *string           `json:"date_created"`
	DateUpdated                   *string           `json:"date_updated"`
	DocumentContentType           string            `json:"document_content_type"`
	FallbackAssignmentCallbackURL *string           `json:"fallback_assignment_callback_url"`
	FriendlyName                  string            `json:"friendly_name"`
	Sid                           string            `json:"sid"`
	TaskReservationTimeout        int               `json:"task_reservation_timeout"`
	WorkspaceSid                  string            `json:"workspace_sid"`
	URL                           string            `json:"url"`
	Links                         map[string]string `json:"links"`
}

func (s *Server) workflowResource(c *call, wf *workflow) workflowResource {
	base := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	return workflowResource{AccountSid: s.account, AssignmentCallbackURL: optional(wf.assignmentURL), Configuration: wf.configuration,
		DateCreated: stamp(wf.createdAt), DateUpdated: stamp(wf.updatedAt), DocumentContentType: "application/json",
		FallbackAssignmentCallbackURL: optional(wf.fallbackURL), FriendlyName: wf.name, Sid: wf.sid,
		TaskReservationTimeout: wf.reservationTimeout, WorkspaceSid: s.workspace.Sid, URL: base + "/Workflows/" + wf.sid,
		Links: map[string]string{"workspace": base}}
}

// addWorkflow makes a workflow with the given rules and seconds to answer a reservation.
func (s *Server) addWorkflow(name, configuration string, reservationTimeout int) (*workflow, error) {
	wf := &workflow{name: name, reservationTimeout: reservationTimeout, createdAt: s.now, updatedAt: s.now}
	if err := s.configure(wf, configuration); err != nil {
		return nil, err
	}
	wf.sid = s.sids.next("WW")
	s.workflows = append(s.workflows, wf)
	s.emit(Event{Type: "workflow.created", facts: wf.facts(), Description: "Workflow " + name + " created"})
	return wf, nil
}

func (wf *workflow) facts() map[string]string {
	return map[string]string{"WorkflowSid": wf.sid, "WorkflowName": wf.name}
}

func (s *Server) listWorkflows(c *call) (reply, error) {
	c.only("FriendlyName", "PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	all := []workflowResource{}
	for _, wf := range s.workflows {
		if c.fields.agrees("FriendlyName", wf.name) {
			all = append(all, s.workflowResource(c, wf))
		}
	}
	return listReply(c, "workflows", p, all)
}

func (s *Server) namedWorkflow(c *call) (*workflow, error) {
	for _, wf := range s.workflows {
		if wf.sid == c.path("Sid") {
			return wf, nil
		}
	}
	return nil, notFound(c.request.URL.Path)
}

func (s *Server) fetchWorkflow(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	wf, err := s.namedWorkflow(c)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, body: s.workflowResource(c, wf)}, nil
}

func (s *Server) createWorkflow(c *call) (reply, error) {
	c.only("FriendlyName", "Configuration", "AssignmentCallbackUrl", "FallbackAssignmentCallbackUrl", "TaskReservationTimeout")
	name, configuration := c.fields.required("FriendlyName"), c.fields.required("Configuration")
	timeout := c.fields.number("TaskReservationTimeout", 1, maxReservationTimeout, defaultReservationTimeout)
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	for _, other := range s.workflows {
		if other.name == name {
			return reply{}, invalid("there is a Workflow %q already", name)
		}
	}
	wf, err := s.addWorkflow(name, configuration, timeout)
	if err != nil {
		return reply{}, err
	}
	wf.assignmentURL, wf.fallbackURL = c.fields.text("AssignmentCallbackUrl"), c.fields.text("FallbackAssignmentCallbackUrl")
	return reply{status: http.StatusCreated, body: s.workflowResource(c, wf)}, nil
}

// updateWorkflow leaves the Tasks inside where they are, unless it is told to evaluate them again.
func (s *Server) updateWorkflow(c *call) (reply, error) {
	c.only("FriendlyName", "Configuration", "AssignmentCallbackUrl", "FallbackAssignmentCallbackUrl", "TaskReservationTimeout", "ReEvaluateTasks")
	f := c.fields
	s.lock()
	defer s.mu.Unlock()
	wf, err := s.namedWorkflow(c)
	if err != nil {
		return reply{}, err
	}
	timeout, again := f.number("TaskReservationTimeout", 1, maxReservationTimeout, wf.reservationTimeout), f.truth("ReEvaluateTasks", false)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	if f.has("Configuration") {
		if err := s.configure(wf, f.text("Configuration")); err != nil {
			return reply{}, err
		}
	}
	for key, to := range map[string]*string{"FriendlyName": &wf.name, "AssignmentCallbackUrl": &wf.assignmentURL, "FallbackAssignmentCallbackUrl": &wf.fallbackURL} {
		if f.has(key) {
			*to = f.text(key)
		}
	}
	wf.reservationTimeout, wf.updatedAt = timeout, s.now
	s.emit(Event{Type: "workflow.updated", facts: wf.facts(), Description: "Workflow " + wf.name + " updated"})
	if again {
		s.reevaluate(wf)
	}
	return reply{status: http.StatusOK, body: s.workflowResource(c, wf)}, nil
}

func (s *Server) reevaluate(wf *workflow) {
	for _, each := range s.tasks.ordered {
		if each.task != nil && each.task.workflow == wf && each.task.Status == StatusPending {
			s.route(each.task)
		}
	}
}
