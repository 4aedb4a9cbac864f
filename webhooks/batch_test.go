package webhooks

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// disk is a database that can be made to wait.
type disk struct {
	mu      sync.Mutex
	batches [][]models.Message
	began   chan struct{} // one for each flush that begins
	gate    chan struct{} // closed: flushes go through
	err     error
}

func newDisk() *disk { return &disk{began: make(chan struct{}, 100), gate: make(chan struct{})} }

func (d *disk) flush(ctx context.Context, messages []models.Message) error {
	d.began <- struct{}{}
	select {
	case <-d.gate:
	case <-ctx.Done():
		return ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.batches = append(d.batches, messages)
	return d.err
}

func (d *disk) stored() (batches, messages int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, batch := range d.batches {
		messages += len(batch)
	}
	return len(d.batches), messages
}

func some(n int) []models.Message {
	messages := make([]models.Message, n)
	for i := range messages {
		messages[i].DedupeKey = strconv.Itoa(i)
	}
	return messages
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// waitForQueue returns when n parcels stand in the queue.
func waitForQueue(ctx context.Context, t *testing.T, b *batcher, n int) {
	t.Helper()
	for len(b.queue) < n {
		if ctx.Err() != nil {
			t.Fatalf("%d of %d parcels came", len(b.queue), n)
		}
		runtime.Gosched()
	}
}

// While the flushers wait for the disk, whatever comes is gathered into as few batches as may be.
func TestBatchesGatherWhileTheDiskIsBusy(t *testing.T) {
	t.Parallel()
	d := newDisk()
	b := startBatcher(d.flush)
	ctx := soon(t)
	results := make(chan error, 300)
	put := func() { results <- b.put(ctx, some(1)) }
	for range flushers {
		go put()
		<-d.began
	}
	for range 300 - flushers {
		go put()
	}
	waitForQueue(ctx, t, b, 300-flushers)
	close(d.gate)
	for range 300 {
		if err := <-results; err != nil {
			t.Fatal(err)
		}
	}
	if batches, messages := d.stored(); messages != 300 || batches > flushers+4 {
		t.Errorf("%d messages in %d batches", messages, batches)
	}
	if err := b.close(ctx); err != nil {
		t.Error(err)
	}
}

func TestLargeRequestsAreSplit(t *testing.T) {
	t.Parallel()
	d := newDisk()
	close(d.gate)
	b := startBatcher(d.flush)
	if err := b.put(soon(t), some(2*maxFlush+1)); err != nil {
		t.Fatal(err)
	}
	if err := b.close(soon(t)); err != nil {
		t.Fatal(err)
	}
	if _, messages := d.stored(); messages != 2*maxFlush+1 {
		t.Errorf("%d messages", messages)
	}
	for _, batch := range d.batches {
		if len(batch) > maxFlush {
			t.Errorf("a batch of %d", len(batch))
		}
	}
}

func TestEachRequestLearnsOfTheFailure(t *testing.T) {
	t.Parallel()
	d := newDisk()
	d.err = errors.New("disk full")
	close(d.gate)
	b := startBatcher(d.flush)
	for range 3 {
		if err := b.put(soon(t), some(1)); !errors.Is(err, d.err) {
			t.Errorf("error %v", err)
		}
	}
	if err := b.close(soon(t)); err != nil {
		t.Error(err)
	}
}

func TestNobodyWaitsBeyondTheirDeadline(t *testing.T) {
	t.Parallel()
	d := newDisk()
	b := startBatcher(d.flush)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- b.put(ctx, some(1)) }()
	<-d.began
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	close(d.gate)
	if err := b.close(soon(t)); err != nil {
		t.Error(err)
	}
}

func TestCloseStoresWhatWaits(t *testing.T) {
	t.Parallel()
	d := newDisk()
	b := startBatcher(d.flush)
	ctx := soon(t)
	results := make(chan error, 20)
	for i := range 20 {
		go func() { results <- b.put(ctx, some(1)) }()
		if i < flushers { // each takes one, and is stuck with it
			<-d.began
		}
	}
	waitForQueue(ctx, t, b, 20-flushers)
	closed := make(chan error, 1)
	go func() { closed <- b.close(ctx) }()
	close(d.gate)
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if err := b.put(ctx, some(1)); !errors.Is(err, errClosed) {
		t.Errorf("after the close: %v", err)
	}
}

func TestCloseDoesNotWaitForADeadDisk(t *testing.T) {
	t.Parallel()
	d := newDisk()
	b := startBatcher(d.flush)
	result := make(chan error, 1)
	go func() { result <- b.put(soon(t), some(1)) }()
	<-d.began
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.close(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("close: %v", err)
	}
	if err := <-result; err == nil {
		t.Error("what was never stored was acknowledged")
	}
}
