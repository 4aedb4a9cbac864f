package webhooks

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/ringback/ringback/models"
)

const (
	// flushers is how many batches are stored at once: while one waits for the disk, the next is gathered and sent. More make
	// smaller batches.
	flushers = 2
	// maxParcel is how many messages of one request go together: as many as one statement stores.
	maxParcel = 100
	// maxFlush bounds a batch, and with it how long the first of its requests waits.
	maxFlush = 200
	// maxWaiting is how many parcels wait for a flusher; who comes later waits at the door, until its deadline.
	maxWaiting = 1024
	// flushTime bounds one batch. Nobody waits longer than 10 s for it (boundsOf).
	flushTime = 10 * time.Second
)

// errClosed means that the process is stopping.
var errClosed = errors.New("no more messages are taken")

// batcher stores the messages of many requests in one transaction: each flush takes what queued while the last one ran. There is
// no timer, so that a lone request does not wait for others.
type batcher struct {
	flush func(context.Context, []models.Message) error
	queue chan parcel
	stop  chan struct{} // closed: no more are taken
	ended chan struct{} // closed: the flushers are gone
	once  sync.Once
	abort context.CancelFunc
}

// parcel is what one request wants stored together, or a part of it.
type parcel struct {
	messages []models.Message
	done     chan error // with room for the one answer
}

func startBatcher(flush func(context.Context, []models.Message) error) *batcher {
	ctx, abort := context.WithCancel(context.Background())
	b := &batcher{flush: flush, queue: make(chan parcel, maxWaiting), stop: make(chan struct{}), ended: make(chan struct{}), abort: abort}
	var running sync.WaitGroup
	for range flushers {
		running.Go(func() { b.run(ctx) })
	}
	go func() {
		running.Wait()
		close(b.ended)
	}()
	return b
}

// close has everything stored that waits, then ends the flushers. Should ctx end before, the transactions under way are given up.
func (b *batcher) close(ctx context.Context) error {
	b.once.Do(func() { close(b.stop) })
	defer b.abort()
	select {
	case <-b.ended:
		return nil
	case <-ctx.Done():
	}
	b.abort()
	<-b.ended
	return ctx.Err()
}

// put returns nil once all messages are on disk. After an error some may be: they are known by their keys when they come again.
func (b *batcher) put(ctx context.Context, messages []models.Message) error {
	var parcels []parcel
	for part := range slices.Chunk(messages, maxParcel) {
		p := parcel{messages: part, done: make(chan error, 1)}
		if err := b.send(ctx, p); err != nil {
			return err
		}
		parcels = append(parcels, p)
	}
	for _, p := range parcels {
		if err := b.wait(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (b *batcher) send(ctx context.Context, p parcel) error {
	select {
	case <-b.stop:
		return errClosed
	default:
	}
	select {
	case b.queue <- p:
		return nil
	case <-b.stop:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *batcher) wait(ctx context.Context, p parcel) error {
	select {
	case err := <-p.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-b.ended:
	}
	select {
	case err := <-p.done:
		return err
	default:
		return errClosed // it was queued just after the last look into the queue
	}
}

func (b *batcher) run(ctx context.Context) {
	for {
		select {
		case first := <-b.queue:
			b.store(ctx, b.gather(first))
		case <-b.stop:
			if len(b.queue) == 0 {
				return
			}
		}
	}
}

// gather adds to the first parcel what waits behind it.
func (b *batcher) gather(first parcel) []parcel {
	batch, n := []parcel{first}, len(first.messages)
	for n <= maxFlush-maxParcel {
		select {
		case p := <-b.queue:
			batch, n = append(batch, p), n+len(p.messages)
		default:
			return batch
		}
	}
	return batch
}

func (b *batcher) store(ctx context.Context, batch []parcel) {
	ctx, cancel := context.WithTimeout(ctx, flushTime)
	defer cancel()
	var messages []models.Message
	for _, p := range batch {
		messages = append(messages, p.messages...)
	}
	err := b.flush(ctx, messages)
	for _, p := range batch {
		p.done <- err
	}
}
