package bench

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"
)

const (
	trickleRate    = 200 // due a second
	trickleSeconds = 5
	defaultCeiling = 32 // RINGBACK_DISPATCH_CONCURRENCY's default
	wideCeiling    = 256
	backlogSize    = 15_000
	slow           = 80 * time.Millisecond
	cappedAt       = 100 // requests at once; 1,250 a second at 80 ms
	leadIn         = 1500 * time.Millisecond
)

// trickle measures how late requests for Tasks reach the provider when 200 callbacks fall due a second.
func trickle(b *testing.B, db database) measured {
	const n = trickleRate * trickleSeconds
	provider := newSink(b, limits{}, n)
	instance := newInstance(b, db, provider, defaultCeiling)
	due := seed(b, db, instance.Store(), n, time.Now().Add(leadIn), time.Second/trickleRate)
	start(b, instance)
	provider.wait(b, time.Minute)
	provider.once(b, n)
	return lateness(b, provider.lateness(due), "late-")
}

func lateness(b *testing.B, late []float64, prefix string) measured {
	b.Helper()
	found := measured{prefix + "p50": median(late), prefix + "p99": quantile(late, 0.99), prefix + "max": quantile(late, 1), prefix + "min": quantile(late, 0)}
	if found["late-min"] < 0 {
		b.Fatalf("a request reached the provider %.3f ms before its callback was due", -found["late-min"])
	}
	return found
}

// backlog is many callbacks that are due already, and an account to dispatch them to.
type backlog struct {
	latency time.Duration
	atOnce  int
}

func (k backlog) run(b *testing.B, db database) measured {
	provider := newSink(b, limits{latency: k.latency, atOnce: k.atOnce}, backlogSize)
	instance := newInstance(b, db, provider, wideCeiling)
	seed(b, db, instance.Store(), backlogSize, time.Now().Add(-time.Minute), time.Millisecond)
	began := start(b, instance)
	provider.wait(b, 2*time.Minute)
	provider.once(b, backlogSize)
	written := queuedAll(b, db, backlogSize).Sub(began)
	sent := provider.span(began)
	if k.atOnce > 0 {
		ceiling := float64(k.atOnce) / k.latency.Seconds()
		return measured{"capped/share": 100 * backlogSize / sent.Seconds() / ceiling, "capped/refused": provider.refusals()}
	}
	name := fmt.Sprintf("backlog-%dms", k.latency.Milliseconds())
	return measured{name + "/sent": backlogSize / sent.Seconds(), name + "/written": backlogSize / written.Seconds()}
}

// queuedAll waits until the results of n dispatches are in the database, and returns when they were.
func queuedAll(b *testing.B, db database, n int) time.Time {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	for {
		if db.count(ctx, b, "callbacks", "status = 'queued' AND task_sid <> ''") == n {
			return time.Now()
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// The small account is the one of the first complaint about floods of 429: it takes 8 requests at once and 40 Tasks a second.
const (
	smallAtOnce    = 8
	smallPerSecond = 40
	smallSize      = 400
	// smallFastest is how fast anyone could be: a second's worth goes at once, the rest at the account's rate, which is below what 8
	// at once allow at each of the latencies.
	smallFastest = (smallSize - smallPerSecond) * time.Second / smallPerSecond
)

func smallLatencies() []time.Duration {
	return []time.Duration{10 * time.Millisecond, 50 * time.Millisecond, 150 * time.Millisecond}
}

func smallName(latency time.Duration) string { return fmt.Sprintf("small-%v", latency) }

// smallAccounts dispatches 400 callbacks to it at several latencies. The provider is what limits here, so all run side by side.
func smallAccounts(b *testing.B, all *results) {
	var mu sync.Mutex
	var together sync.WaitGroup
	found := map[string]measured{mariaDB: {}, sqLite: {}}
	for kind, into := range found {
		for _, latency := range smallLatencies() {
			db := newDatabase(b, kind)
			provider := newSink(b, limits{latency, smallAtOnce, smallPerSecond}, smallSize)
			instance := newInstance(b, db, provider, defaultCeiling)
			seed(b, db, instance.Store(), smallSize, time.Now().Add(-time.Minute), time.Millisecond)
			began := start(b, instance)
			together.Go(func() {
				provider.wait(b, time.Minute)
				provider.once(b, smallSize)
				queuedAll(b, db, smallSize)
				mu.Lock()
				defer mu.Unlock()
				into[smallName(latency)+"/share"] = 100 * smallFastest.Seconds() / provider.span(began).Seconds()
				into[smallName(latency)+"/refused"] = provider.refusals()
			})
		}
	}
	together.Wait()
	for kind, values := range found {
		all.take(b, kind, values)
	}
}
