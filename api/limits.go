package api

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits say how much one caller may ask of this instance. The zero value is no limit.
type Limits struct {
	PerSecond int // requests a second, for as long as one likes
	Burst     int // at once, after a pause
}

// Sign-ins that fail: so many at once, and one more each time this has passed. Guessing 256 bits is hopeless at any speed; this keeps those
// who try from loading the database and the log.
const (
	signInTries = 10
	signInEvery = time.Minute / signInTries
)

// maxBuckets bounds how many callers or addresses are remembered, at some 150 bytes each.
const maxBuckets = 20_000

// buckets holds a token bucket for each name. Each instance counts by itself.
type buckets struct {
	every rate.Limit
	burst int

	mu sync.Mutex
	by map[string]*rate.Limiter
}

func newBuckets(every rate.Limit, burst int) *buckets {
	return &buckets{every: every, burst: burst, by: map[string]*rate.Limiter{}}
}

// newShares are the buckets of callers, nil where there is no limit.
func newShares(l Limits) *buckets {
	if l.PerSecond == 0 {
		return nil
	}
	return newBuckets(rate.Limit(l.PerSecond), max(l.Burst, 1))
}

// take spends one, or says that there is none left.
func (b *buckets) take(name string, now time.Time) error {
	if b == nil {
		return nil
	}
	one := b.of(name, now).ReserveN(now, 1)
	wait := one.DelayFrom(now)
	if wait == 0 {
		return nil
	}
	one.CancelAt(now)
	return rateLimited(wait)
}

// check is take without spending.
func (b *buckets) check(name string, now time.Time) error {
	has := b.of(name, now).TokensAt(now)
	if has >= 1 {
		return nil
	}
	return rateLimited(time.Duration((1 - has) / float64(b.every) * float64(time.Second)))
}

func (b *buckets) of(name string, now time.Time) *rate.Limiter {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.by) >= maxBuckets {
		for other, l := range b.by {
			if l.TokensAt(now) >= float64(b.burst) {
				delete(b.by, other) // full: as good as new
			}
		}
	}
	if len(b.by) >= maxBuckets { // a flood of addresses; whoever was limited begins anew
		clear(b.by)
	}
	l := b.by[name]
	if l == nil {
		l = rate.NewLimiter(b.every, b.burst)
		b.by[name] = l
	}
	return l
}

func rateLimited(wait time.Duration) error {
	seconds := max(1, int(math.Ceil(wait.Seconds())))
	return &refusal{problem: problemFor(codeRateLimited, fmt.Sprintf("too many requests: try again in %d s", seconds)), retryAfter: seconds}
}

// addressOf is where a request comes from, an IPv6 network of 64 bits counting as one place. What a proxy says of that is believed of
// proxies beside us only: whoever comes from elsewhere could say anything.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	if at = at.Unmap(); at.IsLoopback() || at.IsPrivate() {
		all := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if told, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1])); err == nil {
			at = told.Unmap()
		}
	}
	if network, err := at.WithZone("").Prefix(64); at.Is6() && err == nil {
		return network.String()
	}
	return at.String()
}
