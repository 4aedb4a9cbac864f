package twiliosim

import (
	"golang.org/x/time/rate"
)

// evaluateRate is TaskRouter's limit on lists that evaluate an expression, in requests a second
// (changelog of 2024-10-24).
const evaluateRate = 3

// Limits are the account's. Both are unknown for a given account (assumed), so both are switches.
type Limits struct {
	// Concurrent is how many requests may be in flight; any number when 0.
	Concurrent int `json:"concurrent"`
	// CreatesPerSecond is how many Tasks may be created in a second, with as large a burst; any number when 0.
	CreatesPerSecond int `json:"creates_per_second"`
}

type limitState struct {
	Limits
	creates  *rate.Limiter
	evaluate *rate.Limiter
}

// SetLimits replaces the limits; requests beyond them are answered with 429.
func (s *Server) SetLimits(l Limits) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits.Limits, s.limits.creates = l, nil
	if l.CreatesPerSecond > 0 {
		s.limits.creates = rate.NewLimiter(rate.Limit(l.CreatesPerSecond), l.CreatesPerSecond)
	}
}

func (l *limitState) exceeded(s *Server, op string) bool {
	if l.Concurrent > 0 && s.traffic.inFlight > l.Concurrent {
		return true
	}
	return l.creates != nil && op == "CreateTask" && !l.creates.AllowN(s.now, 1)
}

// mayEvaluate spends one of the three evaluations a second.
func (l *limitState) mayEvaluate(s *Server) bool {
	if l.evaluate == nil {
		l.evaluate = rate.NewLimiter(evaluateRate, evaluateRate)
	}
	return l.evaluate.AllowN(s.now, 1)
}
