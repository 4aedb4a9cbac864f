package bench

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// loopSize is the plain loop's backlog: enough for a rate, and over in a few seconds at its pace.
const loopSize = 1200

// plainLoop is a run of bench/peers: what is due first, and how many milliseconds lie between one and the next.
type plainLoop struct {
	n     int
	first time.Time
	step  time.Duration
}

// run starts the loop and returns when it was ready, once it has dispatched everything and written it down, and when that was.
func (l plainLoop) run(b *testing.B, db database, provider *sink) (ready, done time.Time) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 2*time.Minute)
	defer cancel()
	dialect, source := "mysql", mysqlSource(db.url)
	if db.kind == sqLite {
		dialect, source = "sqlite", strings.TrimPrefix(db.url, "sqlite:")+"?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	}
	command := exec.CommandContext(ctx, *peerFile, "-dialect", dialect, "-source", source, "-provider", provider.server.URL, //nolint:gosec // built by the Makefile
		"-n", strconv.Itoa(l.n), "-first", strconv.FormatInt(l.first.UnixMilli(), 10), "-step", strconv.FormatInt(l.step.Milliseconds(), 10))
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		b.Errorf("the plain loop said %q: %v", line, err)
	}
	ready = time.Now()
	if err := command.Wait(); err != nil {
		b.Fatalf("the plain loop: %v", err)
	}
	provider.once(b, l.n)
	return ready, time.Now()
}

// loopTrickle is trickle for the plain loop.
func loopTrickle(b *testing.B, db database) measured {
	l := plainLoop{trickleRate * trickleSeconds, time.Now().Add(leadIn), time.Second / trickleRate}
	provider := newSink(b, limits{}, l.n)
	l.run(b, db, provider)
	due := func(number int) time.Time {
		return l.first.Truncate(time.Millisecond).Add(l.step * time.Duration(number*scramble%l.n))
	}
	return lateness(b, provider.lateness(due), "loop-late-")
}

// loopBacklog is backlog for the plain loop.
func loopBacklog(latency time.Duration) func(*testing.B, database) measured {
	return func(b *testing.B, db database) measured {
		provider := newSink(b, limits{latency: latency}, loopSize)
		ready, done := plainLoop{loopSize, time.Now().Add(-time.Minute), time.Millisecond}.run(b, db, provider)
		name := fmt.Sprintf("loop-backlog-%dms", latency.Milliseconds())
		return measured{name + "/sent": loopSize / provider.span(ready).Seconds(), name + "/written": loopSize / done.Sub(ready).Seconds()}
	}
}
