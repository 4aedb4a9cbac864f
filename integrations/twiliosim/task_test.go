package twiliosim_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func TestCreateAndFetch(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	start := o.clock.Now().Add(-time.Hour)
	sid := o.promise("cb_1", nil, func(p *tr.CreateTaskParams) { p.SetTimeout(600).SetVirtualStartTime(start) })
	got, err := o.api.FetchTask(o.sim.WorkspaceSid(), sid)
	must(t, err)
	if !regexp.MustCompile(`^WT[0-9a-f]{32}$`).MatchString(*got.Sid) || *got.AssignmentStatus != "pending" || got.Timeout != 600 {
		t.Errorf("task is %s %s with timeout %d", *got.Sid, *got.AssignmentStatus, got.Timeout)
	}
	if *got.TaskChannelUniqueName != "voice" || *got.TaskQueueSid != o.seeded.QueueSids["welcome"] || !got.VirtualStartTime.Equal(start) {
		t.Errorf("channel %s, queue %s, start %v", *got.TaskChannelUniqueName, *got.TaskQueueSid, got.VirtualStartTime)
	}
	if !strings.Contains(*got.Attributes, `"callback_id":"cb_1"`) {
		t.Errorf("attributes are %s", *got.Attributes)
	}
	o.wantEvents(sid, "task.created", "workflow.entered", "workflow.target-matched", "task-queue.entered")
	if live := o.sim.LiveByCallback()["cb_1"]; len(live) != 1 || live[0] != sid {
		t.Errorf("live by callback is %v", live)
	}
}

func TestCreateDefaults(t *testing.T) {
	t.Parallel()
	o := open(t)
	made, err := o.api.CreateTask(o.sim.WorkspaceSid(), (&tr.CreateTaskParams{}).SetWorkflowSid(o.seeded.WorkflowSid))
	must(t, err)
	if made.Timeout != 86_400 || *made.TaskChannelUniqueName != "default" || *made.Attributes != "{}" {
		t.Errorf("timeout %d, channel %s, attributes %s", made.Timeout, *made.TaskChannelUniqueName, *made.Attributes)
	}
}

func TestCreateRefusals(t *testing.T) {
	t.Parallel()
	o := open(t)
	cases := map[string]func(*tr.CreateTaskParams){
		"timeout beyond two weeks":      func(p *tr.CreateTaskParams) { p.SetTimeout(1_209_601) },
		"timeout of nothing":            func(p *tr.CreateTaskParams) { p.SetTimeout(0) },
		"start in the future":           func(p *tr.CreateTaskParams) { p.SetVirtualStartTime(o.clock.Now().Add(time.Minute)) },
		"start before 1900":             func(p *tr.CreateTaskParams) { p.SetVirtualStartTime(time.Date(1899, 1, 1, 0, 0, 0, 0, time.UTC)) },
		"attributes of 4097":            func(p *tr.CreateTaskParams) { p.SetAttributes(`{"a":"` + strings.Repeat("é", 4097-8) + `"}`) },
		"attributes not JSON":           func(p *tr.CreateTaskParams) { p.SetAttributes("{") },
		"attributes no object":          func(p *tr.CreateTaskParams) { p.SetAttributes("[]") },
		"unknown workflow":              func(p *tr.CreateTaskParams) { p.SetWorkflowSid("WW00000000000000000000000000000000") },
		"unknown channel":               func(p *tr.CreateTaskParams) { p.SetTaskChannel("fax") },
		"negative priority":             func(p *tr.CreateTaskParams) { p.SetPriority(-1) },
		"capacity without a worker":     func(p *tr.CreateTaskParams) { p.SetIgnoreCapacity("true") },
		"target of an unknown kind":     func(p *tr.CreateTaskParams) { p.SetRoutingTarget("XX1") },
		"target is an unknown worker":   func(p *tr.CreateTaskParams) { p.SetRoutingTarget("WK00000000000000000000000000000000") },
		"queue that is not there":       func(p *tr.CreateTaskParams) { p.SetTaskQueueSid("WQ00000000000000000000000000000000") },
		"no workflow where are several": func(p *tr.CreateTaskParams) { p.WorkflowSid = nil },
	}
	for name, change := range cases {
		params := (&tr.CreateTaskParams{}).SetWorkflowSid(o.seeded.WorkflowSid)
		change(params)
		_, err := o.api.CreateTask(o.sim.WorkspaceSid(), params)
		t.Run(name, func(t *testing.T) { wantRefused(t, err, http.StatusBadRequest) })
	}
	if n := o.sim.CreatedCount(); n != 0 {
		t.Errorf("%d Tasks were created all the same", n)
	}
	longest := (&tr.CreateTaskParams{}).SetWorkflowSid(o.seeded.WorkflowSid).SetAttributes(`{"a":"` + strings.Repeat("é", 4096-8) + `"}`).SetTimeout(1_209_600)
	if _, err := o.api.CreateTask(o.sim.WorkspaceSid(), longest); err != nil {
		t.Errorf("4096 characters and two weeks were refused: %v", err)
	}
}

func TestUpdateNeedsTheRightETag(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	sid := o.promise("cb_1", nil)
	fetched, err := o.api.FetchTaskWithMetadata(o.sim.WorkspaceSid(), sid)
	must(t, err)
	tag := fetched.GetHeaders().Get("ETag")
	first := (&tr.UpdateTaskParams{}).SetIfMatch(tag).SetPriority(9)
	updated, err := o.api.UpdateTask(o.sim.WorkspaceSid(), sid, first)
	must(t, err)
	if updated.Priority != 9 {
		t.Errorf("priority is %d", updated.Priority)
	}
	_, err = o.api.UpdateTask(o.sim.WorkspaceSid(), sid, first)
	wantRefused(t, err, http.StatusPreconditionFailed)
	wantRefused(t, o.api.DeleteTask(o.sim.WorkspaceSid(), sid, (&tr.DeleteTaskParams{}).SetIfMatch(tag)), http.StatusPreconditionFailed)
	must(t, o.api.DeleteTask(o.sim.WorkspaceSid(), sid, nil))
	_, err = o.api.FetchTask(o.sim.WorkspaceSid(), sid)
	wantRefused(t, err, http.StatusNotFound)
}

func TestStatusMoves(t *testing.T) {
	t.Parallel()
	o := open(t)
	move := func(sid, status, reason string) error {
		params := (&tr.UpdateTaskParams{}).SetAssignmentStatus(status)
		if reason != "" {
			params.SetReason(reason)
		}
		_, err := o.api.UpdateTask(o.sim.WorkspaceSid(), sid, params)
		return err
	}
	sid := o.promise("cb_1", nil)
	wantRefused(t, move(sid, "completed", "done"), http.StatusBadRequest)
	wantRefused(t, move(sid, "wrapping", ""), http.StatusBadRequest)
	must(t, o.sim.Accept(sid))
	wantRefused(t, move(sid, "canceled", "too late"), http.StatusBadRequest)
	wantRefused(t, move(sid, "pending", ""), http.StatusBadRequest)
	must(t, move(sid, "wrapping", ""))
	wantRefused(t, move(sid, "completed", ""), http.StatusBadRequest)
	must(t, move(sid, "completed", "done"))
	wantRefused(t, move(sid, "completed", "twice"), http.StatusBadRequest)
	if got := o.task(sid); got.Status != twiliosim.StatusCompleted || got.Reason != "done" {
		t.Errorf("task is %s, %q", got.Status, got.Reason)
	}
	both := (&tr.UpdateTaskParams{}).SetAssignmentStatus("canceled").SetReason("x").SetAttributes("{}")
	_, err := o.api.UpdateTask(o.sim.WorkspaceSid(), o.promise("cb_2", nil), both)
	wantRefused(t, err, http.StatusBadRequest)
}

func TestTimeToLive(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	sid := o.promise("cb_1", nil, func(p *tr.CreateTaskParams) { p.SetTimeout(60) })
	o.pass(59 * time.Second)
	o.wantStatus(sid, twiliosim.StatusPending)
	o.pass(time.Second)
	if got := o.task(sid); got.Status != twiliosim.StatusCanceled || got.Reason != "Task TTL Exceeded" {
		t.Errorf("task is %s, %q", got.Status, got.Reason)
	}
	last := o.sim.Events()[len(o.sim.Events())-1]
	if last.Type != "task.canceled" || last.Description != "Task TTL Exceeded" {
		t.Errorf("last event is %s, %q", last.Type, last.Description)
	}
}

func TestTimeToLiveWhileReserved(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil, func(p *tr.CreateTaskParams) { p.SetTimeout(60) })
	o.wantStatus(sid, twiliosim.StatusReserved)
	o.pass(time.Minute)
	o.wantStatus(sid, twiliosim.StatusCanceled)
	if r := o.sim.Reservations(sid)[0]; r.Status != twiliosim.ReservationCanceled {
		t.Errorf("the reservation is %s", r.Status)
	}
	o.wantOffered(o.promise("cb_2", nil, func(p *tr.CreateTaskParams) {
		p.SetRoutingTarget(o.worker("ann")).SetIgnoreCapacity("false").WorkflowSid = nil
	}), "ann")
}

func TestAssignedTasksAreDeletedAfterADay(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil)
	name := o.offeredTo(sid)
	must(t, o.sim.Accept(sid))
	o.pass(24*time.Hour - time.Second)
	o.wantStatus(sid, twiliosim.StatusAssigned)
	o.pass(time.Second)
	if _, there := o.sim.Task(sid); there {
		t.Error("the Task is still there")
	}
	types := o.types(sid)
	if types[len(types)-1] != "task.system-deleted" {
		t.Errorf("last event is %s", types[len(types)-1])
	}
	next := o.promise("cb_2", nil, func(p *tr.CreateTaskParams) {
		p.SetRoutingTarget(o.worker(name)).SetIgnoreCapacity("no").WorkflowSid = nil
	})
	o.wantOffered(next, name)
}

func TestFinishedTasksStayFiveMinutes(t *testing.T) {
	t.Parallel()
	o := open(t)
	completed, canceled := o.promise("cb_1", nil), o.promise("cb_2", nil)
	must(t, o.sim.Accept(completed))
	must(t, o.sim.Complete(completed))
	must(t, o.sim.Cancel(canceled))
	o.pass(5*time.Minute - time.Second)
	if n := len(o.sim.Tasks()); n != 2 {
		t.Errorf("%d Tasks before the time, want 2", n)
	}
	o.pass(time.Second)
	if n := len(o.sim.Tasks()); n != 0 {
		t.Errorf("%d Tasks after the time, want none", n)
	}
	if n := len(o.sim.LiveByCallback()); n != 0 {
		t.Errorf("%d callbacks live, want none", n)
	}
}
