package twiliosim

import (
	"maps"
	"time"
)

// Decision is what a worker does with a reservation of its own accord.
type Decision string

// The decisions. With none, a test answers by hand.
const (
	ByHand Decision = ""
	Accept Decision = "accept"
	Reject Decision = "reject"
	Ignore Decision = "ignore" // the reservation times out
)

// Behaviour is how a person works, step by step. A zero duration means at the next [Server.Settle].
type Behaviour struct {
	Decision  Decision      `json:"decision"`
	After     time.Duration `json:"after"`       // from offer to decision
	DialAfter time.Duration `json:"dial_after"`  // from acceptance of a callback to the outbound call
	TalkFor   time.Duration `json:"talk_for"`    // from the call's start to wrapping up
	WrapUpFor time.Duration `json:"wrap_up_for"` // from wrapping up to completion
	// Outcomes are given in turn, the first again after the last; the call is completed without one when empty.
	Outcomes []Outcome `json:"outcomes"`
	// LeaveOpen leaves the callback's own Task assigned after the call, as an agent without the plugin would.
	LeaveOpen bool `json:"leave_open"`
	// HandDial stops after acceptance: the call is left to the test or the person at the screen.
	HandDial bool `json:"hand_dial"`
}

// Outcome is what an agent chooses at wrap-up, written into the call's attributes.
type Outcome struct {
	Code            string         `json:"code"`             // conversations.outcome
	CallbackRequest map[string]any `json:"callback_request"` // left out when nil
	Record          map[string]any `json:"record"`           // left out when nil
}

// patch is what the outcome adds to a Task's attributes.
func (o Outcome) patch() map[string]any {
	patch := map[string]any{}
	if o.Code != "" {
		patch["conversations"] = map[string]any{"outcome": o.Code}
	}
	if o.CallbackRequest != nil {
		patch["callback_request"] = o.CallbackRequest
	}
	if o.Record != nil {
		patch["record"] = o.Record
	}
	return patch
}

// SetBehaviour makes a worker act on its own from its next reservation on. An empty sid sets it for all workers.
func (s *Server) SetBehaviour(workerSid string, b Behaviour) error {
	s.lock()
	defer s.mu.Unlock()
	if workerSid != "" && s.workersBySid[workerSid] == nil {
		return invalid("there is no Worker %q", workerSid)
	}
	for _, w := range s.workers {
		if workerSid == "" || w.Sid == workerSid {
			w.behaviour = b
		}
	}
	return nil
}

// react plans what the worker will do with a fresh reservation.
func (s *Server) react(r *reservation) {
	b := r.worker.behaviour
	switch b.Decision {
	case Accept:
		r.plan = s.after(b.After, func() {
			s.assign(r.task, r)
			s.work(r.task, b)
		})
	case Reject:
		r.plan = s.after(b.After, func() { s.reject(r, nil) })
	}
}

// work plays what follows acceptance: a callback is dialled, any other Task is talked through as it is.
func (s *Server) work(t *task, b Behaviour) {
	switch {
	case t.attributes["taskType"] != "callback":
		s.talk(t, b, s.nextOutcome(t.held.worker, b), nil)
	case !b.HandDial:
		s.after(b.DialAfter, func() { s.dialBack(t, b) })
	}
}

// dialBack makes the outbound call of a callback, unless the Task has gone meanwhile.
func (s *Server) dialBack(t *task, b Behaviour) {
	if t.Status != StatusAssigned {
		return
	}
	w := t.held.worker
	call := s.dial(w, outboundAttributes(t))
	s.talk(call, b, s.nextOutcome(w, b), func() {
		if !b.LeaveOpen && t.held != nil {
			s.complete(t, "callback done")
		}
	})
}

// talk plays a conversation from its start to completion.
func (s *Server) talk(t *task, b Behaviour, outcome Outcome, then func()) {
	s.after(b.TalkFor, func() {
		if t.Status != StatusAssigned {
			return
		}
		s.wrapUpWith(t, outcome.patch())
		s.after(b.WrapUpFor, func() {
			if t.held != nil {
				s.complete(t, "completed")
			}
			if then != nil {
				then()
			}
		})
	})
}

func (s *Server) nextOutcome(w *worker, b Behaviour) Outcome {
	if len(b.Outcomes) == 0 {
		return Outcome{}
	}
	w.turn++
	return b.Outcomes[(w.turn-1)%len(b.Outcomes)]
}

// outboundAttributes are what a plugin passes to StartOutboundCall: the callback's own attributes under another type.
func outboundAttributes(t *task) map[string]any {
	attributes := maps.Clone(t.attributes)
	attributes["taskType"] = "callback-outbound"
	attributes["direction"] = "outbound"
	attributes["parentTask"] = t.Sid
	if _, ok := attributes["conversations"]; !ok {
		attributes["conversations"] = map[string]any{"conversation_id": t.Sid}
	}
	return attributes
}
