package twiliosim

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// exchange is the way of every request to the API: admitted or refused, struck by a fault or not, applied, answered.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request, op operation) {
	if annex := s.annex(r.PathValue("WorkspaceSid")); annex != nil {
		annex.ServeHTTP(w, r)
		return
	}
	entry := s.arrive(r, op.name)
	defer s.over(entry, 0)
	fault, refused := s.admitRequest(r, op.name)
	if refused != nil {
		s.write(w, entry, refused, reply{}, nil)
		return
	}
	s.meet(op.name, PhaseArrived)
	if s.delay(r.Context(), fault) != nil || s.before(w, r, entry, fault) {
		return
	}
	answer, err := s.apply(r, entry, op)
	s.meet(op.name, PhaseApplied)
	if s.afterwards(w, r, entry, fault, answer, err) {
		return
	}
	s.write(w, entry, err, answer, nil)
	s.meet(op.name, PhaseAnswered)
}

func (s *Server) apply(r *http.Request, entry *Request, op operation) (reply, error) {
	c, err := newCall(r, op.name)
	if err != nil {
		return reply{}, err
	}
	s.note(func() { entry.Params = c.fields.values })
	return op.apply(c)
}

// admitRequest checks credentials, workspace and limits, in that order, and finds the fault that will strike.
func (s *Server) admitRequest(r *http.Request, op string) (*activeFault, error) {
	if !s.authentic(r) {
		return nil, unauthorised()
	}
	if named := r.PathValue("WorkspaceSid"); named != "" && named != s.workspace.Sid {
		return nil, notFound(r.URL.Path)
	}
	s.lock()
	defer s.mu.Unlock()
	if s.limits.exceeded(s, op) {
		return nil, tooManyRequests()
	}
	return s.board.strike(s, op), nil
}

// authentic accepts the account's own pair and the API key's.
func (s *Server) authentic(r *http.Request) bool {
	user, password, _ := r.BasicAuth()
	own := same(user, s.account) && same(password, s.token)
	key := s.key != "" && s.secret != "" && same(user, s.key) && same(password, s.secret)
	return own || key
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// delay waits for a fault's latency by the clock; the error says the client has gone.
func (s *Server) delay(ctx context.Context, fault *activeFault) error {
	if fault == nil || fault.wait <= 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return fmt.Errorf("wait out latency: %w", ctx.Err())
	case <-s.clock.After(fault.wait):
		return nil
	}
}

// write answers, whole.
func (s *Server) write(w http.ResponseWriter, entry *Request, err error, answer reply, fault *activeFault) {
	status, tag, body := render(answer, err)
	s.setHeaders(w, entry, status, tag, fault)
	s.over(entry, status)
	w.WriteHeader(status)
	if len(body) > 0 {
		_, _ = w.Write(body) // a client that has gone is the client's affair
	}
}

func (s *Server) setHeaders(w http.ResponseWriter, entry *Request, status int, tag string, fault *activeFault) {
	header := w.Header()
	if status != http.StatusNoContent {
		header.Set("Content-Type", "application/json")
	}
	if tag != "" {
		header.Set("ETag", tag)
	}
	header.Set("Twilio-Concurrent-Requests", strconv.Itoa(entry.Concurrent))
	if status == http.StatusTooManyRequests {
		s.refuse(header, fault)
	}
}

// refuse counts a 429 and says when to come back, if that is what the fault or the assumption wants.
func (s *Server) refuse(header http.Header, fault *activeFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.traffic.refused++
	pause := s.assumptions.RetryAfter
	if fault != nil {
		pause = fault.RetryAfter
	}
	if pause > 0 {
		header.Set("Retry-After", strconv.Itoa(int((pause+time.Second-1)/time.Second)))
	}
}
