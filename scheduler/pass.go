package scheduler

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// Result is what one run of a pass found and did.
type Result struct {
	Found int // things that were due
	Done  int // of them, moved on
}

// pass is a periodic job: what to do, how often, and when it last did.
type pass struct {
	name  string
	every time.Duration
	run   func(context.Context) (Result, error)
	beat  atomic.Int64 // when it last ended well, milliseconds
}

// RunOnce runs one pass by name, now.
func (s *Scheduler) RunOnce(ctx context.Context, name string) (Result, error) {
	for _, p := range s.passes {
		if p.name == name {
			return s.runPass(ctx, p)
		}
	}
	return Result{}, fmt.Errorf("there is no pass %q", name)
}

// passLimit bounds one run of a pass, whatever it waits for.
const passLimit = 2 * time.Minute

func (s *Scheduler) runPass(ctx context.Context, p *pass) (Result, error) {
	ctx, cancel := context.WithTimeout(ctx, passLimit)
	defer cancel()
	began := s.clock.Now()
	result, err := p.run(ctx)
	s.metrics.passes.WithLabelValues(p.name).Observe(s.clock.Since(began).Seconds())
	s.metrics.worked.WithLabelValues(p.name).Add(float64(result.Done))
	if err != nil {
		s.metrics.failures.WithLabelValues(p.name).Inc()
		return result, fmt.Errorf("%s: %w", p.name, err)
	}
	p.beat.Store(s.clock.Now().UnixMilli())
	return result, nil
}

// Beating says whether every pass has run lately; the error names one that has not.
func (s *Scheduler) Beating() error {
	now := s.clock.Now()
	if at := time.UnixMilli(s.dispatcher.beat.Load()); now.Sub(at) > beatWithin {
		return fmt.Errorf("the dispatcher has not turned since %s", at.UTC().Format(time.RFC3339))
	}
	for _, p := range s.passes {
		if p.needsProvider() {
			continue // the provider's health is no reason to take this instance out of service
		}
		at := time.UnixMilli(p.beat.Load())
		if now.Sub(at) > 3*p.every+beatWithin && now.Sub(s.startedAt) > 3*p.every+beatWithin {
			return fmt.Errorf("the pass %s has not ended well since %s", p.name, at.UTC().Format(time.RFC3339))
		}
	}
	return nil
}

const beatWithin = 30 * time.Second

func (p *pass) needsProvider() bool {
	switch p.name {
	case PassRescue, PassReconcile, PassClose, PassDirectory, PassSuppress, PassSetup:
		return true
	}
	return false
}
