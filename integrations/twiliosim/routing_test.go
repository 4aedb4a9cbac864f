package twiliosim_test

import (
	"testing"
	"time"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func owned(routing, worker string) map[string]any {
	return map[string]any{"cb_routing": routing, "cb_agent_sid": worker}
}

func TestTeamFirstThenEveryone(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetActivity(o.worker("ann"), false))
	must(t, o.sim.SetActivity(o.worker("ben"), false))
	sid := o.promise("cb_1", nil)
	o.wantOffered(sid, "") // cleo is of another team
	o.pass(20*time.Minute - time.Second)
	o.wantOffered(sid, "")
	o.pass(time.Second)
	o.wantOffered(sid, "cleo")
	o.wantEvents(sid, "task.created", "workflow.entered", "workflow.target-matched", "task-queue.entered",
		"task-queue.timeout", "workflow.target-matched", "task-queue.entered", "reservation.created")
}

func TestOwnerThenTeamThenEveryoneByTheTasksAge(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	must(t, o.sim.SetActivity(o.worker("cleo"), true))
	sid := o.promise("cb_1", owned("agent", o.worker("ben")))
	o.pass(10*time.Minute - time.Second)
	if q := o.task(sid).QueueSid; q != o.seeded.EveryoneSid {
		t.Errorf("waits in %s, want the owner's queue %s", q, o.seeded.EveryoneSid)
	}
	o.pass(time.Second)
	if q := o.task(sid).QueueSid; q != o.seeded.QueueSids["welcome"] {
		t.Errorf("after 10 minutes in %s, want the team's queue", q)
	}
	o.pass(20*time.Minute - time.Second)
	o.wantOffered(sid, "")
	o.pass(time.Second) // 10 + 20 minutes of age
	o.wantOffered(sid, "cleo")
}

func TestKnownWorkerIsWaitedForThoughOthersAreFree(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetActivity(o.worker("ben"), false))
	sid := o.promise("cb_1", owned("agent", o.worker("ben")))
	o.wantOffered(sid, "")
	must(t, o.sim.SetActivity(o.worker("ben"), true))
	o.wantOffered(sid, "ben")
}

func TestKnownWorkerThatIsNobodyStillWaits(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", map[string]any{"cb_routing": "agent", "cb_agent_sid": nil})
	o.wantOffered(sid, "")
	o.pass(10 * time.Minute)
	if got := o.offeredTo(sid); got != "ann" && got != "ben" {
		t.Errorf("offered to %q, want one of the team", got)
	}
}

func TestSkipOwnerPassesOnAtOnce(t *testing.T) {
	t.Parallel()
	o := open(t, func(s *twiliosim.SeedOptions) { s.Plan.SkipOwner = true })
	free := o.promise("cb_1", owned("agent", o.worker("ben")))
	o.wantOffered(free, "ben") // skip_if is asked only when no reservation can be made at once
	busy := o.promise("cb_2", owned("agent", o.worker("ben")))
	o.wantOffered(busy, "ann")
}

func TestStrictOwnerIsTheOnlyTarget(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetActivity(o.worker("ben"), false))
	sid := o.promise("cb_1", owned("agent_strict", o.worker("ben")), func(p *tr.CreateTaskParams) { p.SetTimeout(7200) })
	o.pass(2*time.Hour - time.Second)
	o.wantOffered(sid, "")
	o.wantStatus(sid, twiliosim.StatusPending)
	must(t, o.sim.SetActivity(o.worker("ben"), true))
	o.wantOffered(sid, "ben")
}

func TestAnyoneAndUnmatchedTasks(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	anyone := o.promise("cb_1", map[string]any{"cb_routing": "anyone"})
	other := o.promise("cb_2", map[string]any{"taskType": "voicemail"}) // no filter matches: the default filter
	for _, sid := range []string{anyone, other} {
		if q := o.task(sid).QueueSid; q != o.seeded.EveryoneSid {
			t.Errorf("waits in %s, want %s", q, o.seeded.EveryoneSid)
		}
	}
}

func TestPriorityThenAge(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	young := o.promise("cb_1", nil)
	o.pass(time.Second)
	old := o.promise("cb_2", nil, func(p *tr.CreateTaskParams) { p.SetVirtualStartTime(o.clock.Now().Add(-time.Hour)) })
	urgent := o.promise("cb_3", nil, func(p *tr.CreateTaskParams) { p.SetPriority(5) })
	for _, want := range []string{urgent, old, young} {
		must(t, o.sim.SetActivity(o.worker("ann"), true))
		o.wantOffered(want, "ann")
		must(t, o.sim.Accept(want))
		must(t, o.sim.SetActivity(o.worker("ann"), false))
		must(t, o.sim.Complete(want))
	}
}

func TestPriorityOfALiveTaskChanges(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	first, second := o.promise("cb_1", nil), o.promise("cb_2", nil)
	_, err := o.api.UpdateTask(o.sim.WorkspaceSid(), second, (&tr.UpdateTaskParams{}).SetPriority(1))
	must(t, err)
	must(t, o.sim.SetActivity(o.worker("ann"), true))
	o.wantOffered(second, "ann")
	o.wantOffered(first, "")
}

func TestCapacityIsOnePendingOrTaken(t *testing.T) {
	t.Parallel()
	o := open(t)
	first, second, third := o.promise("cb_1", nil), o.promise("cb_2", nil), o.promise("cb_3", nil)
	o.wantOffered(first, "ann")
	o.wantOffered(second, "ben")
	o.wantOffered(third, "")
	must(t, o.sim.Accept(first))
	must(t, o.sim.WrapUp(first, nil))
	o.wantOffered(third, "") // wrapping up still holds the slot
	must(t, o.sim.Complete(first))
	o.wantOffered(third, "ann")
}

func TestReservationTimeout(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetTimeoutActivity("Offline"))
	sid := o.promise("cb_1", nil)
	o.wantOffered(sid, "ann")
	o.pass(2 * time.Minute)
	o.wantOffered(sid, "ben")
	if w := o.sim.Workers()[0]; w.Available || w.ActivityName != "Offline" {
		t.Errorf("ann is %s", w.ActivityName)
	}
	o.pass(2 * time.Minute)
	o.wantOffered(sid, "")
	o.wantStatus(sid, twiliosim.StatusPending)
	for _, r := range o.sim.Reservations(sid) {
		if r.Status != twiliosim.ReservationTimeout {
			t.Errorf("a reservation is %s", r.Status)
		}
	}
}

func TestReservationTimeoutWithoutActivity(t *testing.T) {
	t.Parallel()
	o := open(t, func(s *twiliosim.SeedOptions) { s.ReservationTimeout = 30 * time.Second })
	sid := o.promise("cb_1", nil)
	o.pass(30 * time.Second)
	o.wantOffered(sid, "ben") // who was offered something longest ago comes first
	o.pass(30 * time.Second)
	o.wantOffered(sid, "ann")
}

func TestRejectionGoesToTheNext(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil)
	must(t, o.sim.Reject(sid))
	o.wantOffered(sid, "ben")
	must(t, o.sim.Reject(sid))
	o.wantOffered(sid, "ann")
	if err := o.sim.Reject("WR00000000000000000000000000000000"); err == nil {
		t.Error("a reservation that is not there was rejected")
	}
}

func TestAssignmentsAreLimited(t *testing.T) {
	t.Parallel()
	o := open(t, func(s *twiliosim.SeedOptions) {
		s.Behaviour = twiliosim.Behaviour{Decision: twiliosim.Reject, After: time.Second}
	})
	sid := o.promise("cb_1", nil)
	o.pass(time.Hour)
	if n := len(o.sim.Events()); n < 2000 {
		t.Errorf("%d events, want those of 1,000 reservations", n)
	}
	if _, there := o.sim.Task(sid); there {
		t.Error("the Task lives on after 1,000 reservations")
	}
	types := o.types(sid)
	if last := types[len(types)-1]; last != "task.canceled" {
		t.Errorf("last event is %s", last)
	}
}

func TestRoutingTargets(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetActivity(o.worker("cleo"), false))
	forced := o.promise("cb_1", nil, func(p *tr.CreateTaskParams) { p.SetRoutingTarget(o.worker("cleo")).WorkflowSid = nil })
	o.wantOffered(forced, "cleo") // regardless of capacity and availability by default
	waiting := o.promise("cb_2", nil, func(p *tr.CreateTaskParams) {
		p.SetRoutingTarget(o.worker("cleo")).SetIgnoreCapacity("false").WorkflowSid = nil
	})
	o.wantOffered(waiting, "")
	queued := o.promise("cb_3", nil, func(p *tr.CreateTaskParams) { p.SetRoutingTarget(o.seeded.QueueSids["loyal"]).WorkflowSid = nil })
	if q := o.task(queued).QueueSid; q != o.seeded.QueueSids["loyal"] {
		t.Errorf("waits in %q", q)
	}
}
