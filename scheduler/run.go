package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// run is one life of the dispatcher's loop.
type run struct {
	*Dispatcher
	once     bool // dispatch what is due now, wait for nothing
	limiter  *limiter
	hand     hand
	out      map[string]held // under way, by callback
	done     []models.DispatchResult
	claiming bool
	writing  bool
	claimAt  time.Time // when to claim next
	writeAt  time.Time // not before: the database did not answer
	gatherTo time.Time // until then results gather, so that one statement writes many
	drained  bool      // the last claim found no more
	beatAt   time.Time // when leases are to be extended next
	answers  chan call
	claimed  chan claimed
	written  chan wrote
	result   Result
	err      error
	calls    context.Context // of calls under way, which outlive the loop's own
	stop     context.CancelFunc
	writes   context.Context // of writing back, likewise
	unwrite  context.CancelFunc
}

type claimed struct {
	claims []models.Claim
	full   bool
	next   models.Instant
	err    error
}

type wrote struct {
	results []models.DispatchResult
	err     error
}

func (d *Dispatcher) newRun(once bool) *run {
	now := d.clock.Now()
	calls, stop := context.WithCancel(context.Background())
	writes, unwrite := context.WithCancel(context.Background())
	return &run{Dispatcher: d, once: once, limiter: newLimiter(d.concurrency, d.rate, now), out: map[string]held{}, claimAt: now, beatAt: now.Add(d.lease / 3),
		answers: make(chan call, d.concurrency), claimed: make(chan claimed, 1), written: make(chan wrote, 1), calls: calls, stop: stop, writes: writes, unwrite: unwrite}
}

// loop turns until ctx ends, or, when once, until all that was due is dispatched.
func (r *run) loop(ctx context.Context) (Result, error) {
	defer r.unwrite()
	defer r.stop()
	for ctx.Err() == nil && !r.finished() {
		r.claim(ctx)
		wait := r.dispatch()
		r.write()
		r.heartbeat(ctx)
		if !r.finished() {
			r.sleep(ctx, wait)
		}
	}
	r.drain()
	if r.err == nil && !r.once {
		r.err = ctx.Err()
	}
	return r.result, r.err
}

func (r *run) finished() bool {
	return r.once && (r.drained || r.err != nil) && len(r.hand) == 0 && len(r.out) == 0 && len(r.done) == 0 && !r.claiming && !r.writing
}

// claim asks for the next batch when there is room in hand and it is time.
func (r *run) claim(ctx context.Context) {
	if r.claiming || !r.room() || r.clock.Now().Before(r.claimAt) || r.once && (r.drained || r.err != nil) {
		return
	}
	r.claiming = true
	ahead, most := lookAhead, r.claimMost()
	if r.once {
		ahead = 0
	}
	go func() {
		var c claimed
		c.claims, c.err = r.store.ClaimDue(ctx, most, ahead, r.lease)
		c.full = len(c.claims) == most
		if c.err == nil && !c.full && !r.once {
			c.next, c.err = r.store.NextDue(ctx)
		}
		r.claimed <- c
	}()
}

// room says whether the hand can take another batch: enough to keep every call busy, and little that another instance could do.
func (r *run) room() bool { return len(r.hand) <= 2*int(r.limiter.limit) }

// claimMost is how many callbacks to claim at once: as many as calls may be under way, so that a fast provider need not wait for claims.
func (r *run) claimMost() int { return min(max(claimBatch, int(r.limiter.limit)), claimBatchMost) }

// onClaimed takes claims in hand and decides when to claim next.
func (r *run) onClaimed(c claimed) {
	r.claiming = false
	now := r.clock.Now()
	switch {
	case c.err != nil:
		r.fail(c.err)
		r.claimAt = now.Add(restOnError)
	case c.full:
		r.claimAt = now
	case c.next.IsZero():
		r.claimAt = now.Add(time.Hour) // a poke or the pass's own tick comes before
	default:
		r.claimAt = c.next.Time().Add(-lookAhead / 2) // later than could be, so that what falls due soon after it comes along
	}
	r.drained = c.err == nil && !c.full
	for _, claim := range c.claims {
		r.hand.add(held{Claim: claim, readyAt: later(claim.NextAt.Time(), claim.HoldUntil.Time())})
	}
	r.result.Found += len(c.claims)
	r.metrics.claimed.Add(float64(len(c.claims)))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// dispatch sends what is ready as fast as the limiter allows, and returns how long there is nothing to send.
func (r *run) dispatch() time.Duration {
	for len(r.hand) > 0 {
		now := r.clock.Now()
		if wait := r.hand[0].readyAt.Sub(now); wait > 0 {
			return wait
		}
		wait := r.limiter.wait(now)
		if wait > 0 && r.once {
			r.giveBack(wait)
			return 0
		}
		if wait != 0 {
			return wait
		}
		claim := r.hand.take()
		if r.deferred(claim, now) {
			continue
		}
		issued := r.limiter.sent(now)
		r.out[claim.ID] = claim
		go func() {
			answer := r.send(r.calls, claim)
			answer.ticket = issued
			r.answers <- answer
		}()
	}
	r.metrics.inFlight.Set(float64(len(r.out)))
	r.metrics.limit.Set(r.limiter.limit)
	return untilBack
}

// deferred asks the gate at the last moment: a claim may have been in hand for long. One whose donor may not be rung now goes back, to be
// put off.
func (r *run) deferred(claim held, now time.Time) bool {
	verdict := claim.Judge(now)
	if !verdict.Allowed {
		r.metrics.deferred.Inc()
		r.done = append(r.done, models.DispatchResult{ID: claim.ID, Dispatch: claim.Dispatch, Fate: models.FateDeferred, Verdict: verdict})
	}
	return !verdict.Allowed
}

// giveBack returns all claims in hand to their queue: nothing was asked for them.
func (r *run) giveBack(pause time.Duration) {
	for _, claim := range r.hand {
		r.done = append(r.done, models.DispatchResult{ID: claim.ID, Dispatch: claim.Dispatch, Fate: models.FateNotApplied, Reason: "not sent", Hold: pause})
	}
	r.hand = nil
}

// onAnswer sorts one answer: to be written, or to be sent again.
func (r *run) onAnswer(a call) {
	delete(r.out, a.claim.ID)
	now := r.clock.Now()
	switch a.class {
	case twilio.Applied:
		r.limiter.passedOn(now, a.ticket)
		r.result.Done++
	case twilio.NotApplied:
		r.limiter.refused(now, a.pause, a.ticket)
		if !r.once {
			a.claim.readyAt = now // the limiter says when; the claim stays ours
			r.hand.add(a.claim)
			return
		}
		a.result.Hold = a.pause
	case twilio.Configuration:
		r.limiter.skipped()
		r.alarm(a)
	case twilio.Unknown, twilio.Gone, twilio.Conflict:
		r.limiter.failed(now)
		r.log.Warn("nobody knows whether a Task was made: the rescue pass will look", "callback", a.claim.ID, "dispatch", a.claim.Dispatch, "error", a.result.Reason)
	case twilio.Refused:
		r.limiter.skipped()
		r.log.Error("the provider refused this callback's Task", "callback", a.claim.ID, "error", a.result.Reason)
	}
	r.done = append(r.done, a.result)
}

// settingsPause is how long nothing is dispatched after the provider said that credentials or settings are wrong.
const settingsPause = 10 * time.Second

// alarm is for what only a person can mend: everything in hand goes back, and one call at a time finds out whether it is mended.
func (r *run) alarm(a call) {
	now := r.clock.Now()
	r.metrics.settings.Inc()
	if !now.Before(r.limiter.pausedTill) {
		r.log.Error("the provider refuses our settings: no callback can be dispatched until they are mended", "error", a.result.Reason)
	}
	r.limiter.pause(now.Add(settingsPause))
	r.limiter.limit = 1
	r.giveBack(settingsPause)
	r.claimAt = now.Add(settingsPause)
}

// write starts writing back what has gathered while the last write ran.
func (r *run) write() {
	now := r.clock.Now()
	if r.writing || len(r.done) == 0 || now.Before(r.writeAt) || now.Before(r.gatherTo) && r.mayGather() {
		return
	}
	batch := r.done[:min(len(r.done), flushMost)]
	r.done = r.done[len(batch):]
	r.writing, r.gatherTo = true, now.Add(gatherFor)
	go func() { r.written <- wrote{batch, r.store.SaveResults(r.writes, batch)} }()
}

// mayGather says that more results are to be expected soon, and that there is room for them in the next write.
func (r *run) mayGather() bool { return !r.once && len(r.out) > 0 && len(r.done) < flushMost }

func (r *run) onWritten(w wrote) {
	r.writing = false
	if w.err == nil {
		return
	}
	r.fail(w.err)
	if !r.once {
		r.done = append(r.done, w.results...) // should the leases run out before it succeeds, the rescue pass finds their Tasks
		r.claimAt = r.clock.Now().Add(restOnError)
		r.writeAt = r.claimAt
	}
}

func (r *run) fail(err error) {
	if errors.Is(err, context.Canceled) {
		return // told to end
	}
	r.err = err
	if !r.once {
		r.err = nil
		r.metrics.failures.WithLabelValues("dispatch").Inc()
		r.log.Error("the dispatcher cannot reach the database", "pass", "dispatch", "error", err)
	}
}

// heartbeat extends the leases of claims that have been in hand for long, and drops those that are no longer ours.
func (r *run) heartbeat(ctx context.Context) {
	now := r.clock.Now()
	r.beat.Store(now.UnixMilli())
	if now.Before(r.beatAt) || r.once {
		return
	}
	r.beatAt = now.Add(r.lease / 3)
	var list []models.Claim
	for _, claim := range r.hand {
		list = append(list, claim.Claim)
	}
	for _, claim := range r.out {
		list = append(list, claim.Claim)
	}
	if len(list) == 0 {
		return
	}
	still, err := r.store.ExtendLeases(ctx, list, r.lease)
	if err != nil {
		r.fail(fmt.Errorf("heartbeat: %w", err))
		return
	}
	ours := make(map[string]bool, len(still))
	for _, id := range still {
		ours[id] = true
	}
	r.hand.keep(func(claim held) bool { return ours[claim.ID] })
}

// longestSleep bounds a sleep, so that the loop is seen to turn and leases are extended.
const longestSleep = time.Second

// sleep waits for whatever comes first: an answer, a claim, a written batch, a poke, or time.
func (r *run) sleep(ctx context.Context, wait time.Duration) {
	var timer clockwork.Timer
	var rings <-chan time.Time
	if !r.once {
		timer = r.clock.NewTimer(r.nap(wait))
		rings = timer.Chan()
		defer timer.Stop()
	}
	select {
	case <-ctx.Done():
	case <-rings:
	case <-r.poked:
		r.claimAt = r.clock.Now()
	case a := <-r.answers:
		r.onAnswer(a)
		r.gather()
	case c := <-r.claimed:
		r.onClaimed(c)
	case w := <-r.written:
		r.onWritten(w)
	}
}

// nap is how long to sleep: until something can be sent or claimed.
func (r *run) nap(wait time.Duration) time.Duration {
	nap := longestSleep
	if wait >= 0 {
		nap = min(nap, wait)
	}
	if !r.writing && len(r.done) > 0 {
		nap = min(nap, later(r.writeAt, r.gatherTo).Sub(r.clock.Now()))
	}
	if !r.claiming && r.room() {
		nap = min(nap, r.claimAt.Sub(r.clock.Now()))
	}
	return max(nap, 0)
}

// gather takes the answers that came with the one before.
func (r *run) gather() {
	for range len(r.answers) {
		r.onAnswer(<-r.answers)
	}
}
