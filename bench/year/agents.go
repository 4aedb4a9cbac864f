package year

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// ringing is one call that an agent makes for a callback.
type ringing struct {
	callback, task, call string
}

// outcomes are what calls come to, in hundredths (the brief of the benchmark; a warm list by the field's figures).
func outcomes() []string {
	var list []string
	for code, share := range map[string]int{"contacted": 45, "no_answer": 25, "busy": 5, "answering_machine": 8, models.OutcomeCallbackAgent: 8, "refused": 4, "wrong_number": 3, "do_not_call": 2} {
		list = append(list, slices.Repeat([]string{code}, share)...)
	}
	slices.Sort(list)
	return list
}

// answer has each agent who is offered a callback accept it, ask whether the donor may be rung, and dial.
func (c *centre) answer(ctx context.Context, live map[string][]string) ([]ringing, error) {
	var calls []ringing
	c.clock.Advance(dialAfter)
	c.sim.Settle()
	for _, id := range slices.Sorted(maps.Keys(live)) {
		if len(live[id]) != 1 {
			return nil, fmt.Errorf("%d live Tasks of callback %s", len(live[id]), id)
		}
		call, rung, err := c.answerOne(ctx, id, live[id][0])
		if err != nil {
			return nil, err
		}
		if rung {
			calls = append(calls, call)
		}
	}
	return calls, nil
}

func (c *centre) answerOne(ctx context.Context, id, task string) (r ringing, rung bool, err error) {
	if now, ok := c.sim.Task(task); !ok || now.Status != twiliosim.StatusReserved {
		return r, false, nil // nobody is free
	}
	if err := c.sim.Accept(task); err != nil {
		return r, false, fmt.Errorf("accept: %w", err)
	}
	e, err := c.store.Explain(ctx, id, models.Seen{})
	if err != nil {
		return r, false, err
	}
	if !e.Verdict.Allowed { // the agent leaves the donor in peace and gives the callback back
		c.Held++
		return r, false, c.sim.Complete(task)
	}
	call, err := c.sim.Redial(task)
	return ringing{id, task, call}, err == nil, err
}

// wrapUp ends the calls, each with an outcome.
func (c *centre) wrapUp(ctx context.Context, calls []ringing) error {
	for _, r := range calls {
		patch, err := c.choose(ctx, r)
		if err != nil {
			return err
		}
		for _, step := range []func() error{
			func() error { return c.sim.WrapUp(r.call, patch) },
			func() error { return c.sim.Complete(r.call) },
			func() error { return c.sim.Complete(r.task) },
		} {
			if err := step(); err != nil {
				return fmt.Errorf("end call %s: %w", r.call, err)
			}
		}
	}
	return nil
}

// choose is what the agent writes into the call's attributes.
func (c *centre) choose(ctx context.Context, r ringing) (map[string]any, error) {
	code := c.results[c.chance.IntN(len(c.results))]
	patch := map[string]any{"conversations": map[string]any{"outcome": code}}
	if code != models.OutcomeCallbackAgent {
		return patch, nil
	}
	again, err := c.again(ctx, r.callback)
	patch["callback_request"] = again
	return patch, err
}

// again is the hour at which a donor wants to be rung another time, as the agent's screen lets it be chosen: one that can be booked.
func (c *centre) again(ctx context.Context, id string) (map[string]any, error) {
	cb, err := c.store.Get(ctx, id, models.Seen{})
	if err != nil {
		return nil, err
	}
	loc, err := c.store.Zone(cb.Timezone)
	if err != nil {
		return nil, err
	}
	w := wishOf(c.chance, c.clock.Now(), loc)
	shown, err := c.store.Preview(ctx, models.Booking{CallbackRequest: models.CallbackRequest{LocalTime: w.local, Timezone: cb.Timezone}, RecordID: cb.RecordID})
	if err != nil {
		return nil, err
	}
	if len(shown.Suggestions) == 0 {
		return nil, fmt.Errorf("callback %s: no time is offered for another", id)
	}
	c.Promises++
	return map[string]any{"local_time": shown.Suggestions[0].LocalTime, "timezone": shown.Suggestions[0].Timezone, "routing": "agent"}, nil
}
