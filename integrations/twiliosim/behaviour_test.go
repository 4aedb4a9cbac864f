package twiliosim_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func diligent(outcomes ...twiliosim.Outcome) twiliosim.Behaviour {
	return twiliosim.Behaviour{Decision: twiliosim.Accept, After: 5 * time.Second, DialAfter: 10 * time.Second,
		TalkFor: 3 * time.Minute, WrapUpFor: 20 * time.Second, Outcomes: outcomes}
}

// calls lists the outbound calls made for a callback.
func (o *office) calls(id string) (all []twiliosim.Task) {
	for _, e := range o.sim.Events() {
		if e.Type == "task.created" && e.Task.CallbackID() == id && attributesOf(o.t, *e.Task)["taskType"] == "callback-outbound" {
			all = append(all, *e.Task)
		}
	}
	return all
}

func attributesOf(t *testing.T, task twiliosim.Task) map[string]any {
	t.Helper()
	var attributes map[string]any
	must(t, json.Unmarshal([]byte(task.Attributes), &attributes))
	return attributes
}

func TestAnAgentKeepsAPromise(t *testing.T) {
	t.Parallel()
	request := map[string]any{"local_time": "2026-03-03T18:00", "routing": "agent"}
	o := open(t, func(s *twiliosim.SeedOptions) {
		s.Behaviour = diligent(twiliosim.Outcome{Code: "callback_agent", CallbackRequest: request})
	})
	start := o.clock.Now()
	sid := o.promise("cb_1", map[string]any{"conversations": map[string]any{"conversation_id": "WTx"}})
	o.pass(4 * time.Minute) // in one go: everything happens at its own time
	calls := o.calls("cb_1")
	if len(calls) != 1 {
		t.Fatalf("%d calls, want one", len(calls))
	}
	call := calls[0]
	if call.CreatedAt != start.Add(15*time.Second) || call.WorkflowSid != o.seeded.OutboundWorkflowSid || call.ChannelName != "voice" {
		t.Errorf("dialled at %v by workflow %s on %s", call.CreatedAt, call.WorkflowSid, call.ChannelName)
	}
	o.wantEvents(call.Sid, "task.created", "reservation.created", "reservation.accepted", "task.wrapup", "reservation.wrapup",
		"task.updated", "task.completed", "reservation.completed")
	o.wantEvents(sid, "task.created", "workflow.entered", "workflow.target-matched", "task-queue.entered", "reservation.created",
		"reservation.accepted", "task.completed", "reservation.completed")
	o.wantOutcome(call.Sid, "callback_agent")
	o.wantStatus(sid, twiliosim.StatusCompleted)
	if got := o.task(call.Sid).UpdatedAt; got != start.Add(15*time.Second+3*time.Minute+20*time.Second) {
		t.Errorf("the call ended at %v", got)
	}
}

// wantOutcome checks what the wrapped-up Task carries, old attributes included.
func (o *office) wantOutcome(sid, code string) {
	o.t.Helper()
	attributes := attributesOf(o.t, o.task(sid))
	conversations, _ := attributes["conversations"].(map[string]any)
	if conversations["outcome"] != code || conversations["conversation_id"] == nil || attributes["callback_id"] == nil {
		o.t.Errorf("attributes are %v", attributes)
	}
	if _, there := attributes["callback_request"].(map[string]any); !there {
		o.t.Errorf("no callback_request in %v", attributes)
	}
}

func TestAnAgentWithoutThePluginLeavesTheCallbackOpen(t *testing.T) {
	t.Parallel()
	o := open(t, func(s *twiliosim.SeedOptions) {
		s.Behaviour = diligent()
		s.Behaviour.LeaveOpen = true
	})
	sid := o.promise("cb_1", nil)
	o.pass(10 * time.Minute)
	o.wantStatus(sid, twiliosim.StatusAssigned)
	if n := len(o.calls("cb_1")); n != 1 {
		t.Errorf("%d calls, want one", n)
	}
	o.wantOffered(o.promise("cb_2", nil), "ben") // the open Task holds ann's slot
}

func TestOutcomesComeInTurn(t *testing.T) {
	t.Parallel()
	o := open(t, func(s *twiliosim.SeedOptions) {
		s.Teams = []twiliosim.TeamSeed{{Name: "welcome", Workers: []string{"ann"}}}
		s.Behaviour = diligent(twiliosim.Outcome{Code: "busy"}, twiliosim.Outcome{Code: "contacted"})
	})
	for _, id := range []string{"cb_1", "cb_2", "cb_3"} {
		o.promise(id, nil)
	}
	o.pass(time.Hour)
	var codes []string
	for _, e := range o.sim.Events() {
		if e.Type == "task.updated" {
			conversations, _ := attributesOf(t, *e.Task)["conversations"].(map[string]any)
			code, _ := conversations["outcome"].(string)
			codes = append(codes, code)
		}
	}
	if !slices.Equal(codes, []string{"busy", "contacted", "busy"}) {
		t.Errorf("outcomes are %v", codes)
	}
}

func TestAgentsWhoRejectOrIgnore(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetBehaviour(o.worker("ann"), twiliosim.Behaviour{Decision: twiliosim.Reject, After: time.Second}))
	must(t, o.sim.SetBehaviour(o.worker("ben"), twiliosim.Behaviour{Decision: twiliosim.Ignore}))
	sid := o.promise("cb_1", nil)
	o.wantOffered(sid, "ann")
	o.pass(time.Second)
	o.wantOffered(sid, "ben")
	o.pass(119 * time.Second)
	o.wantOffered(sid, "ben")
	o.pass(time.Second)
	o.wantOffered(sid, "ann")
	if err := o.sim.SetBehaviour("WK0", twiliosim.Behaviour{}); err == nil {
		t.Error("nobody was given a behaviour")
	}
}

func TestDialledCallsIgnoreCapacity(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil)
	must(t, o.sim.Accept(sid))
	call, err := o.sim.Redial(sid)
	must(t, err)
	o.wantStatus(call, twiliosim.StatusAssigned)
	if got := attributesOf(t, o.task(call)); got["callback_id"] != "cb_1" || got["direction"] != "outbound" || got["parentTask"] != sid {
		t.Errorf("the call carries %v", got)
	}
	must(t, o.sim.Complete(sid))
	o.wantOffered(o.promise("cb_2", nil), "ben") // ann is on the call still
	must(t, o.sim.Complete(call))
	o.wantOffered(o.promise("cb_3", nil), "ann")
}

func TestAMainListCallEndsInACallbackRequest(t *testing.T) {
	t.Parallel()
	o := open(t)
	call, err := o.sim.Call(o.worker("ann"), map[string]any{"to": "+61400000001", "record_external_id": "D-1"})
	must(t, err)
	must(t, o.sim.Patch(call, map[string]any{"conversations": map[string]any{"outcome": "callback_queue"}})) // tentative
	must(t, o.sim.WrapUp(call, map[string]any{"conversations": map[string]any{"outcome": "callback_agent"}}))
	must(t, o.sim.Complete(call))
	o.wantEvents(call, "task.created", "reservation.created", "reservation.accepted", "task.updated", "task.wrapup",
		"reservation.wrapup", "task.updated", "task.completed", "reservation.completed")
	got := attributesOf(t, o.task(call))
	if conversations, _ := got["conversations"].(map[string]any); conversations["outcome"] != "callback_agent" || got["taskType"] != "call" {
		t.Errorf("attributes are %v", got)
	}
	if n := len(o.sim.LiveByCallback()); n != 0 {
		t.Errorf("%d callbacks live, though none was made", n)
	}
}

func TestACallPlayedOnItsOwn(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid, err := o.sim.CallWith(o.worker("ann"), nil, twiliosim.Behaviour{TalkFor: time.Minute, WrapUpFor: time.Second}, twiliosim.Outcome{Code: "contacted"})
	must(t, err)
	o.pass(time.Minute)
	o.wantStatus(sid, twiliosim.StatusWrapping)
	o.pass(time.Second)
	o.wantStatus(sid, twiliosim.StatusCompleted)
}

func TestVerbsThatCannotBe(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	sid := o.promise("cb_1", nil)
	_, dial := o.sim.Dial("WK0", nil)
	_, call := o.sim.Call("WK0", nil)
	_, with := o.sim.CallWith("WK0", nil, twiliosim.Behaviour{}, twiliosim.Outcome{})
	_, redial := o.sim.Redial(sid)
	for name, err := range map[string]error{"accept": o.sim.Accept(sid), "reject": o.sim.Reject(sid), "wrap up": o.sim.WrapUp(sid, nil),
		"complete": o.sim.Complete(sid), "cancel": o.sim.Cancel("WT0"), "patch": o.sim.Patch("WT0", nil), "dial": dial, "call": call,
		"call with": with, "redial": redial, "activity": o.sim.SetActivity("WK0", true), "timeout activity": o.sim.SetTimeoutActivity("Lunch")} {
		if err == nil {
			t.Errorf("%s was done", name)
		}
	}
	if n := len(o.sim.Tasks()); n != 1 {
		t.Errorf("%d Tasks, want the one", n)
	}
}
