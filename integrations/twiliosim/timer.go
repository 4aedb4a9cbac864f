package twiliosim

import (
	"container/heap"
	"time"
)

// timer is something that will happen at a known time. All of them live in one heap, so that a fake clock can play
// a day in one call and nothing is left running when a test ends.
type timer struct {
	at    time.Time
	seq   uint64
	act   func()
	index int
}

// timerHeap orders by time, then by the order in which the timers were set.
type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }

func (h timerHeap) Less(i, j int) bool {
	if !h[i].at.Equal(h[j].at) {
		return h[i].at.Before(h[j].at)
	}
	return h[i].seq < h[j].seq
}

func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

// Push and Pop are container/heap's.
func (h *timerHeap) Push(x any) {
	t := x.(*timer)
	t.index = len(*h)
	*h = append(*h, t)
}

// Pop removes the last element for container/heap.
func (h *timerHeap) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	t.index = -1
	return t
}

// after runs act, under the lock, once d has passed.
func (s *Server) after(d time.Duration, act func()) *timer { return s.at(s.now.Add(d), act) }

func (s *Server) at(at time.Time, act func()) *timer {
	s.timerSeq++
	t := &timer{at: at, seq: s.timerSeq, act: act}
	heap.Push(&s.timers, t)
	if t.index == 0 {
		s.wakeTimers()
	}
	return t
}

// stop forgets a timer; nil and timers that ran already are fine.
func (s *Server) stop(t *timer) {
	if t != nil && t.index >= 0 {
		heap.Remove(&s.timers, t.index)
		t.index = -1
	}
}

// lock takes the state and brings it up to the present: whatever is due happens first, each at its own time, so that
// what follows never sees a Task that should have ended.
func (s *Server) lock() {
	s.mu.Lock()
	present := s.clock.Now()
	for len(s.timers) > 0 && !s.timers[0].at.After(present) {
		due := heap.Pop(&s.timers).(*timer)
		if due.at.After(s.now) {
			s.now = due.at
		}
		due.act()
	}
	s.now = present
}

// Settle runs everything that is due by the clock, in order, each at the time it was due: accepted calls, time-outs,
// retention. After moving a fake clock, call it and then [Server.Flush].
func (s *Server) Settle() {
	s.lock()
	s.mu.Unlock()
}
