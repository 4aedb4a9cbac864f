package setup

import (
	"slices"
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
)

// planCallback leaves what follows the '#' of our own URL as an admin has tuned it, and adds to a filter only what is missing.
func planCallback(s State, w Wanted) Step {
	has := s.Workspace.EventCallbackURL
	step := Step{Action: Change, Kind: EventsKind, Name: s.Workspace.Name, Sid: s.Workspace.Sid, Before: callbackText(has, s.Workspace.EventsFilter)}
	base, _, _ := strings.Cut(has, "#")
	address, filter := w.callbackURL()+callbackExtra, strings.Join(EventTypes(), ",")
	switch {
	case base == w.callbackURL():
		address, filter = has, withTypes(s.Workspace.EventsFilter)
	case has != "" && !w.TakeOver:
		return blocked(step, OtherCallback, "the workspace's only event callback goes to another system: use --events streams, which disturbs nobody, or --take-over to replace it")
	}
	if step.After = callbackText(address, filter); step.After == step.Before {
		step.Action, step.Before, step.After = Leave, "", ""
	}
	return step
}

// callbackText is a URL and a filter in one line each; see callbackOf.
func callbackText(address, filter string) string { return address + "\n" + filter }

func callbackOf(text string) (address, filter string) {
	address, filter, _ = strings.Cut(text, "\n")
	return address, filter
}

// withTypes adds the types that are missing in a filter. An empty filter lets all through.
func withTypes(filter string) string {
	if filter == "" {
		return ""
	}
	if missing := missingTypes(strings.Split(filter, ",")); len(missing) > 0 {
		return filter + "," + strings.Join(missing, ",")
	}
	return filter
}

func missingTypes(has []string) []string {
	return slices.DeleteFunc(EventTypes(), func(name string) bool { return slices.Contains(has, name) })
}

func planSink(s State, w Wanted) Step {
	step := Step{Action: Create, Kind: SinkKind, Name: streamsName, After: w.streamURL()}
	sink, ok := s.ourSink(w)
	if !ok {
		return step
	}
	step.Action, step.Sid, step.After = Leave, sink.Sid, ""
	if sink.Status == "failed" {
		return blocked(step, SinkFailed, "Twilio says that the sink has failed: delete it in the console (Event Streams), and run setup again")
	}
	return step
}

func planSubscription(s State, w Wanted) Step {
	step := Step{Action: Create, Kind: SubscriptionKind, Name: streamsName, After: strings.Join(EventTypes(), ",")}
	sink, ok := s.ourSink(w)
	if !ok {
		return step
	}
	at := slices.IndexFunc(s.Subscriptions, func(b twilio.Subscription) bool { return b.SinkSid == sink.Sid })
	if at < 0 {
		return step
	}
	b := s.Subscriptions[at]
	step.Action, step.Name, step.Sid, step.After = Leave, b.Description, b.Sid, ""
	if missing := missingTypes(b.Types); len(missing) > 0 {
		step.Action, step.Before, step.After = Change, strings.Join(b.Types, ","), strings.Join(append(slices.Clone(b.Types), missing...), ",")
	}
	return step
}
