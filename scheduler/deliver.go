package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/subscribers"
	"github.com/ringback/ringback/models"
)

// The bounds of what one endpoint takes of this process. The lease is longer than the longest try (30 s, config).
const (
	deliverAtOnce = 4 // requests under way
	deliverBatch  = 8 // deliveries taken in hand: two tries of the longest kind one after another, which the lease covers
	deliverLease  = 2 * time.Minute
)

// deliverer sends webhooks. Each endpoint has a worker of its own while it has something to be sent, so that a slow one holds up nobody.
type deliverer struct {
	store   *models.Store
	sender  *subscribers.Sender
	clock   clockwork.Clock
	log     *slog.Logger
	metrics *metrics

	mu   sync.Mutex
	busy map[string]bool // endpoints with a worker
	all  sync.WaitGroup
}

// RunOnce sends what is due now, and waits until it is sent or put off.
func (d *deliverer) RunOnce(ctx context.Context) (Result, error) {
	var total Result
	var failed []error
	var mu sync.Mutex
	var mine sync.WaitGroup
	err := d.begin(ctx, mine.Add, func(done Result, err error) {
		mu.Lock()
		total.Found, total.Done = total.Found+done.Found, total.Done+done.Done
		failed = append(failed, err)
		mu.Unlock()
		mine.Done()
	})
	mine.Wait()
	return total, errors.Join(append(failed, err)...)
}

// Begin starts sending what is due now, and does not wait.
func (d *deliverer) Begin(ctx context.Context) error {
	return d.begin(ctx, func(int) {}, func(done Result, err error) {
		d.metrics.worked.WithLabelValues(PassDeliver).Add(float64(done.Done))
		if err != nil && ctx.Err() == nil {
			d.metrics.failures.WithLabelValues(PassDeliver).Inc()
			d.log.Error("webhooks are not sent; they are tried again", "pass", PassDeliver, "error", err)
		}
	})
}

// Wait waits for the workers that Begin started. It is called after their context has ended.
func (d *deliverer) Wait() { d.all.Wait() }

// begin gives each endpoint that has something to be sent a worker, unless it has one.
func (d *deliverer) begin(ctx context.Context, starting func(int), ended func(Result, error)) error {
	if _, err := d.store.ParkOverdue(ctx, choreBatch); err != nil {
		return err
	}
	due, err := d.store.EndpointsDue(ctx)
	if err != nil {
		return err
	}
	for _, e := range due {
		if !d.take(e.ID) {
			continue
		}
		starting(1)
		d.all.Go(func() {
			done, err := d.drain(ctx, e)
			d.leave(e.ID)
			ended(done, err)
		})
	}
	return nil
}

func (d *deliverer) take(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy[id] {
		return false
	}
	d.busy[id] = true
	return true
}

func (d *deliverer) leave(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.busy, id)
}

// drain sends to one endpoint until nothing is due, or it fails: then it is left alone until the next turn, which asks its circuit.
func (d *deliverer) drain(ctx context.Context, e models.Endpoint) (Result, error) {
	var total Result
	limit := deliverBatch
	if e.Probing() {
		limit = 1
	}
	for ctx.Err() == nil {
		posts, err := d.store.ClaimDeliveries(ctx, e, limit, deliverLease)
		if err != nil || len(posts) == 0 {
			return total, err
		}
		total.Found += len(posts)
		done, failing, err := d.send(ctx, e, posts)
		total.Done += done
		if err != nil || failing || e.Probing() {
			return total, err
		}
	}
	return total, nil
}

// send sends deliveries, a few at a time, and says how many arrived and whether the endpoint fails.
func (d *deliverer) send(ctx context.Context, e models.Endpoint, posts []models.Post) (done int, failing bool, err error) {
	work := make(chan models.Post, len(posts))
	for _, p := range posts {
		work <- p
	}
	close(work)
	var mu sync.Mutex
	var all sync.WaitGroup
	for range min(deliverAtOnce, len(posts)) {
		all.Go(func() {
			for p := range work {
				arrived, fails, oneErr := d.deliver(ctx, e, p)
				mu.Lock()
				failing, err = failing || fails, errors.Join(err, oneErr)
				if arrived {
					done++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return done, failing, err
}

// deliver sends one delivery and writes down what became of it.
func (d *deliverer) deliver(ctx context.Context, e models.Endpoint, p models.Post) (arrived, fails bool, err error) {
	body, err := bodyOf(p)
	if err != nil {
		return false, false, err
	}
	result := d.sender.Send(ctx, subscribers.Message{ID: p.ID, URL: e.URL, Secrets: e.Secrets(d.clock.Now()), Body: body})
	if ctx.Err() != nil {
		return false, false, nil // told to end: whether it arrived is unknown, and its lease brings it back
	}
	sent := models.Sent{StatusCode: result.Status, Duration: result.Duration, RetryAfter: result.RetryAfter, Endpoint: result.EndpointFails()}
	if result.Err != nil {
		sent.Error = result.Err.Error()
	}
	state, err := d.store.SaveSent(ctx, p, sent)
	if err != nil {
		return false, sent.Endpoint, err
	}
	d.metrics.deliveries.WithLabelValues(deliveryFate(state)).Inc()
	if state == models.DeliveryParked {
		d.log.Warn("a webhook was not delivered in its time; a person may replay it", "delivery", p.ID, "callback", p.CallbackID, "endpoint", e.ID)
	}
	return sent.Error == "", sent.Endpoint, nil
}

// deliveryFate names what became of a try, for the metric.
func deliveryFate(state models.DeliveryState) string {
	switch state {
	case models.DeliveryPending:
		return "failed"
	case "":
		return "lost" // somebody else had it
	}
	return string(state)
}
