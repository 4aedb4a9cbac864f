package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/twilio"
)

// Applier carries a plan out.
type Applier struct {
	Admin   *twilio.Admin
	Clock   clockwork.Clock
	Journal *Journal
	// Progress is told of each step before it is carried out.
	Progress func(Step) error
	// Undoing is told of each entry of the journal before it is taken back; nil: nobody asks.
	Undoing func(Entry) error
}

// maxSteps bounds a run: each step must leave fewer to do.
const maxSteps = 10_000

// ErrBlocked means that something is in the way that only a person may decide about; the plan says what.
var ErrBlocked = errors.New("the plan has blocked steps; nothing was changed")

// Apply brings the workspace from s to what is wanted, and returns the state it is in then. It plans anew after each step. Every step is
// in the journal before it is made.
func (a Applier) Apply(ctx context.Context, s State, w Wanted) (State, error) {
	if slices.ContainsFunc(Plan(s, w), func(step Step) bool { return step.Action == Blocked }) {
		return s, ErrBlocked
	}
	for range maxSteps {
		pending := Pending(Plan(s, w))
		if len(pending) == 0 {
			return s, nil
		}
		step := pending[0]
		if err := a.one(ctx, &s, w, step); err != nil {
			return s, fmt.Errorf("%s %s %q: %w", step.Action, step.Kind, step.Name, err)
		}
	}
	return s, errors.New("the plan never ends")
}

func (a Applier) one(ctx context.Context, s *State, w Wanted, step Step) error {
	if err := a.Progress(step); err != nil {
		return err
	}
	if err := a.Journal.begin(ctx, step); err != nil {
		return err
	}
	sid, err := a.carryOut(ctx, s, w, step)
	if err != nil {
		return err
	}
	return a.Journal.done(ctx, step, sid)
}

// carryOut makes the change, and makes it in the state too.
func (a Applier) carryOut(ctx context.Context, s *State, w Wanted, step Step) (sid string, err error) {
	ws := s.Workspace.Sid
	switch step.Kind {
	case ChannelKind:
		sid, err = a.Admin.CreateChannel(ctx, ws, "Voice", voiceChannel)
		s.Channels = append(s.Channels, twilio.Channel{Sid: sid, Name: "Voice", UniqueName: voiceChannel})
	case QueueKind:
		sid, err = a.queue(ctx, s, step)
	case WorkflowKind:
		sid, err = a.workflow(ctx, s, step)
	case EventsKind:
		s.Workspace.EventCallbackURL, s.Workspace.EventsFilter = callbackOf(step.After)
		err = a.Admin.SetEventCallback(ctx, ws, s.Workspace.EventCallbackURL, s.Workspace.EventsFilter)
	case SinkKind:
		sid, err = a.sink(ctx, s, w)
	case SubscriptionKind:
		sid, err = a.subscription(ctx, s, w, step)
	case ActivityKind:
		err = errors.New("activities are never changed")
	}
	return sid, err
}

func (a Applier) queue(ctx context.Context, s *State, step Step) (sid string, err error) {
	if step.Action == Create {
		sid, err = a.Admin.CreateQueue(ctx, s.Workspace.Sid, step.Name, step.After)
		s.Queues = append(s.Queues, twilio.Queue{Sid: sid, Name: step.Name, Workers: step.After})
		return sid, err
	}
	for i := range s.Queues {
		if s.Queues[i].Sid == step.Sid {
			s.Queues[i].Workers = step.After
		}
	}
	return step.Sid, a.Admin.SetQueueWorkers(ctx, s.Workspace.Sid, step.Sid, step.After)
}

func (a Applier) workflow(ctx context.Context, s *State, step Step) (sid string, err error) {
	if step.Action == Create {
		sid, err = a.Admin.CreateWorkflow(ctx, s.Workspace.Sid, step.Name, step.After)
		s.Workflows = append(s.Workflows, twilio.Workflow{Sid: sid, Name: step.Name, Configuration: step.After})
		return sid, err
	}
	for i := range s.Workflows {
		if s.Workflows[i].Sid == step.Sid {
			s.Workflows[i].Configuration = step.After
		}
	}
	return step.Sid, a.Admin.SetConfiguration(ctx, s.Workspace.Sid, step.Sid, step.After)
}

// The pause between two looks at a new sink, and how often it is looked at: Twilio says of no bound.
const (
	sinkPause = time.Second
	sinkLooks = 30
)

// sink makes the sink and waits until Twilio calls it active, without which there can be no subscription. One that is not by then is left
// to the next run.
func (a Applier) sink(ctx context.Context, s *State, w Wanted) (string, error) {
	sid, err := a.Admin.CreateSink(ctx, streamsName, w.streamURL())
	if err != nil {
		return "", err
	}
	for range sinkLooks {
		found, err := a.Admin.Sink(ctx, sid)
		if err != nil {
			return sid, err
		}
		if found.Status == "active" {
			s.Sinks = append(s.Sinks, found)
			return sid, nil
		}
		select {
		case <-ctx.Done():
			return sid, ctx.Err()
		case <-a.Clock.After(sinkPause):
		}
	}
	return sid, errors.New("Twilio does not call the sink active: look at it in the console (Event Streams), then run setup again") //nolint:staticcheck // a name begins it
}

func (a Applier) subscription(ctx context.Context, s *State, w Wanted, step Step) (string, error) {
	sink, _ := s.ourSink(w) // the step before has made it
	if step.Action == Create {
		sid, err := a.Admin.CreateSubscription(ctx, streamsName, sink.Sid, EventTypes())
		s.Subscriptions = append(s.Subscriptions, twilio.Subscription{Sid: sid, Description: streamsName, SinkSid: sink.Sid, Types: EventTypes()})
		return sid, err
	}
	for _, name := range missingTypes(strings.Split(step.Before, ",")) {
		if err := a.Admin.Subscribe(ctx, step.Sid, name); err != nil {
			return "", err
		}
	}
	for i := range s.Subscriptions {
		if s.Subscriptions[i].Sid == step.Sid {
			s.Subscriptions[i].Types = strings.Split(step.After, ",")
		}
	}
	return step.Sid, nil
}
