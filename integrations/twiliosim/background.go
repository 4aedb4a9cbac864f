package twiliosim

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	// parallelDeliveries is how many webhooks are under way at once in the background; order is not kept, as with Twilio.
	parallelDeliveries = 8
	// closeBound is how long Close waits for what is under way.
	closeBound = 5 * time.Second
)

// errNotClosed says that something was still running when Close gave up.
var errNotClosed = errors.New("twiliosim: still running after close")

// Start lets the simulator live on its own: timers act when they are due by the clock and webhooks go out as events
// happen. It returns at once; the work ends with the context or with [Server.Close].
func (s *Server) Start(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	s.stopRunning = cancel
	s.mu.Unlock()
	s.running.Go(func() { s.runTimers(ctx) })
	s.running.Go(func() { s.runDeliveries(ctx) })
}

// Close stops what Start began, lets go of hanging requests, and waits for it, five seconds at most.
func (s *Server) Close() error {
	s.mu.Lock()
	cancel := s.stopRunning
	s.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	s.Release()
	defer s.client.CloseIdleConnections()
	return errors.Join(s.closeAnnexes(), s.wait())
}

func (s *Server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeBound)
	defer cancel()
	done := make(chan struct{})
	go func() {
		s.running.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return errNotClosed
	}
}

// runTimers sleeps until the next timer is due, or an earlier one is set.
func (s *Server) runTimers(ctx context.Context) {
	for ctx.Err() == nil {
		s.lock()
		pause := time.Hour
		if len(s.timers) > 0 {
			pause = s.timers[0].at.Sub(s.now)
		}
		s.mu.Unlock()
		alarm := s.clock.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-alarm.Chan():
		case <-s.wake:
		}
		alarm.Stop()
	}
}

func (s *Server) wakeTimers() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Server) runDeliveries(ctx context.Context) {
	slots := make(chan struct{}, parallelDeliveries)
	var under sync.WaitGroup
	defer under.Wait()
	for {
		select {
		case <-ctx.Done():
			return
		case slots <- struct{}{}:
		}
		d := s.awaitDelivery(ctx)
		if d == nil {
			return
		}
		under.Go(func() {
			s.deliver(ctx, d)
			<-slots
		})
	}
}

// awaitDelivery is nil when the context ends.
func (s *Server) awaitDelivery(ctx context.Context) *delivery {
	for {
		s.mu.Lock()
		d := s.outbox.next()
		s.mu.Unlock()
		if d != nil {
			return d
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.outbox.wake:
		}
	}
}
