package setup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
)

// Undone says what became of one entry of the journal.
type Undone struct {
	Kind Kind   `json:"kind"`
	Name string `json:"name"`
	// What is what was done: deleted, restored, or left and why.
	What string `json:"what"`
}

// Undo takes back what the journal says, last change first, and forgets each entry as it goes. What somebody else has changed since is
// kept: of a workflow only our filters are taken out, an event callback that leads elsewhere by now is left.
func (a Applier) Undo(ctx context.Context, w Wanted) ([]Undone, error) {
	var all []Undone
	for len(a.Journal.Entries) > 0 {
		e := a.Journal.Entries[len(a.Journal.Entries)-1]
		if a.Undoing != nil {
			if err := a.Undoing(e); err != nil {
				return all, err
			}
		}
		s, err := Read(ctx, a.Admin, w)
		if err != nil {
			return all, err
		}
		what, err := a.undo(ctx, s, e)
		if err != nil {
			return all, fmt.Errorf("undo %s %q: %w", e.Kind, e.Name, err)
		}
		all = append(all, Undone{e.Kind, e.Name, what})
		if err := a.Journal.forget(ctx); err != nil {
			return all, err
		}
	}
	return all, nil
}

func (a Applier) undo(ctx context.Context, s State, e Entry) (string, error) {
	switch e.Kind {
	case ChannelKind, ActivityKind:
		return "left: others may use it by now", nil
	case QueueKind:
		return a.undoQueue(ctx, s, e)
	case WorkflowKind:
		return a.undoWorkflow(ctx, s, e)
	case EventsKind:
		return a.undoEvents(ctx, s, e)
	case SubscriptionKind:
		return a.undoSubscription(ctx, e)
	case SinkKind:
		return a.undoSink(ctx, e)
	}
	return "left: of a kind this version does not know", nil
}

func (a Applier) undoQueue(ctx context.Context, s State, e Entry) (string, error) {
	q, ok := s.queueNamed(e.Name)
	switch {
	case !ok:
		return "gone already", nil
	case e.Action == Create:
		return "deleted", a.Admin.DeleteQueue(ctx, s.Workspace.Sid, q.Sid)
	case q.Workers != e.After:
		return "left: somebody has changed it since", nil
	}
	return "restored", a.Admin.SetQueueWorkers(ctx, s.Workspace.Sid, q.Sid, e.Before)
}

func (a Applier) undoWorkflow(ctx context.Context, s State, e Entry) (string, error) {
	at := slices.IndexFunc(s.Workflows, func(wf twilio.Workflow) bool { return wf.Sid == e.Sid || e.Sid == "" && wf.Name == e.Name })
	if at < 0 {
		return "gone already", nil
	}
	wf := s.Workflows[at]
	if e.Action == Create {
		return "deleted", a.Admin.DeleteWorkflow(ctx, s.Workspace.Sid, wf.Sid)
	}
	text, err := stripped(wf.Configuration)
	if err != nil {
		return "", err
	}
	what := "our filters taken out; what was changed since is kept"
	if before, err := stripped(e.Before); err == nil && sameJSON(text, before) {
		text, what = e.Before, "restored"
	}
	if text == wf.Configuration {
		return "as it was already", nil
	}
	return what, a.Admin.SetConfiguration(ctx, s.Workspace.Sid, wf.Sid, text)
}

func (a Applier) undoEvents(ctx context.Context, s State, e Entry) (string, error) {
	written, _ := callbackOf(e.After)
	if s.Workspace.EventCallbackURL != written {
		return "left: it leads elsewhere by now", nil
	}
	address, filter := callbackOf(e.Before)
	return "restored", a.Admin.SetEventCallback(ctx, s.Workspace.Sid, address, filter)
}

func (a Applier) undoSubscription(ctx context.Context, e Entry) (string, error) {
	if e.Action == Create && e.Sid == "" {
		return "goes with its sink", nil // nobody lived to note what it is called
	}
	if e.Action == Create {
		return "deleted", a.Admin.DeleteSubscription(ctx, e.Sid)
	}
	for _, name := range missingTypes(strings.Split(e.Before, ",")) {
		if err := a.Admin.Unsubscribe(ctx, e.Sid, name); err != nil {
			return "", err
		}
	}
	return "restored", nil
}

// undoSink finds the sink by where it sends to, which no other does, and takes what is subscribed to it along.
func (a Applier) undoSink(ctx context.Context, e Entry) (string, error) {
	sinks, err := a.Admin.Sinks(ctx)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(sinks, func(k twilio.Sink) bool { return k.Destination == e.After })
	if at < 0 {
		return "gone already", nil
	}
	subscriptions, err := a.Admin.Subscriptions(ctx, sinks[at].Sid)
	if err != nil {
		return "", err
	}
	for _, b := range subscriptions {
		if err := a.Admin.DeleteSubscription(ctx, b.Sid); err != nil {
			return "", err
		}
	}
	return "deleted", a.Admin.DeleteSink(ctx, sinks[at].Sid)
}
