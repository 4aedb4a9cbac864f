package twiliosim

type taskLinks struct {
	Workspace    string  `json:"workspace"`
	TaskQueue    *string `json:"task_queue"`
	Workflow     *string `json:"workflow"`
	Reservations string  `json:"reservations"`
}

type taskResource struct {
	AccountSid            string    `json:"account_sid"`
	Age                   int       `json:"age"` // seconds
	AssignmentStatus      string    `json:"assignment_status"`
	Attributes            *string   `json:"attributes"`
	Addons                string    `json:"addons"`
	DateCreated           *string   `json:"date_created"`
	DateUpdated           *string   `json:"date_updated"`
	TaskQueueEnteredDate  *string   `json:"task_queue_entered_date"`
	Priority              int       `json:"priority"`
	Reason                *string   `json:"reason"`
	Sid                   string    `json:"sid"`
	TaskQueueSid          *string   `json:"task_queue_sid"`
	TaskQueueFriendlyName *string   `json:"task_queue_friendly_name"`
	TaskChannelSid        string    `json:"task_channel_sid"`
	TaskChannelUniqueName string    `json:"task_channel_unique_name"`
	Timeout               int       `json:"timeout"`
	WorkflowSid           *string   `json:"workflow_sid"`
	WorkflowFriendlyName  *string   `json:"workflow_friendly_name"`
	WorkspaceSid          string    `json:"workspace_sid"`
	URL                   string    `json:"url"`
	Links                 taskLinks `json:"links"`
	VirtualStartTime      *string   `json:"virtual_start_time"`
	IgnoreCapacity        bool      `json:"ignore_capacity"`
	RoutingTarget         *string   `json:"routing_target"`
}

func (s *Server) taskResource(c *call, t *task) taskResource {
	base := c.origin + "/v1/Workspaces/" + s.workspace.Sid
	url := base + "/Tasks/" + t.Sid
	links := taskLinks{Workspace: base, Reservations: url + "/Reservations"}
	if t.QueueSid != "" {
		links.TaskQueue = optional(base + "/TaskQueues/" + t.QueueSid)
	}
	if t.WorkflowSid != "" {
		links.Workflow = optional(base + "/Workflows/" + t.WorkflowSid)
	}
	attributes := t.Attributes
	return taskResource{AccountSid: s.account, Age: int(s.now.Sub(t.CreatedAt).Seconds()), AssignmentStatus: t.Status,
		Attributes: &attributes, Addons: "{}", DateCreated: stamp(t.CreatedAt), DateUpdated: stamp(t.UpdatedAt),
		TaskQueueEnteredDate: stamp(t.QueueEnteredAt), Priority: t.Priority, Reason: optional(t.Reason), Sid: t.Sid,
		TaskQueueSid: optional(t.QueueSid), TaskQueueFriendlyName: optional(t.QueueName), TaskChannelSid: t.ChannelSid,
		TaskChannelUniqueName: t.ChannelName, Timeout: t.Timeout, WorkflowSid: optional(t.WorkflowSid),
		WorkflowFriendlyName: optional(t.WorkflowName), WorkspaceSid: s.workspace.Sid, URL: url, Links: links,
		VirtualStartTime: stamp(t.VirtualStartAt), IgnoreCapacity: t.IgnoreCapacity, RoutingTarget: optional(t.RoutingTarget)}
}
