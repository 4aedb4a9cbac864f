package twiliosim

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// maxRequests bounds the record of requests; the oldest go first.
const maxRequests = 20_000

// Phase is how far a request has come.
type Phase string

// The phases of a request that was admitted.
const (
	PhaseArrived  Phase = "arrived"  // inside, before it is applied
	PhaseApplied  Phase = "applied"  // applied, not yet answered
	PhaseAnswered Phase = "answered" // the answer is written, whole
)

// Request is one request to the API, as recorded.
type Request struct {
	Op         string     `json:"op"`
	Method     string     `json:"method"`
	Path       string     `json:"path"`
	Params     url.Values `json:"params,omitempty"` // form or query; nil when it was refused before it was read
	Status     int        `json:"status"`           // 0 when there was no answer
	Fault      string     `json:"fault,omitempty"`
	Concurrent int        `json:"concurrent"` // requests in flight when it arrived, itself included
	At         time.Time  `json:"at"`

	open bool // still counts as in flight
}

type meeting struct {
	op    string
	phase Phase
}

// traffic is what is known of requests, guarded by the server's lock.
type traffic struct {
	inFlight int
	created  int
	refused  int
	log      []*Request
	met      map[meeting]int
	changed  chan struct{} // closed and replaced when something changes that is waited for
	awaited  bool
	observer func(op string, phase Phase)
}

func (t *traffic) init() {
	t.met = map[meeting]int{}
	t.changed = make(chan struct{})
}

// OnRequest calls fn at each phase of each request, from the goroutine that serves it and outside all locks. Whatever
// fn waits for, the request waits for. It replaces the one before; nil means none.
func (s *Server) OnRequest(fn func(op string, phase Phase)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.traffic.observer = fn
}

// Await returns once so many requests of the operation have come to the phase since the simulator was made.
func (s *Server) Await(ctx context.Context, op string, phase Phase, count int) error {
	return s.until(ctx, func() bool { return s.traffic.met[meeting{op, phase}] >= count })
}

// AwaitDeliveries returns once so many attempts to deliver webhooks have ended, well or badly.
func (s *Server) AwaitDeliveries(ctx context.Context, count int) error {
	return s.until(ctx, func() bool { return s.outbox.ended >= count })
}

// until waits for a condition, which is asked under the lock whenever something has changed.
func (s *Server) until(ctx context.Context, holds func() bool) error {
	for {
		s.mu.Lock()
		done, changed := holds(), s.traffic.changed
		s.traffic.awaited = true
		s.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the simulator: %w", ctx.Err())
		case <-changed:
		}
	}
}

// change wakes those who wait; the lock is held.
func (t *traffic) change() {
	if t.awaited {
		close(t.changed)
		t.changed, t.awaited = make(chan struct{}), false
	}
}

func (s *Server) meet(op string, phase Phase) {
	s.mu.Lock()
	s.traffic.met[meeting{op, phase}]++
	s.traffic.change()
	observer := s.traffic.observer
	s.mu.Unlock()
	if observer != nil {
		observer(op, phase)
	}
}

// arrive records a request; it stands in the record from the moment it comes.
func (s *Server) arrive(r *http.Request, op string) *Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.traffic.inFlight++
	entry := &Request{Op: op, Method: r.Method, Path: r.URL.Path, Concurrent: s.traffic.inFlight, At: s.clock.Now(), open: true}
	if len(s.traffic.log) >= maxRequests {
		s.traffic.log = slices.Clone(s.traffic.log[maxRequests/4:])
	}
	s.traffic.log = append(s.traffic.log, entry)
	return entry
}

// note fills in the record of a request under the lock.
func (s *Server) note(fill func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fill()
}

// over ends a request for the record and the limits, before a byte of the answer goes out: who has read the answer
// finds it recorded, and may send the next one.
func (s *Server) over(entry *Request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if entry.open {
		entry.open = false
		entry.Status = status
		s.traffic.inFlight--
	}
}

// Requests lists the requests in the order they came; the last 20,000.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Request, 0, len(s.traffic.log))
	for _, each := range s.traffic.log {
		all = append(all, *each)
	}
	return all
}

// CreatedCount is how many Tasks were ever made through the API or by an agent's call.
func (s *Server) CreatedCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.traffic.created
}

// Refused is how many requests were answered with 429.
func (s *Server) Refused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.traffic.refused
}
