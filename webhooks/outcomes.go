package webhooks

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
	"golang.org/x/sync/singleflight"

	"github.com/ringback/ringback/models"
)

// Outcomes is what each outcome means, by any spelling of its code or label.
type Outcomes struct{ actions map[string]models.Action }

// NewOutcomes makes a table of the configured outcomes.
func NewOutcomes(configured []models.Outcome) Outcomes {
	actions := make(map[string]models.Action, 2*len(configured))
	for _, o := range configured {
		actions[models.NormalOutcome(o.Label)] = o.Action
	}
	for _, o := range configured { // a code goes before another outcome's label
		actions[models.NormalOutcome(o.Code)] = o.Action
	}
	return Outcomes{actions}
}

// Action returns what an outcome does; false for one that is not configured.
func (o Outcomes) Action(name string) (models.Action, bool) {
	action, known := o.actions[models.NormalOutcome(name)]
	return action, known
}

// outcomesAge is how long outcomes are believed before they are read again. An outcome that became a callback outcome
// is known within that time; one with a callback_request is stored even while unknown, so none is lost by it.
const outcomesAge = 2 * time.Second

// outcomeCache saves a query for each event.
type outcomeCache struct {
	store *models.Store
	clock clockwork.Clock
	reads singleflight.Group
	mu    sync.Mutex
	known Outcomes
	at    time.Time
}

func newOutcomeCache(store *models.Store, clock clockwork.Clock) *outcomeCache {
	return &outcomeCache{store: store, clock: clock}
}

func (c *outcomeCache) get(ctx context.Context) (Outcomes, error) {
	if known, fresh := c.cached(); fresh {
		return known, nil
	}
	// The read is shared with others, so it does not end with this request.
	read := c.reads.DoChan("outcomes", func() (any, error) { return c.read(context.WithoutCancel(ctx)) })
	select {
	case result := <-read:
		if result.Err != nil {
			return Outcomes{}, result.Err
		}
		return result.Val.(Outcomes), nil
	case <-ctx.Done():
		return Outcomes{}, fmt.Errorf("read outcomes: %w", ctx.Err())
	}
}

func (c *outcomeCache) cached() (Outcomes, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.known, !c.at.IsZero() && c.clock.Since(c.at) < outcomesAge
}

func (c *outcomeCache) read(ctx context.Context) (Outcomes, error) {
	ctx, cancel := context.WithTimeout(ctx, boundsOf(routeStreams).time)
	defer cancel()
	configured, err := c.store.Outcomes(ctx)
	if err != nil {
		return Outcomes{}, fmt.Errorf("read outcomes: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known, c.at = NewOutcomes(configured), c.clock.Now()
	return c.known, nil
}
