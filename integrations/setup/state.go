package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
)

// flexWorkspace is the name that Flex gives its workspace.
const flexWorkspace = "Flex Task Assignment"

// State is what a workspace holds of what matters here.
type State struct {
	Workspace  twilio.Workspace
	Queues     []twilio.Queue
	Workflows  []twilio.Workflow
	Channels   []twilio.Channel
	Activities []twilio.Activity
	// Sinks and Subscriptions are of the account; those of sinks that are not ours are not read.
	Sinks         []twilio.Sink
	Subscriptions []twilio.Subscription
}

// Read asks Twilio for the state of the workspace with that sid; without one for the account's only workspace, or Flex's.
func Read(ctx context.Context, admin *twilio.Admin, w Wanted) (State, error) {
	all, err := admin.Workspaces(ctx)
	if err != nil {
		return State{}, fmt.Errorf("read workspaces: %w", err)
	}
	workspace, err := choose(all, w.WorkspaceSid)
	if err != nil {
		return State{}, err
	}
	s := State{Workspace: workspace}
	if s.Queues, err = admin.Queues(ctx, workspace.Sid); err != nil {
		return State{}, fmt.Errorf("read queues: %w", err)
	}
	if s.Workflows, err = admin.Workflows(ctx, workspace.Sid); err != nil {
		return State{}, fmt.Errorf("read workflows: %w", err)
	}
	if s.Channels, err = admin.Channels(ctx, workspace.Sid); err != nil {
		return State{}, fmt.Errorf("read channels: %w", err)
	}
	if s.Activities, err = admin.Activities(ctx, workspace.Sid); err != nil {
		return State{}, fmt.Errorf("read activities: %w", err)
	}
	return s, s.readStreams(ctx, admin, w)
}

// readStreams reads Event Streams only where they are asked for: a key without that right can set up the rest.
func (s *State) readStreams(ctx context.Context, admin *twilio.Admin, w Wanted) (err error) {
	if w.Events != Streams {
		return nil
	}
	if s.Sinks, err = admin.Sinks(ctx); err != nil {
		return fmt.Errorf("read sinks: %w", err)
	}
	if ours, ok := s.ourSink(w); ok {
		if s.Subscriptions, err = admin.Subscriptions(ctx, ours.Sid); err != nil {
			return fmt.Errorf("read subscriptions: %w", err)
		}
	}
	return nil
}

func (s *State) ourSink(w Wanted) (twilio.Sink, bool) {
	at := slices.IndexFunc(s.Sinks, func(k twilio.Sink) bool { return k.Destination == w.streamURL() })
	if at < 0 {
		return twilio.Sink{}, false
	}
	return s.Sinks[at], true
}

func choose(all []twilio.Workspace, sid string) (twilio.Workspace, error) {
	var names []string
	for _, one := range all {
		if one.Sid == sid || sid == "" && (len(all) == 1 || one.Name == flexWorkspace) {
			return one, nil
		}
		names = append(names, one.Name+" ("+one.Sid+")")
	}
	if len(all) == 0 {
		return twilio.Workspace{}, errors.New("the account has no TaskRouter workspace: set up Flex in it first")
	}
	if sid != "" {
		return twilio.Workspace{}, fmt.Errorf("the account has no workspace %s; it has %s", sid, strings.Join(names, ", "))
	}
	return twilio.Workspace{}, fmt.Errorf("name one of the account's workspaces in TWILIO_WORKSPACE_SID: %s", strings.Join(names, ", "))
}

func (s *State) queueNamed(name string) (twilio.Queue, bool) {
	at := slices.IndexFunc(s.Queues, func(q twilio.Queue) bool { return q.Name == name })
	if at < 0 {
		return twilio.Queue{}, false
	}
	return s.Queues[at], true
}
