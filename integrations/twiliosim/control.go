package twiliosim

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

// maxControl bounds a body of the simulator's own API, in bytes.
const maxControl = 1 << 20

// controlRoutes are the simulator's own API; the package documentation lists it.
func (s *Server) controlRoutes(mux *http.ServeMux) {
	routes := map[string]func(*http.Request) (any, error){
		"GET /_sim/state":      s.controlState,
		"POST /_sim/faults":    s.controlFault,
		"DELETE /_sim/faults":  s.controlClear,
		"POST /_sim/release":   func(*http.Request) (any, error) { s.Release(); return nil, nil },
		"POST /_sim/limits":    s.controlLimits,
		"POST /_sim/assume":    s.controlAssume,
		"POST /_sim/sinks":     s.controlSinks,
		"POST /_sim/agents":    s.controlAgents,
		"POST /_sim/call":      s.controlCall,
		"POST /_sim/tokens":    s.controlToken,
		"POST /_sim/settle":    func(*http.Request) (any, error) { s.Settle(); return nil, nil },
		"GET /_sim/deliveries": func(*http.Request) (any, error) { return s.Deliveries(), nil },
		"GET /_sim/requests":   func(*http.Request) (any, error) { return s.Requests(), nil },
		"GET /_sim/events":     func(*http.Request) (any, error) { return s.Events(), nil },
	}
	for pattern, act := range routes {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.control(w, r, act) })
	}
}

// control wants the account's credentials, like the rest.
func (s *Server) control(w http.ResponseWriter, r *http.Request, act func(*http.Request) (any, error)) {
	answer, err := any(nil), error(unauthorised())
	if s.authentic(r) {
		answer, err = act(r)
	}
	status := http.StatusOK
	if answer == nil {
		status = http.StatusNoContent
	}
	status, _, body := render(reply{status: status, body: answer}, err)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone is the client's affair
}

// decode reads a JSON body strictly.
func decode(r *http.Request, into any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxControl))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return invalid("the body cannot be read: %v", err)
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return invalid("the body holds more than one value")
	}
	return nil
}

// State is what GET /_sim/state answers.
type State struct {
	AccountSid   string              `json:"account_sid"`
	WorkspaceSid string              `json:"workspace_sid"`
	WorkflowSid  string              `json:"workflow_sid"`
	Now          time.Time           `json:"now"`
	Workers      []Worker            `json:"workers"`
	Tasks        []Task              `json:"tasks"`
	Live         map[string][]string `json:"live_by_callback"`
	Created      int                 `json:"created"`
	Refused      int                 `json:"refused"`
	Waiting      int                 `json:"undelivered"` // webhooks that were not answered with 2xx
}

// State is the whole picture at one go, for a person.
func (s *Server) State() State {
	return State{AccountSid: s.account, WorkspaceSid: s.WorkspaceSid(), WorkflowSid: s.WorkflowSid(), Now: s.clock.Now(), Workers: s.Workers(),
		Tasks: s.Tasks(), Live: s.LiveByCallback(), Created: s.CreatedCount(), Refused: s.Refused(), Waiting: len(s.Undelivered())}
}

func (s *Server) controlState(*http.Request) (any, error) { return s.State(), nil }

func (s *Server) controlFault(r *http.Request) (any, error) {
	var f struct {
		Fault
		RetryAfterSeconds float64 `json:"retry_after"`
		LatencySeconds    float64 `json:"latency"`
		JitterSeconds     float64 `json:"jitter"`
	}
	if err := decode(r, &f); err != nil {
		return nil, err
	}
	f.RetryAfter, f.Latency, f.Jitter = seconds(f.RetryAfterSeconds), seconds(f.LatencySeconds), seconds(f.JitterSeconds)
	return nil, s.Inject(f.Fault)
}

func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }

func (s *Server) controlClear(*http.Request) (any, error) {
	s.ClearFaults()
	s.SetWebhookFaults(WebhookFaults{})
	return nil, nil
}

func (s *Server) controlLimits(r *http.Request) (any, error) {
	var l Limits
	if err := decode(r, &l); err != nil {
		return nil, err
	}
	s.SetLimits(l)
	return nil, nil
}

func (s *Server) controlAssume(r *http.Request) (any, error) {
	a := struct {
		Assumptions
		RetryAfterSeconds float64 `json:"retry_after"`
		ListLagSeconds    float64 `json:"list_lag"`
		EventLagSeconds   float64 `json:"event_lag"`
	}{Assumptions: defaultAssumptions()}
	if err := decode(r, &a); err != nil {
		return nil, err
	}
	a.RetryAfter, a.ListLag, a.EventLag = seconds(a.RetryAfterSeconds), seconds(a.ListLagSeconds), seconds(a.EventLagSeconds)
	s.Assume(a.Assumptions)
	return nil, nil
}
