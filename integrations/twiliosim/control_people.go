package twiliosim

import "net/http"

func (s *Server) controlSinks(r *http.Request) (any, error) {
	var sinks struct {
		Callback *string        `json:"callback"` // left alone when absent
		Stream   *string        `json:"stream"`
		Types    []string       `json:"types"` // of the stream; all when empty
		Faults   *WebhookFaults `json:"faults"`
	}
	if err := decode(r, &sinks); err != nil {
		return nil, err
	}
	if sinks.Callback != nil {
		s.SetEventCallback(*sinks.Callback)
	}
	if sinks.Stream != nil {
		s.SetEventStream(*sinks.Stream, sinks.Types...)
	}
	if sinks.Faults != nil {
		s.SetWebhookFaults(*sinks.Faults)
	}
	return nil, nil
}

// pace is a behaviour with its times in seconds, for people who write JSON by hand.
type pace struct {
	Behaviour
	After     float64 `json:"after"`
	DialAfter float64 `json:"dial_after"`
	TalkFor   float64 `json:"talk_for"`
	WrapUpFor float64 `json:"wrap_up_for"`
}

func (p pace) behaviour() Behaviour {
	b := p.Behaviour
	b.After, b.DialAfter, b.TalkFor, b.WrapUpFor = seconds(p.After), seconds(p.DialAfter), seconds(p.TalkFor), seconds(p.WrapUpFor)
	return b
}

func (s *Server) controlAgents(r *http.Request) (any, error) {
	var change struct {
		WorkerSid string `json:"worker_sid"` // every worker when empty
		Available *bool  `json:"available"`  // left alone when absent
		Behaviour *pace  `json:"behaviour"`  // left alone when absent
	}
	if err := decode(r, &change); err != nil {
		return nil, err
	}
	if change.Behaviour != nil {
		if err := s.SetBehaviour(change.WorkerSid, change.Behaviour.behaviour()); err != nil {
			return nil, err
		}
	}
	if change.Available == nil {
		return nil, nil
	}
	return nil, s.setActivities(change.WorkerSid, *change.Available)
}

func (s *Server) setActivities(workerSid string, available bool) error {
	if workerSid != "" {
		return s.SetActivity(workerSid, available)
	}
	for _, w := range s.Workers() {
		if err := s.SetActivity(w.Sid, available); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) controlCall(r *http.Request) (any, error) {
	var wanted struct {
		WorkerSid  string         `json:"worker_sid"`
		Attributes map[string]any `json:"attributes"`
		Pace       pace           `json:"pace"`
		Outcome    *Outcome       `json:"outcome"` // the call stays open when absent
	}
	if err := decode(r, &wanted); err != nil {
		return nil, err
	}
	var sid string
	var err error
	if wanted.Outcome == nil {
		sid, err = s.Call(wanted.WorkerSid, wanted.Attributes)
	} else {
		sid, err = s.CallWith(wanted.WorkerSid, wanted.Attributes, wanted.Pace.behaviour(), *wanted.Outcome)
	}
	if err != nil {
		return nil, err
	}
	return map[string]string{"task_sid": sid}, nil
}
