package webhooks_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// studioFlow is a flow definition of Studio, as its editor exports and imports it.
type studioFlow struct {
	Description string
	Initial     string `json:"initial_state"`
	Flags       map[string]bool
	States      []studioState
}

type studioState struct {
	Name, Type  string
	Transitions []studioTransition
	Properties  map[string]any
}

type studioTransition struct {
	Event, Next string
	Conditions  []struct {
		Name      string `json:"friendly_name"`
		Arguments []string
		Type      string
		Value     string
	}
}

func readFlow(t testing.TB) studioFlow {
	t.Helper()
	text, err := os.ReadFile("../deploy/studio/callback.json")
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	var flow studioFlow
	if err := decoder.Decode(&flow); err != nil {
		t.Fatal(err)
	}
	return flow
}

func (f studioFlow) state(name string) (studioState, bool) {
	i := slices.IndexFunc(f.States, func(s studioState) bool { return s.Name == name })
	if i < 0 {
		return studioState{}, false
	}
	return f.States[i], true
}

// studioWidget is what is known of a widget: its events, the properties it must have and those it may have. The types are those of Twilio's flow
// definition schema (studio/rest-api/v2/schemas in its documentation, 2019-09); events and properties are as flows that Studio exported and
// clients of its API have them. Only the widgets that the flow uses are here.
type studioWidget struct{ events, must, may string }

func studioWidgets() map[string]studioWidget {
	return map[string]studioWidget{
		"trigger":              {"incomingMessage incomingCall incomingConversationMessage incomingRequest incomingParent", "", ""},
		"set-variables":        {"next", "variables", ""},
		"split-based-on":       {"noMatch match", "input", ""},
		"make-http-request":    {"success failed", "method url", "content_type parameters body add_twilio_auth"},
		"say-play":             {"audioComplete", "", "say play voice language loop digits"},
		"send-to-flex":         {"callComplete failedToEnqueue callFailure", "workflow channel", "attributes priority timeout waitUrl waitUrlMethod"},
		"gather-input-on-call": {"keypress speech timeout", "", "say play voice language loop number_of_digits stop_gather finish_on_key timeout speech_timeout gather_language hints profanity_filter speech_model"},
	}
}

func TestStudioFlowIsWhole(t *testing.T) {
	t.Parallel()
	flow := readFlow(t)
	if start, ok := flow.state(flow.Initial); !ok || start.Type != "trigger" || !flow.Flags["allow_concurrent_calls"] {
		t.Errorf("begins at %q, flags %v", flow.Initial, flow.Flags)
	}
	seen := map[string]bool{}
	for _, s := range flow.States {
		if seen[s.Name] || !regexp.MustCompile(`^[A-Za-z0-9_-]{1,63}$`).MatchString(s.Name) {
			t.Errorf("state %q: twice, or no name", s.Name)
		}
		seen[s.Name] = true
		s.hold(t)
		s.holdTransitions(t, flow)
	}
	reached := map[string]bool{}
	flow.reach(flow.Initial, reached)
	if len(reached) != len(flow.States) {
		t.Errorf("of %d states only %v can be reached", len(flow.States), reached)
	}
}

func (f studioFlow) reach(name string, reached map[string]bool) {
	if state, ok := f.state(name); ok && !reached[name] {
		reached[name] = true
		for _, next := range state.Transitions {
			f.reach(next.Next, reached)
		}
	}
}

// hold holds a state to what is known of its widget.
func (s studioState) hold(t *testing.T) {
	t.Helper()
	widget, known := studioWidgets()[s.Type]
	if !known {
		t.Fatalf("%s: no widget %q", s.Name, s.Type)
	}
	must, may := strings.Fields(widget.must+" offset"), strings.Fields(widget.may)
	for _, name := range must {
		if s.Properties[name] == nil {
			t.Errorf("%s has no %s", s.Name, name)
		}
	}
	for name := range s.Properties {
		if !slices.Contains(must, name) && !slices.Contains(may, name) {
			t.Errorf("%s: a %s has no property %s", s.Name, s.Type, name)
		}
	}
}

func (s studioState) holdTransitions(t *testing.T, flow studioFlow) {
	t.Helper()
	events := strings.Fields(studioWidgets()[s.Type].events)
	seen := map[string]int{}
	for _, next := range s.Transitions {
		seen[next.Event]++
		if _, ok := flow.state(next.Next); next.Next != "" && !ok {
			t.Errorf("%s leads to %q, which is nowhere", s.Name, next.Next)
		}
		if !slices.Contains(events, next.Event) || (next.Event == "match") != (len(next.Conditions) > 0) {
			t.Errorf("%s: event %q with %d conditions", s.Name, next.Event, len(next.Conditions))
		}
		for _, c := range next.Conditions {
			if len(c.Arguments) != 1 || c.Arguments[0] != s.Properties["input"] || c.Name == "" {
				t.Errorf("%s: condition %+v", s.Name, c)
			}
		}
	}
	for _, event := range events {
		if seen[event] == 0 || seen[event] > 1 && event != "match" {
			t.Errorf("%s has %s %d times", s.Name, event, seen[event])
		}
	}
}
