package year

import (
	"context"
	"fmt"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/scheduler"
)

const (
	tick      = 15 * time.Minute
	dialAfter = 20 * time.Second // from an offer to the call
	talkFor   = 4 * time.Minute  // from the call's start to its outcome
	away      = 2 * time.Hour    // how long nobody takes calls, once a month
)

// playDay plays 24 hours from now, and audits them.
func (c *centre) playDay(ctx context.Context, day int) error {
	begins := c.From.AddDate(0, 0, day)
	drill := begins.Add(time.Duration(c.chance.IntN(24)) * time.Hour)
	for at := begins; at.Before(begins.AddDate(0, 0, 1)); at = at.Add(tick) {
		c.clock.Advance(at.Sub(c.clock.Now()))
		if day%30 == 13 && at.Equal(drill) { // a fire drill, a strike
			c.absent = at.Add(away)
		}
		if err := c.playTick(ctx, at); err != nil {
			return err
		}
	}
	c.clock.Advance(begins.AddDate(0, 0, 1).Add(-time.Millisecond).Sub(c.clock.Now()))
	if err := c.pass(ctx, scheduler.PassExpire, scheduler.PassRetention, scheduler.PassNotice); err != nil {
		return err
	}
	return c.auditDay(ctx, begins)
}

// playTick plays a quarter hour: what is asked for and due at its beginning, and the calls that come of it.
func (c *centre) playTick(ctx context.Context, at time.Time) error {
	c.sim.Settle()
	if err := c.presence(ctx, at); err != nil {
		return err
	}
	if err := c.takeWishes(ctx, at); err != nil {
		return err
	}
	if err := c.dispatch(ctx, at); err != nil {
		return err
	}
	if err := c.work(ctx); err != nil {
		return err
	}
	return c.chores(ctx, at)
}

// dispatch lets the dispatcher do what its loop would do now. It sleeps until the next due time, and so it is not asked before.
func (c *centre) dispatch(ctx context.Context, at time.Time) error {
	next, err := c.store.NextDue(ctx)
	if err != nil || next.IsZero() || next.Time().After(at) {
		return err
	}
	return c.pass(ctx, scheduler.PassDispatch)
}

// work has the agents answer what they are offered and make their calls, and the ledger hear of it.
func (c *centre) work(ctx context.Context) error {
	live := c.sim.LiveByCallback()
	if len(live) == 0 {
		return nil // and nothing has happened that could be heard of
	}
	calls, err := c.answer(ctx, live)
	if err != nil {
		return err
	}
	if len(calls) > 0 {
		if err := c.hear(ctx); err != nil {
			return err
		}
		c.clock.Advance(talkFor)
		if err := c.wrapUp(ctx, calls); err != nil {
			return err
		}
	}
	return c.hear(ctx)
}

// chores are the passes that have something to do more seldom than each quarter hour. The one that reads TaskRouter's log has nothing to
// do as long as webhooks tell everything and no Task waits; it runs while agents are away. It is spared the log of all the time since it
// ran last: in production it runs each half minute.
func (c *centre) chores(ctx context.Context, at time.Time) error {
	if at.Minute() > 0 {
		return nil
	}
	passes := []string{scheduler.PassClose, scheduler.PassRescue, scheduler.PassNotice}
	if !c.absent.IsZero() && at.Before(c.absent.Add(2*away)) {
		if err := c.store.SetMark(ctx, "events.sweep", models.At(at.Add(-time.Hour))); err != nil {
			return err
		}
		passes = append(passes, scheduler.PassReconcile, scheduler.PassInbox)
	}
	return c.pass(ctx, passes...)
}

// hear lets TaskRouter tell what happened, and the ledger take it in.
func (c *centre) hear(ctx context.Context) error {
	c.sim.Settle()
	if err := c.sim.Flush(ctx); err != nil {
		return err
	}
	return c.pass(ctx, scheduler.PassInbox)
}

func (c *centre) pass(ctx context.Context, names ...string) error {
	for _, name := range names {
		if _, err := c.app.Scheduler().RunOnce(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// presence has the agents come and go.
func (c *centre) presence(ctx context.Context, at time.Time) error {
	if c.absent.IsZero() || !at.Equal(c.absent) && !at.Equal(c.absent.Add(-away)) {
		return nil
	}
	for _, sid := range c.workers {
		if err := c.sim.SetActivity(sid, at.Equal(c.absent)); err != nil {
			return fmt.Errorf("set activity: %w", err)
		}
	}
	return c.pass(ctx, scheduler.PassDirectory)
}

// takeWishes books what donors ask for in this quarter hour: as many as bring the year to its number evenly.
func (c *centre) takeWishes(ctx context.Context, at time.Time) error {
	part := float64(at.Add(tick).Sub(c.From)) / float64(time.Duration(c.Days)*24*time.Hour)
	for float64(c.Promises) < part*float64(c.Callbacks) {
		if err := c.takeWish(ctx); err != nil {
			return err
		}
	}
	return nil
}
