package api

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/models"
)

const (
	// overlap is how far back each look at the ledger goes: a line's id is made when its transaction begins, so that it may show up behind
	// others by as long as that takes. A statement that waits longer than 30 s is cut off by the driver.
	overlap = 30 * time.Second
	// ringSize is how many lines are kept for those who resume.
	ringSize = 10_000
	// tailEvery is the longest pause between two looks. Changes made through this instance are looked for at once.
	tailEvery = time.Second
	// tailLimit bounds one look, so that a database which does not answer holds up nothing for good.
	tailLimit = 20 * time.Second
	// lineBatch is how many lines one statement reads.
	lineBatch = 500
	// heldLines is how many lines wait for one subscriber who is slow. Then it is cut off, and may resume.
	heldLines = 512
)

// tailer follows the ledger for all subscribers of one instance. It runs while there are any.
type tailer struct {
	store *models.Store
	clock clockwork.Clock
	log   *slog.Logger
	poke  chan struct{}

	mu    sync.Mutex
	subs  map[*subscriber]struct{}
	ring  []models.Tailed           // in the order in which they were seen
	known map[string]models.Instant // the lines of the overlap that were seen
	stop  context.CancelFunc
	ended bool // no subscriber is taken any more
}

// subscriber is one stream.
type subscriber struct {
	caller string
	lines  chan models.Tailed // closed when it is cut off
}

func newTailer(store *models.Store, clock clockwork.Clock, log *slog.Logger) *tailer {
	return &tailer{store: store, clock: clock, log: log, poke: make(chan struct{}, 1), subs: map[*subscriber]struct{}{}}
}

// wake makes the next look come at once. It never blocks.
func (t *tailer) wake() {
	select {
	case t.poke <- struct{}{}:
	default:
	}
}

// subscribe begins a stream. What has been seen after the line with an id is returned where that is remembered: then nothing is missed and
// nothing told twice.
func (t *tailer) subscribe(ctx context.Context, caller, after string) (sub *subscriber, missed []models.Tailed, remembered bool, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ended {
		return nil, nil, false, &refusal{problem: problemFor(codeUnavailable, "this instance is stopping: another takes the stream")}
	}
	if t.has(caller) >= maxStreams {
		return nil, nil, false, rateLimited(recheck)
	}
	if len(t.subs) == 0 {
		if err := t.begin(ctx); err != nil {
			return nil, nil, false, err
		}
	}
	if i := slices.IndexFunc(t.ring, func(l models.Tailed) bool { return l.ID == after }); after != "" && i >= 0 {
		missed, remembered = slices.Clone(t.ring[i+1:]), true
	}
	sub = &subscriber{caller: caller, lines: make(chan models.Tailed, heldLines)}
	t.subs[sub] = struct{}{}
	return sub, missed, remembered, nil
}

// has is how many streams a caller has.
func (t *tailer) has(caller string) int {
	n := 0
	for sub := range t.subs {
		if sub.caller == caller {
			n++
		}
	}
	return n
}

// begin looks once for what is there already, and then goes on until end.
func (t *tailer) begin(ctx context.Context) error {
	t.ring, t.known = nil, map[string]models.Instant{}
	found, err := t.unseen(ctx)
	if err != nil {
		return err
	}
	t.keep(found)
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	t.stop = stop
	go t.run(running)
	return nil
}

func (t *tailer) unsubscribe(sub *subscriber) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.drop(sub)
	if len(t.subs) == 0 && t.stop != nil {
		t.stop()
		t.stop = nil
	}
}

// drop cuts a subscriber off, once.
func (t *tailer) drop(sub *subscriber) {
	if _, ok := t.subs[sub]; ok {
		delete(t.subs, sub)
		close(sub.lines)
	}
}

// end cuts all subscribers off and takes no more.
func (t *tailer) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
	for sub := range t.subs {
		t.drop(sub)
	}
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
}

func (t *tailer) run(ctx context.Context) {
	ticker := t.clock.NewTicker(tailEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.Chan():
		case <-t.poke:
		}
		t.look(ctx)
	}
}

// look tells all subscribers what has not been told. The lock is held, so that whoever subscribes meanwhile misses nothing.
func (t *tailer) look(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if ctx.Err() != nil {
		return // another has begun since
	}
	found, err := t.unseen(ctx)
	if err != nil {
		t.log.Warn("the ledger cannot be followed: looking again", "error", err)
		return
	}
	t.keep(found)
	for _, line := range found {
		for sub := range t.subs {
			select {
			case sub.lines <- line:
			default:
				t.drop(sub)
			}
		}
	}
}

// unseen reads the lines of the overlap that were not seen before.
func (t *tailer) unseen(ctx context.Context) ([]models.Tailed, error) {
	ctx, cancel := context.WithTimeout(ctx, tailLimit)
	defer cancel()
	from := models.At(t.store.Now()).Add(-overlap)
	ids, err := t.store.LineIDs(ctx, from)
	if err != nil {
		return nil, err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return !t.known[id].IsZero() })
	var found []models.Tailed
	for part := range slices.Chunk(ids, lineBatch) {
		lines, err := t.store.TailedLines(ctx, part)
		if err != nil {
			return nil, err
		}
		found = append(found, lines...)
	}
	for id, at := range t.known {
		if at.Before(from) {
			delete(t.known, id)
		}
	}
	return found, nil
}

// keep remembers lines for those who resume.
func (t *tailer) keep(lines []models.Tailed) {
	for _, line := range lines {
		t.known[line.ID] = line.At
	}
	if t.ring = append(t.ring, lines...); len(t.ring) > ringSize {
		t.ring = slices.Clone(t.ring[len(t.ring)-ringSize:])
	}
}
