package scheduler

import (
	"container/heap"
	"testing"
	"time"
)

// account is a provider that takes so many calls at once and so many a second, and answers after latency.
type account struct {
	atOnce    int
	perSecond float64
	latency   time.Duration
	tokens    float64
	filledAt  time.Time
	inFlight  int
	taken     int
	refusals  int
}

func (a *account) take(now time.Time) bool {
	if a.perSecond > 0 {
		a.tokens = min(a.tokens+now.Sub(a.filledAt).Seconds()*a.perSecond, a.perSecond)
		a.filledAt = now
	}
	if a.atOnce > 0 && a.inFlight >= a.atOnce || a.perSecond > 0 && a.tokens < 1 {
		a.refusals++
		return false
	}
	a.tokens--
	a.inFlight++
	return true
}

type answer struct {
	at   time.Time
	call ticket
	ok   bool
}

type answers []answer

func (h answers) Len() int           { return len(h) }
func (h answers) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h answers) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *answers) Push(x any)        { *h = append(*h, x.(answer)) }
func (h *answers) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// drain pushes n calls through a limiter to an account, in virtual time, and returns how long it took.
func drain(t *testing.T, a *account, ceiling, n int) time.Duration {
	t.Helper()
	return drainWith(t, a, ceiling, n, func() time.Duration { return 0 })
}

// drainWith is drain on a machine that is busy with other things: stall says how late each answer is looked at.
func drainWith(t *testing.T, a *account, ceiling, n int, stall func() time.Duration) time.Duration {
	t.Helper()
	start := time.Unix(0, 0)
	now := start
	a.filledAt, a.tokens = now, a.perSecond
	l := newLimiter(ceiling, 0, now)
	var due answers
	for waiting := n; waiting > 0 || len(due) > 0; {
		wait := l.wait(now)
		if waiting > 0 && wait == 0 {
			waiting--
			reply := answer{now.Add(a.latency), l.sent(now), a.take(now)}
			if !reply.ok {
				reply.at = now.Add(a.latency / 4)
			}
			heap.Push(&due, reply)
			continue
		}
		if waiting > 0 && wait > 0 && (len(due) == 0 || due[0].at.After(now.Add(wait))) {
			now = now.Add(max(wait, time.Microsecond))
			continue
		}
		reply := heap.Pop(&due).(answer)
		if reply.at.After(now) {
			now = reply.at
		}
		now = now.Add(stall())
		if reply.ok {
			a.inFlight--
			a.taken++
			l.passedOn(now, reply.call)
		} else {
			waiting++
			l.refused(now, 0, reply.call)
		}
		if now.Sub(start) > time.Hour {
			t.Fatalf("an hour went by: %d taken, %d refused, limit %.1f, pace %.1f", a.taken, a.refusals, l.limit, l.pace)
		}
	}
	return now.Sub(start)
}

// The figures of the first issue: an account that takes 8 at once and 40 a second, at several latencies.
func TestSmallAccount(t *testing.T) {
	t.Parallel()
	for _, latency := range []time.Duration{2 * time.Millisecond, 10 * time.Millisecond, 50 * time.Millisecond, 100 * time.Millisecond, 150 * time.Millisecond} {
		a := &account{atOnce: 8, perSecond: 40, latency: latency}
		took := drain(t, a, 32, 400)
		share := 400 / took.Seconds() / 40
		refused := float64(a.refusals) / float64(400+a.refusals)
		t.Logf("latency %v: %v, %.0f %% of the ceiling, %.1f %% refused", latency, took, share*100, refused*100)
		if share < 0.85 || refused > 0.10 {
			t.Errorf("latency %v: %.0f %% of the ceiling, %.1f %% refused", latency, share*100, refused*100)
		}
	}
}

func TestCeilingOfCallsInFlight(t *testing.T) {
	t.Parallel()
	a := &account{atOnce: 100, latency: 80 * time.Millisecond}
	took := drain(t, a, 256, 15000)
	share := 15000 / took.Seconds() / 1250
	t.Logf("%v, %.0f %% of the ceiling, %d refused", took, share*100, a.refusals)
	if share < 0.85 || a.refusals > 600 {
		t.Errorf("%.0f %% of the ceiling, %d refused", share*100, a.refusals)
	}
}

func TestUncapped(t *testing.T) {
	t.Parallel()
	a := &account{latency: 80 * time.Millisecond}
	if took := drain(t, a, 256, 15000); took > 6*time.Second { // 4.7 s at 256 in flight from the first moment
		t.Errorf("took %v", took)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	l := newLimiter(8, 0, now)
	l.refused(now, 3*time.Second, l.sent(now))
	if got := l.wait(now); got != 3*time.Second {
		t.Errorf("waits %v", got)
	}
	if got := l.wait(now.Add(3 * time.Second)); got != 0 {
		t.Errorf("still waits %v", got)
	}
}

func TestConfiguredRateHolds(t *testing.T) {
	t.Parallel()
	start := time.Unix(0, 0)
	l := newLimiter(8, 10, start)
	sent := 0
	for now := start; now.Before(start.Add(10 * time.Second)); now = now.Add(time.Millisecond) {
		if l.wait(now) == 0 {
			l.passedOn(now, l.sent(now))
			sent++
		}
	}
	if sent < 95 || sent > 102 {
		t.Errorf("%d calls in 10 s at 10 a second", sent)
	}
}

func TestSlowAnswersShrinkTheLimit(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	l := newLimiter(64, 0, now)
	for range 60 {
		l.passedOn(now, l.sent(now.Add(-20*time.Millisecond)))
	}
	before := l.limit
	for range 200 {
		now = now.Add(500 * time.Millisecond)
		l.passedOn(now, l.sent(now.Add(-2*time.Second)))
	}
	if l.limit >= before/2 {
		t.Errorf("limit %.1f after slow answers, was %.1f", l.limit, before)
	}
}
