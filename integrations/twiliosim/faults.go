package twiliosim

import (
	"net"
	"net/http"
	"slices"
	"time"
)

// FaultKind names what goes wrong with a request.
type FaultKind string

// The kinds of fault. "Before" means that nothing was applied, "after" that it was.
const (
	FaultTooMany     FaultKind = "429"          // refused, never processed
	FaultErrorBefore FaultKind = "error_before" // Status (500 when 0) and Twilio's error JSON
	FaultErrorAfter  FaultKind = "error_after"
	FaultHangBefore  FaultKind = "hang_before" // no answer until the client goes or Release; then nothing is applied
	FaultHangAfter   FaultKind = "hang_after"
	FaultResetBefore FaultKind = "reset_before" // the connection is reset
	FaultResetAfter  FaultKind = "reset_after"
	FaultTruncate    FaultKind = "truncate" // applied, answered with the first half of the body
	FaultGateway     FaultKind = "html_502" // not applied, answered by a proxy's HTML page
	FaultLatency     FaultKind = "latency"  // applied and answered, late
)

// Fault is something that goes wrong with requests until it is used up or cleared.
type Fault struct {
	Op          string        `json:"op"`          // "CreateTask"; any operation when empty
	Kind        FaultKind     `json:"kind"`        //
	Count       int           `json:"count"`       // strikes that many requests; without limit when 0
	Probability float64       `json:"probability"` // of striking, by the seed's dice; always when 0
	Status      int           `json:"status"`      // of the error kinds; 500 when 0
	RetryAfter  time.Duration `json:"retry_after"` // of 429s; no header when 0
	Latency     time.Duration `json:"latency"`     // before anything else, with any kind
	Jitter      time.Duration `json:"jitter"`      // up to so much more, by the seed's dice
}

// activeFault is a fault that strikes one request.
type activeFault struct {
	Fault
	wait time.Duration
}

type faultBoard struct {
	active  []*Fault
	release chan struct{}
}

// Inject adds a fault. Of several that fit a request the first added strikes. An unknown kind is an error.
func (s *Server) Inject(f Fault) error {
	kinds := []FaultKind{FaultTooMany, FaultErrorBefore, FaultErrorAfter, FaultHangBefore, FaultHangAfter, FaultResetBefore,
		FaultResetAfter, FaultTruncate, FaultGateway, FaultLatency}
	if !slices.Contains(kinds, f.Kind) {
		return invalid("unknown kind of fault %q", f.Kind)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.board.active = append(s.board.active, &f)
	return nil
}

// ClearFaults ends all faults of requests, and lets hanging ones go.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	s.board.active = nil
	s.mu.Unlock()
	s.Release()
}

// Release lets every hanging request go on: those that hang before are dropped, those that hang after are answered.
func (s *Server) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.board.release)
	s.board.release = make(chan struct{})
}

// strike finds the fault for a request; nil when all goes well.
func (b *faultBoard) strike(s *Server, op string) *activeFault {
	for i, f := range b.active {
		if f.Op != "" && f.Op != op || f.Probability > 0 && s.chance.Float64() >= f.Probability {
			continue
		}
		struck := &activeFault{Fault: *f, wait: f.Latency}
		if f.Jitter > 0 {
			struck.wait += time.Duration(s.chance.Int64N(int64(f.Jitter)))
		}
		if f.Count == 1 {
			b.active = slices.Delete(b.active, i, i+1)
		}
		f.Count = max(f.Count-1, 0)
		return struck
	}
	return nil
}

// before does what a fault does to a request that is not applied. True when that is the end of it.
func (s *Server) before(w http.ResponseWriter, r *http.Request, entry *Request, fault *activeFault) bool {
	if fault == nil {
		return false
	}
	s.note(func() { entry.Fault = string(fault.Kind) })
	switch fault.Kind {
	case FaultTooMany:
		s.write(w, entry, tooManyRequests(), reply{}, fault)
	case FaultErrorBefore:
		s.write(w, entry, serverError(fault.status()), reply{}, fault)
	case FaultHangBefore:
		s.hang(r)
		reset(w)
	case FaultResetBefore:
		reset(w)
	case FaultGateway:
		s.gateway(w, entry)
	default:
		return false
	}
	return true
}

// afterwards does what a fault does to a request that was applied. True when that is the end of it.
func (s *Server) afterwards(w http.ResponseWriter, r *http.Request, entry *Request, fault *activeFault, answer reply, err error) bool {
	if fault == nil {
		return false
	}
	switch fault.Kind {
	case FaultErrorAfter:
		s.write(w, entry, serverError(fault.status()), reply{}, fault)
	case FaultResetAfter:
		reset(w)
	case FaultTruncate:
		s.truncate(w, entry, answer, err)
	case FaultHangAfter:
		return s.hang(r)
	default:
		return false
	}
	return true
}

func (f *activeFault) status() int {
	if f.Status == 0 {
		return http.StatusInternalServerError
	}
	return f.Status
}

// hang waits until the client goes, which is true, or the request is released.
func (s *Server) hang(r *http.Request) bool {
	s.mu.Lock()
	release := s.board.release
	s.mu.Unlock()
	select {
	case <-r.Context().Done():
		return true
	case <-release:
		return false
	}
}

// reset ends the connection with a TCP reset; where there is no connection to take, the handler is aborted.
func reset(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // so that closing sends RST
	}
	_ = connection.Close()
}

// truncate promises the whole body and sends half of it.
func (s *Server) truncate(w http.ResponseWriter, entry *Request, answer reply, err error) {
	status, tag, body := render(answer, err)
	s.over(entry, status)
	w.Header().Set("Content-Type", "application/json")
	if tag != "" {
		w.Header().Set("ETag", tag)
	}
	w.WriteHeader(status)
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush() // what matters is that no more comes
	panic(http.ErrAbortHandler)
}

func (s *Server) gateway(w http.ResponseWriter, entry *Request) {
	s.over(entry, http.StatusBadGateway)
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	_, _ = w.Write([]byte("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"))
}
