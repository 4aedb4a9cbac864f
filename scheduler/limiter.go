package scheduler

import (
	"math"
	"time"
)

// limiter says how many calls to the provider may be under way, and how fast they may follow each other. It is used by one goroutine.
//
// It begins low and grows by half each round trip until the first refusal: more gently than TCP, since each call too many is refused.
// A refusal of a call that had more beside it than any that got through says that the account takes no more at once: that number is
// held, and tried again now and then. A refusal of a call that had no more beside it than others that got through says that the
// account takes no more a second: then the rate that got through lately becomes the pace, which grows again slowly. Answers that take
// much longer than the best shrink the number too.
type limiter struct {
	ceiling    float64 // most calls in flight
	fixedRate  float64 // calls a second the operator allows; 0 is any
	limit      float64 // calls in flight allowed now
	slowStart  bool
	inFlight   int
	good       int       // most calls in flight that got through since the last refusal
	epoch      int       // refusals that counted
	full       float64   // calls in flight at which the account was full; 0 is not known
	fullMost   float64   // it cannot have taken more: so many with one that was refused
	fullAt     time.Time // when it was
	pace       float64   // calls a second allowed now; 0 is any
	tokens     float64
	filledAt   time.Time
	raisedAt   time.Time
	raiseBy    float64
	pausedTill time.Time
	refusedAt  time.Time     // when the last refusal counted
	patience   int           // how often trying for more was refused: the pause before the next try doubles with it
	row        int           // refusals that counted, one soon after another
	emptyAt    time.Time     // a refusal that showed the allowance of a second used up
	sinceEmpty int           // calls that got through since
	best       time.Duration // shortest round trip seen lately
	bestAt     time.Time
	typical    time.Duration // smoothed round trip
}

const (
	firstLimit   = 4.0
	shrink       = 0.9
	shrinkFirst  = 0.75 // the first growth overshot
	probeEvery   = 2 * time.Second
	pauseFirst   = 100 * time.Millisecond // after a refusal that names no time
	patienceMost = 2                      // doublings
	measureLeast = 300 * time.Millisecond
	measureMost  = 10 * time.Second
	soon         = 2 * time.Second // refusals within this of each other are a row
	raiseEvery   = 2 * time.Second
	raiseFirst   = 0.05                   // of the pace; doubled each time it goes well
	slowFactor   = 4                      // a round trip so many times the best is congestion
	slowAtLeast  = 100 * time.Millisecond // but a quick one never is
	bestForgets  = time.Minute
	paceHeadroom = 0.05 // of a second's pace that may be sent at once
)

func newLimiter(ceiling int, rate float64, now time.Time) *limiter {
	top := float64(max(ceiling, 1))
	return &limiter{ceiling: top, fixedRate: rate, pace: rate, limit: min(firstLimit, top), slowStart: true, filledAt: now, tokens: 1, raisedAt: now}
}

// untilBack is the answer of wait when nothing may be sent before a call that is under way comes back.
const untilBack = time.Duration(-1)

// wait returns how long nothing may be sent; zero is now.
func (l *limiter) wait(now time.Time) time.Duration {
	switch {
	case now.Before(l.pausedTill):
		return l.pausedTill.Sub(now)
	case float64(l.inFlight)+1 > max(1, l.limit):
		return untilBack
	}
	l.fill(now)
	if l.pace > 0 && l.tokens < 1 {
		return time.Duration(math.Ceil((1 - l.tokens) / l.pace * float64(time.Second)))
	}
	return 0
}

func (l *limiter) fill(now time.Time) {
	if l.pace > 0 {
		l.tokens = min(l.tokens+now.Sub(l.filledAt).Seconds()*l.pace, max(1, l.pace*paceHeadroom))
	}
	l.filledAt = now
}

// ticket is a call under way. Its end must be told with it.
type ticket struct {
	at    time.Time
	level int // calls under way with it
	epoch int // refusals that had counted when it went out
}

// sent notes that a call goes out.
func (l *limiter) sent(now time.Time) ticket {
	l.inFlight++
	if l.pace > 0 {
		l.tokens--
	}
	return ticket{now, l.inFlight, l.epoch}
}

// passedOn notes a call that got through.
func (l *limiter) passedOn(now time.Time, call ticket) {
	l.inFlight--
	l.sinceEmpty++
	if l.full > 0 && float64(call.level) > l.full+1 {
		l.patience = 0 // there is more room than there was
	}
	if call.epoch == l.epoch {
		l.good = max(l.good, call.level)
	} else if l.full > 0 {
		l.full = max(l.full, min(float64(call.level), l.fullMost)) // it was under way at the refusal: there was more room than was known
	}
	l.observe(now, now.Sub(call.at))
	if l.typical > slowAtLeast && l.typical > slowFactor*l.best && now.Sub(l.refusedAt) > l.typical && l.limit > firstLimit {
		l.cut(now)
		l.limit = max(l.limit, min(firstLimit, l.ceiling)) // so few are not what makes it slow
		return
	}
	l.grow(now)
	l.raise(now)
}

func (l *limiter) observe(now time.Time, took time.Duration) {
	if l.best == 0 || took < l.best || now.Sub(l.bestAt) > bestForgets {
		l.best, l.bestAt = took, now
	}
	if l.typical == 0 {
		l.typical = took
	}
	l.typical += (took - l.typical) / 8
}

func (l *limiter) grow(now time.Time) {
	step := 1 / l.limit
	if l.slowStart || l.limit+1 < shrink*l.full {
		step = 0.5
	}
	top := l.ceiling
	if l.full > 0 && now.Sub(l.fullAt) < probeEvery<<l.patience {
		top = min(top, l.full)
	}
	l.limit = max(min(l.limit+step, top), min(l.limit, top))
}

// raise lets a found pace grow again, faster as long as it goes well.
func (l *limiter) raise(now time.Time) {
	if l.pace == 0 || l.pace == l.fixedRate || now.Sub(l.raisedAt) < raiseEvery<<l.patience {
		return
	}
	l.raisedAt = now
	l.pace *= 1 + l.raiseBy
	l.raiseBy *= 2
	if l.fixedRate > 0 {
		l.pace = min(l.pace, l.fixedRate)
	}
}

// refused notes a call that the provider did not take because there were too many, and for how long it asked to be left alone (0
// when it did not say).
func (l *limiter) refused(now time.Time, retryAfter time.Duration, call ticket) {
	l.inFlight--
	if retryAfter > 0 {
		l.pause(now.Add(retryAfter))
	}
	gap := now.Sub(l.refusedAt)
	if gap < max(l.typical, pauseFirst/2) {
		return // one of those that were under way with the last that counted
	}
	l.row++
	if gap > soon {
		l.row = 0
		l.patience = min(l.patience+1, patienceMost) // what was tried for more was refused: the next try comes later
	}
	rest := max(l.typical, pauseFirst) / 2
	if call.level > l.good {
		l.fullMost = float64(call.level - 1)
		l.full, l.fullAt = max(float64(l.good), float64(call.level)/2), now // never less than half at one stroke: it may be the rate after all
	} else {
		l.keepPace(now, gap)
		rest = pauseFirst << min(l.row, 1)
	}
	if retryAfter == 0 {
		l.pause(now.Add(rest))
	}
	l.cut(now)
}

// keepPace takes the rate at which calls got through between two refusals for the provider's: at both its allowance was used up, so
// that what passed between them is what it allows in that time, however unevenly we asked. The longer the time the better the measure;
// it begins anew when it has become old, or when nothing was refused for long.
func (l *limiter) keepPace(now time.Time, gap time.Duration) {
	if gap > soon || now.Sub(l.emptyAt) > measureMost {
		l.emptyAt, l.sinceEmpty = now, 0
		if l.pace > 0 {
			l.pace *= shrink
		}
	}
	if span := now.Sub(l.emptyAt); span > measureLeast {
		l.pace = max(float64(l.sinceEmpty)/span.Seconds(), 1)
	} else if l.pace > 0 {
		l.pace *= shrink
	}
	l.tokens, l.filledAt, l.raisedAt, l.raiseBy = 0, now, now, raiseFirst
}

// failed notes a call of which nobody knows what it did: the provider is in trouble, or the way to it.
func (l *limiter) failed(now time.Time) {
	l.inFlight--
	if now.Sub(l.refusedAt) >= max(l.typical, pauseFirst/2) {
		l.cut(now)
	}
}

// skipped notes a call that was never sent, or whose end says nothing about the provider's load.
func (l *limiter) skipped() { l.inFlight-- }

func (l *limiter) cut(now time.Time) {
	factor := shrink
	if l.slowStart {
		factor = shrinkFirst
	}
	l.limit = max(1, l.limit*factor)
	if l.full > 0 {
		l.limit = min(l.limit, l.full)
	}
	l.slowStart, l.refusedAt = false, now
	l.epoch++
}

func (l *limiter) pause(till time.Time) {
	if till.After(l.pausedTill) {
		l.pausedTill = till
	}
}
