package setup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
)

// Action is what is to be done about one thing.
type Action string

// The actions. A plan with a blocked step is not applied.
const (
	Create  Action = "create"
	Change  Action = "change"
	Leave   Action = "leave"
	Blocked Action = "blocked"
)

// Kind is what a step is about.
type Kind string

// The kinds, in the order in which they are applied.
const (
	ChannelKind      Kind = "task channel"
	ActivityKind     Kind = "activities"
	QueueKind        Kind = "task queue"
	WorkflowKind     Kind = "workflow"
	EventsKind       Kind = "event callback"
	SinkKind         Kind = "event sink"
	SubscriptionKind Kind = "event subscription"
)

// Step is what is to be done about one thing, with what it is and what it will be.
type Step struct {
	Action Action `json:"action"`
	Kind   Kind   `json:"kind"`
	Name   string `json:"name"`
	Sid    string `json:"sid,omitempty"` // of what is there
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	// Why says what is in the way, and the remedy, of a blocked step; of others what is worth knowing.
	Why string `json:"why,omitempty"`
	// Obstacle is the same of a blocked step for programs, which have remedies of their own.
	Obstacle Obstacle `json:"obstacle,omitempty"`
}

// Obstacle is what is in the way of a blocked step.
type Obstacle string

// The obstacles.
const (
	NoActivity     Obstacle = "no_activity"       // no activity is available
	ChooseWorkflow Obstacle = "choose_workflow"   // several workflows, none named; or the one named is not there
	Unmergeable    Obstacle = "workflow_unread"   // the workflow's configuration cannot be read
	OtherCallback  Obstacle = "other_callback"    // the workspace's event callback is another system's
	SinkFailed     Obstacle = "event_sink_failed" // Twilio has given up our sink
)

func blocked(step Step, by Obstacle, why string) Step {
	step.Action, step.Obstacle, step.Why = Blocked, by, why
	return step
}

// Plan says what is to be done about a workspace in that state, in order. It changes nothing and asks nobody.
func Plan(s State, w Wanted) []Step {
	steps := []Step{planChannel(s), planActivities(s)}
	steps = append(steps, planQueue(s, everyone, "1==1"))
	for _, t := range w.Teams {
		steps = append(steps, planQueue(s, prefix+t.Name, workersOf(t.Name)))
	}
	steps = append(steps, planWorkflow(s, w))
	if w.Events == Streams {
		return append(steps, planSink(s, w), planSubscription(s, w))
	}
	return append(steps, planCallback(s, w))
}

// Pending are the steps that would change something.
func Pending(steps []Step) []Step {
	return slices.DeleteFunc(slices.Clone(steps), func(s Step) bool { return s.Action == Leave })
}

func planChannel(s State) Step {
	step := Step{Action: Create, Kind: ChannelKind, Name: voiceChannel, After: "Voice (" + voiceChannel + ")"}
	for _, c := range s.Channels {
		if c.UniqueName == voiceChannel {
			step.Action, step.Sid, step.After = Leave, c.Sid, ""
		}
	}
	return step
}

// planActivities only looks: activities are the site's own.
func planActivities(s State) Step {
	step := Step{Action: Leave, Kind: ActivityKind, Name: "of workers"}
	if !slices.ContainsFunc(s.Activities, func(a twilio.Activity) bool { return a.Available }) {
		return blocked(step, NoActivity, "no activity is available, so no agent could ever be offered anything: add one in TaskRouter, Activities")
	}
	return step
}

func planQueue(s State, name, workers string) Step {
	step := Step{Action: Create, Kind: QueueKind, Name: name, After: workers}
	if q, ok := s.queueNamed(name); ok {
		step.Action, step.Sid, step.Before = Change, q.Sid, q.Workers
		if q.Workers == workers {
			step.Action, step.Before, step.After = Leave, "", ""
		}
	}
	return step
}

// sidOf names a queue by its sid; one that is still to be made by its name.
func sidOf(s State) func(string) string {
	return func(name string) string {
		if q, ok := s.queueNamed(name); ok {
			return q.Sid
		}
		return "(sid of " + name + ")"
	}
}

func planWorkflow(s State, w Wanted) Step {
	ours := filters(w, sidOf(s))
	found, err := chooseWorkflow(s, w)
	if err != nil {
		return blocked(Step{Kind: WorkflowKind, Name: w.Workflow}, ChooseWorkflow, err.Error())
	}
	if found == nil {
		return Step{Action: Create, Kind: WorkflowKind, Name: ownWorkflow, After: created(ours, sidOf(s)(everyone))}
	}
	step := Step{Action: Change, Kind: WorkflowKind, Name: found.Name, Sid: found.Sid, Before: found.Configuration}
	after, ready, err := merged(found.Configuration, ours)
	switch {
	case err != nil:
		step.Before = ""
		return blocked(step, Unmergeable, err.Error()+": name another one with --workflow")
	case ready:
		step.Action, step.Before = Leave, ""
	default:
		step.After = after
	}
	return step
}

// chooseWorkflow is the workflow to merge into; nil when one is to be made.
func chooseWorkflow(s State, w Wanted) (*twilio.Workflow, error) {
	var names []string
	var merged []*twilio.Workflow
	for i := range s.Workflows {
		wf := &s.Workflows[i]
		switch {
		case w.Workflow != "" && (wf.Sid == w.Workflow || wf.Name == w.Workflow), w.Workflow == NewWorkflow && wf.Name == ownWorkflow:
			return wf, nil
		case hasOurs(wf.Configuration):
			merged = append(merged, wf)
		}
		names = append(names, wf.Name)
	}
	switch {
	case w.Workflow == NewWorkflow, w.Workflow == "" && len(s.Workflows) == 0:
		return nil, nil
	case w.Workflow != "":
		return nil, fmt.Errorf("there is no workflow %s; there are: %s", w.Workflow, strings.Join(names, ", "))
	case len(merged) == 1:
		return merged[0], nil
	case len(s.Workflows) == 1:
		return &s.Workflows[0], nil
	}
	return nil, fmt.Errorf("choose with --workflow NAME where callbacks are to be routed, or --workflow %s for one of their own; there are: %s",
		NewWorkflow, strings.Join(names, ", "))
}
