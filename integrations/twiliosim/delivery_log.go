package twiliosim

import (
	"slices"
	"time"
)

// maxDeliveries bounds the record of deliveries; the oldest go first.
const maxDeliveries = 20_000

// Outcomes of one attempt to deliver.
const (
	OutcomeDelivered = "delivered" // answered 2xx
	OutcomeLost      = "lost"      // never tried again
	OutcomeDiscarded = "discarded" // refused with 4xx by a stream's receiver: never tried again
	OutcomeRetried   = "retried"   // will be tried again later
)

// Delivery is one attempt to tell a sink about events. Nothing of the body is kept.
type Delivery struct {
	Sink    string    `json:"sink"`
	Types   []string  `json:"types"`
	Events  []string  `json:"events"` // EV... ids
	Attempt int       `json:"attempt"`
	Status  int       `json:"status"` // 0 when there was no answer
	Error   string    `json:"error,omitempty"`
	Outcome string    `json:"outcome"`
	At      time.Time `json:"at"`
}

// Deliveries lists the attempts so far, oldest first; the last 20,000.
func (s *Server) Deliveries() []Delivery {
	s.lock()
	defer s.mu.Unlock()
	return slices.Clone(s.outbox.log)
}

// Undelivered lists the attempts that were not answered with 2xx.
func (s *Server) Undelivered() []Delivery {
	return slices.DeleteFunc(s.Deliveries(), func(d Delivery) bool { return d.Outcome == OutcomeDelivered })
}

// settle records the end of a delivery.
func (s *Server) settle(d *delivery, status int, err error, outcome string) {
	s.lock()
	defer s.mu.Unlock()
	s.record(d, status, errorText(err), outcome)
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func (s *Server) record(d *delivery, status int, problem, outcome string) {
	entry := Delivery{Sink: d.sink, Attempt: d.attempt, Status: status, Error: problem, Outcome: outcome, At: s.now}
	for _, e := range d.events {
		entry.Types, entry.Events = append(entry.Types, e.Type), append(entry.Events, e.Sid)
	}
	if outcome != OutcomeDelivered {
		s.log.Warn("webhook not delivered", "sink", d.sink, "status", status, "outcome", outcome)
	}
	if len(s.outbox.log) >= maxDeliveries {
		s.outbox.log = slices.Clone(s.outbox.log[maxDeliveries/4:])
	}
	s.outbox.log = append(s.outbox.log, entry)
	s.outbox.ended++
	s.traffic.change()
}
