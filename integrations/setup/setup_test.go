package setup_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ringback/ringback/integrations/setup"
)

func TestSetupTouchesNothingElseAndIsUndone(t *testing.T) {
	t.Parallel()
	for _, events := range []setup.Delivery{setup.Callback, setup.Streams} {
		t.Run(string(events), func(t *testing.T) {
			t.Parallel()
			o, w := open(t), wanted()
			w.Events = events
			before := o.snapshot()
			was := o.read(w)
			o.must(o.apply(w))
			o.wantOthersAsTheyWere(was, w)
			after := o.snapshot()
			o.cut.lose(0, false) // a second run must change nothing
			o.must(o.apply(w))
			if !maps.Equal(after, o.snapshot()) {
				t.Error("the second run changed something")
			}
			o.cut.lose(-1, false)
			undone, err := o.applier().Undo(t.Context(), w)
			o.must(err)
			if len(undone) == 0 {
				t.Error("nothing was undone")
			}
			o.wantSame(before)
			if _, err := os.Stat(o.path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the journal is still there: %v", err)
			}
		})
	}
}

func (o *office) wantSame(before map[string]string) {
	o.t.Helper()
	now := o.snapshot()
	for name := range before {
		if before[name] != now[name] {
			o.t.Errorf("%s was %s\nand is %s", name, before[name], now[name])
		}
	}
}

// wantOthersAsTheyWere: each queue, workflow, channel and activity there was is as it was, but for the one workflow, whose filters are
// there to the byte, in their order, behind ours.
func (o *office) wantOthersAsTheyWere(was setup.State, w setup.Wanted) {
	o.t.Helper()
	is := o.read(w)
	if !slices.Equal(was.Queues, is.Queues[:len(was.Queues)]) || !slices.Equal(was.Channels, is.Channels) || !slices.Equal(was.Activities, is.Activities) {
		o.t.Error("something else has changed")
	}
	if len(is.Queues) != len(was.Queues)+3 {
		o.t.Errorf("%d queues, want one for each of two teams and one for all more than %d", len(is.Queues), len(was.Queues))
	}
	for i, wf := range was.Workflows {
		now := is.Workflows[i].Configuration
		if wf.Name != siteWorkflow && now != wf.Configuration {
			o.t.Errorf("workflow %s has changed", wf.Name)
		}
		_, theirs, _ := strings.Cut(wf.Configuration, "[")
		if wf.Name == siteWorkflow && (!strings.HasSuffix(now, theirs) || strings.Count(now, "Ringback: ") != 7) {
			o.t.Errorf("the site's filters are not as they were, or ours not all there: %s", now)
		}
	}
}

func TestKilledHalfWayAndRunAgainEndsTheSame(t *testing.T) {
	t.Parallel()
	for _, events := range []setup.Delivery{setup.Callback, setup.Streams} {
		for kill := range 7 {
			t.Run(fmt.Sprintf("%s, %d", events, kill), func(t *testing.T) {
				t.Parallel()
				for _, applied := range []bool{true, false} {
					o, w := open(t), wanted()
					w.Events = events
					before := o.snapshot()
					o.cut.lose(kill, applied)
					killed := o.apply(w)
					o.cut.lose(-1, false)
					o.must(o.apply(w))
					if pending := setup.Pending(setup.Plan(o.read(w), w)); len(pending) > 0 {
						t.Errorf("killed at %d (%v): still to do: %+v", kill, killed, pending)
					}
					if was := len(o.read(w).Queues); was != 15 {
						t.Errorf("%d queues, want 15: one was made twice", was)
					}
					_, err := o.applier().Undo(t.Context(), w)
					o.must(err)
					o.wantSame(before)
				}
			})
		}
	}
}

func TestUndoKeepsWhatSomebodyChangedSince(t *testing.T) {
	t.Parallel()
	o, w := open(t), wanted()
	o.must(o.apply(w))
	ws := o.sim.WorkspaceSid()
	s := o.read(w)
	for _, wf := range s.Workflows {
		if wf.Name == siteWorkflow {
			o.must(o.admin.SetConfiguration(t.Context(), ws, wf.Sid, strings.ReplaceAll(wf.Configuration, "'sales'", "'trade'")))
		}
	}
	o.must(o.admin.SetEventCallback(t.Context(), ws, "https://elsewhere.example.org/", ""))
	_, err := o.applier().Undo(t.Context(), w)
	o.must(err)
	s = o.read(w)
	for _, wf := range s.Workflows {
		if strings.Contains(wf.Configuration, "Ringback: ") || wf.Name == siteWorkflow && !strings.Contains(wf.Configuration, "'trade'") {
			t.Errorf("workflow %s: %s", wf.Name, wf.Configuration)
		}
	}
	if s.Workspace.EventCallbackURL != "https://elsewhere.example.org/" {
		t.Errorf("events go to %q", s.Workspace.EventCallbackURL)
	}
}

func TestAnotherSystemsCallbackIsNotTakenUnasked(t *testing.T) {
	t.Parallel()
	o, w := open(t), wanted()
	o.must(o.admin.SetEventCallback(t.Context(), o.sim.WorkspaceSid(), "https://crm.example.org/tr", "task.created"))
	before := o.snapshot()
	if err := o.apply(w); !errors.Is(err, setup.ErrBlocked) {
		t.Fatalf("got %v", err)
	}
	o.wantSame(before)
	w.TakeOver = true
	o.must(o.apply(w))
	if url := o.read(w).Workspace.EventCallbackURL; !strings.HasPrefix(url, "https://ringback.example.org/webhooks/twilio/events") {
		t.Errorf("events go to %s", url)
	}
	_, err := o.applier().Undo(t.Context(), w)
	o.must(err)
	o.wantSame(before)
}

func TestWorkflowOfItsOwn(t *testing.T) {
	t.Parallel()
	o, w := open(t), wanted()
	w.Workflow, w.Teams = "", nil
	if err := o.apply(w); !errors.Is(err, setup.ErrBlocked) {
		t.Fatalf("three workflows, none named: %v", err)
	}
	w.Workflow = "Outbound calls"
	o.must(o.apply(w))
	w.Workflow = "" // the one that has our filters is known by them
	if pending := setup.Pending(setup.Plan(o.read(w), w)); len(pending) != 0 {
		t.Errorf("still to do: %+v", pending)
	}
}

// Every thing that setup makes is missed by name when somebody changes it.
func TestDriftIsFoundByName(t *testing.T) {
	t.Parallel()
	drifts := map[string]func(*setup.State){
		"Ringback: everyone":   func(s *setup.State) { s.Queues = drop(s.Queues, "Ringback: everyone") },
		"Ringback: welcome":    func(s *setup.State) { s.Queues[len(s.Queues)-2].Workers = "1==2" },
		siteWorkflow:           func(s *setup.State) { retime(s) },
		"voice":                func(s *setup.State) { s.Channels = nil },
		"of workers":           func(s *setup.State) { s.Activities = nil },
		"Flex Task Assignment": func(s *setup.State) { s.Workspace.EventsFilter = "task.created" },
	}
	o, w := open(t), wanted()
	o.must(o.apply(w))
	for name, drift := range drifts {
		s := o.read(w)
		drift(&s)
		if !slices.ContainsFunc(setup.Pending(setup.Plan(s, w)), func(step setup.Step) bool { return step.Name == name }) {
			t.Errorf("nobody misses %s", name)
		}
	}
}

func drop[T interface{ comparable }](list []T, name string) []T {
	return slices.DeleteFunc(slices.Clone(list), func(one T) bool { return strings.Contains(fmt.Sprint(one), name) })
}

// retime gives the last target a time-out.
func retime(s *setup.State) {
	for i := range s.Workflows {
		s.Workflows[i].Configuration = strings.Replace(s.Workflows[i].Configuration, `"timeout":420`, `"timeout":421`, 1)
	}
}
