package twiliosim

import "net/http"

// operation is one of Twilio's, named as twilio-go names it.
type operation struct {
	name   string
	method string
	path   string // below /v1/Workspaces, or /v1/PluginService, but for Event Streams
	apply  func(*call) (reply, error)
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for _, group := range [][]operation{s.workspaceOperations(), s.annexOperations(), s.taskOperations(), s.peopleOperations(), s.setupOperations()} {
		for _, op := range group {
			mux.HandleFunc(op.method+" /v1/Workspaces"+op.path, func(w http.ResponseWriter, r *http.Request) { s.exchange(w, r, op) })
		}
	}
	for _, op := range s.streamOperations() {
		mux.HandleFunc(op.method+" "+op.path, func(w http.ResponseWriter, r *http.Request) { s.exchange(w, r, op) })
	}
	for _, op := range s.pluginOperations() {
		mux.HandleFunc(op.method+" /v1/PluginService"+op.path, func(w http.ResponseWriter, r *http.Request) { s.exchange(w, r, op) })
	}
	identity := operation{name: opValidateToken, apply: s.validateToken}
	mux.HandleFunc("POST /v1/Accounts/{AccountSid}/Tokens/validate", func(w http.ResponseWriter, r *http.Request) { s.exchange(w, r, identity) })
	s.controlRoutes(mux)
	unknown := operation{name: "Unknown", apply: func(c *call) (reply, error) { return reply{}, notFound(c.request.URL.Path) }}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.exchange(w, r, unknown) })
	return mux
}

func (s *Server) workspaceOperations() []operation {
	return []operation{
		{"ListWorkspace", "GET", "", s.listWorkspaces},
		{"FetchWorkspace", "GET", "/{WorkspaceSid}", s.fetchWorkspace},
		{"UpdateWorkspace", "POST", "/{WorkspaceSid}", s.updateWorkspace},
		{"ListEvent", "GET", "/{WorkspaceSid}/Events", s.listEvents},
		{"FetchEvent", "GET", "/{WorkspaceSid}/Events/{Sid}", s.fetchEvent},
		{"ListActivity", "GET", "/{WorkspaceSid}/Activities", s.listActivities},
		{"CreateActivity", "POST", "/{WorkspaceSid}/Activities", s.createActivity},
		{"FetchActivity", "GET", "/{WorkspaceSid}/Activities/{Sid}", s.fetchActivity},
		{"UpdateActivity", "POST", "/{WorkspaceSid}/Activities/{Sid}", s.updateActivity},
	}
}

func (s *Server) taskOperations() []operation {
	return []operation{
		{"CreateTask", "POST", "/{WorkspaceSid}/Tasks", s.createTask},
		{"ListTask", "GET", "/{WorkspaceSid}/Tasks", s.listTasks},
		{"FetchTask", "GET", "/{WorkspaceSid}/Tasks/{Sid}", s.fetchTask},
		{"UpdateTask", "POST", "/{WorkspaceSid}/Tasks/{Sid}", s.updateTask},
		{"DeleteTask", "DELETE", "/{WorkspaceSid}/Tasks/{Sid}", s.deleteTask},
		{"ListTaskReservation", "GET", "/{WorkspaceSid}/Tasks/{TaskSid}/Reservations", s.listReservations},
		{"FetchTaskReservation", "GET", "/{WorkspaceSid}/Tasks/{TaskSid}/Reservations/{Sid}", s.fetchReservation},
		{"UpdateTaskReservation", "POST", "/{WorkspaceSid}/Tasks/{TaskSid}/Reservations/{Sid}", s.updateReservation},
	}
}

func (s *Server) peopleOperations() []operation {
	return []operation{
		{"ListWorker", "GET", "/{WorkspaceSid}/Workers", s.listWorkers},
		{"CreateWorker", "POST", "/{WorkspaceSid}/Workers", s.createWorker},
		{"FetchWorker", "GET", "/{WorkspaceSid}/Workers/{Sid}", s.fetchWorker},
		{"UpdateWorker", "POST", "/{WorkspaceSid}/Workers/{Sid}", s.updateWorker},
		{"ListWorkerChannel", "GET", "/{WorkspaceSid}/Workers/{WorkerSid}/Channels", s.listWorkerChannels},
		{"UpdateWorkerChannel", "POST", "/{WorkspaceSid}/Workers/{WorkerSid}/Channels/{Sid}", s.updateWorkerChannel},
	}
}

func (s *Server) setupOperations() []operation {
	return []operation{
		{"ListTaskQueue", "GET", "/{WorkspaceSid}/TaskQueues", s.listQueues},
		{"CreateTaskQueue", "POST", "/{WorkspaceSid}/TaskQueues", s.createQueue},
		{"FetchTaskQueue", "GET", "/{WorkspaceSid}/TaskQueues/{Sid}", s.fetchQueue},
		{"UpdateTaskQueue", "POST", "/{WorkspaceSid}/TaskQueues/{Sid}", s.updateQueue},
		{"DeleteTaskQueue", "DELETE", "/{WorkspaceSid}/TaskQueues/{Sid}", s.deleteQueue},
		{"ListWorkflow", "GET", "/{WorkspaceSid}/Workflows", s.listWorkflows},
		{"CreateWorkflow", "POST", "/{WorkspaceSid}/Workflows", s.createWorkflow},
		{"FetchWorkflow", "GET", "/{WorkspaceSid}/Workflows/{Sid}", s.fetchWorkflow},
		{"UpdateWorkflow", "POST", "/{WorkspaceSid}/Workflows/{Sid}", s.updateWorkflow},
		{"DeleteWorkflow", "DELETE", "/{WorkspaceSid}/Workflows/{Sid}", s.deleteWorkflow},
		{"ListTaskChannel", "GET", "/{WorkspaceSid}/TaskChannels", s.listTaskChannels},
		{"CreateTaskChannel", "POST", "/{WorkspaceSid}/TaskChannels", s.createTaskChannel},
		{"FetchTaskChannel", "GET", "/{WorkspaceSid}/TaskChannels/{Sid}", s.fetchTaskChannel},
		{"UpdateTaskChannel", "POST", "/{WorkspaceSid}/TaskChannels/{Sid}", s.updateTaskChannel},
	}
}
