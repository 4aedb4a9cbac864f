package twiliosim

import (
	"encoding/json"
	"fmt"
	"time"
)

// SeedOptions say what a plausible Flex workspace for Ringback holds.
type SeedOptions struct {
	// Teams in order; one called "main" with two workers when empty.
	Teams []TeamSeed
	// Behaviour of every worker; all is left to the test when zero.
	Behaviour Behaviour
	// Offline leaves every worker offline; they start available otherwise.
	Offline bool
	// Plan of the callback workflow: its times, priority and SkipOwner. Queues and teams are filled in.
	Plan CallbackPlan
	// ReservationTimeout is how long a worker has to answer; TaskRouter's 120 s when 0.
	ReservationTimeout time.Duration
}

// TeamSeed is one team and its people.
type TeamSeed struct {
	Name    string
	Workers []string // friendly names
	Ladder  Ladder   // how long owner and team are waited for; the usual 10 and 20 minutes when 0
}

// Seeded is what SeedRingback made.
type Seeded struct {
	WorkflowSid         string
	OutboundWorkflowSid string
	EveryoneSid         string
	QueueSids           map[string]string // by team
	WorkerSids          map[string]string // by friendly name
}

// SeedRingback fills the workspace: a queue Everyone, a queue and workers for each team (worker attribute team), the
// callback workflow, and a workflow that carries agents' outbound calls, as Flex has one.
func (s *Server) SeedRingback(o SeedOptions) (Seeded, error) {
	if len(o.Teams) == 0 {
		o.Teams = []TeamSeed{{Name: "main", Workers: []string{"alice", "bob"}}}
	}
	s.lock()
	defer s.mu.Unlock()
	made, err := s.seedQueues(o)
	if err != nil {
		return made, fmt.Errorf("seed queues: %w", err)
	}
	if err := s.seedWorkflows(o, &made); err != nil {
		return made, fmt.Errorf("seed workflows: %w", err)
	}
	return made, s.seedWorkers(o, &made)
}

func (s *Server) seedQueues(o SeedOptions) (Seeded, error) {
	made := Seeded{QueueSids: map[string]string{}, WorkerSids: map[string]string{}}
	everyone, err := s.addQueue("Everyone", "1==1")
	if err != nil {
		return made, err
	}
	made.EveryoneSid = everyone.sid
	for _, team := range o.Teams {
		q, err := s.addQueue("Team "+team.Name, fmt.Sprintf("team == %q", team.Name))
		if err != nil {
			return made, err
		}
		made.QueueSids[team.Name] = q.sid
	}
	return made, nil
}

func (s *Server) seedWorkflows(o SeedOptions, made *Seeded) error {
	plan := o.Plan
	plan.EveryoneSid, plan.TeamSids, plan.Teams, plan.Ladders = made.EveryoneSid, made.QueueSids, nil, map[string]Ladder{}
	for _, team := range o.Teams {
		plan.Teams = append(plan.Teams, team.Name)
		plan.Ladders[team.Name] = team.Ladder
	}
	seconds := defaultReservationTimeout
	if o.ReservationTimeout > 0 {
		seconds = int(o.ReservationTimeout.Seconds())
	}
	var err error
	if s.callback, err = s.addWorkflow("Ringback callbacks", CallbackWorkflow(plan), seconds); err != nil {
		return err
	}
	s.outbound, err = s.addWorkflow("Outbound calls", encodeWorkflow(nil, made.EveryoneSid), seconds)
	if err != nil {
		return err
	}
	made.WorkflowSid, made.OutboundWorkflowSid = s.callback.sid, s.outbound.sid
	return nil
}

func (s *Server) seedWorkers(o SeedOptions, made *Seeded) error {
	in := s.activities[1] // Available, see createWorkspace
	if o.Offline {
		in = s.activities[0]
	}
	for _, team := range o.Teams {
		for _, name := range team.Workers {
			attributes := map[string]any{"team": team.Name, "full_name": name, "roles": []any{"agent"}}
			text, err := json.Marshal(attributes)
			if err != nil {
				return fmt.Errorf("seed worker: %w", err)
			}
			w := s.addWorker(name, string(text), attributes, in)
			w.behaviour = o.Behaviour
			made.WorkerSids[name] = w.Sid
		}
	}
	return nil
}

// WorkflowSid is the callback workflow of [Server.SeedRingback]; empty before.
func (s *Server) WorkflowSid() string {
	s.lock()
	defer s.mu.Unlock()
	if s.callback == nil {
		return ""
	}
	return s.callback.sid
}
