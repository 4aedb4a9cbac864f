package twiliosim_test

import (
	"net/http"
	"strings"
	"testing"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func TestWorkspace(t *testing.T) {
	t.Parallel()
	o := open(t)
	all, err := o.api.ListWorkspace(nil)
	must(t, err)
	if len(all) != 1 || *all[0].Sid != o.sim.WorkspaceSid() {
		t.Fatalf("%d workspaces", len(all))
	}
	activities, err := o.api.ListActivity(o.sim.WorkspaceSid(), (&tr.ListActivityParams{}).SetFriendlyName("Unavailable"))
	must(t, err)
	change := (&tr.UpdateWorkspaceParams{}).SetTimeoutActivitySid(*activities[0].Sid).SetFriendlyName("Ours").SetMultiTaskEnabled(true)
	_, err = o.api.UpdateWorkspace(o.sim.WorkspaceSid(), change)
	must(t, err)
	got, err := o.api.FetchWorkspace(o.sim.WorkspaceSid())
	must(t, err)
	if *got.TimeoutActivityName != "Unavailable" || *got.FriendlyName != "Ours" {
		t.Errorf("workspace %s times out to %s", *got.FriendlyName, *got.TimeoutActivityName)
	}
	_, err = o.api.UpdateWorkspace(o.sim.WorkspaceSid(), (&tr.UpdateWorkspaceParams{}).SetDefaultActivitySid("WA00000000000000000000000000000000"))
	wantRefused(t, err, http.StatusBadRequest)
}

func TestActivitiesAndChannels(t *testing.T) {
	t.Parallel()
	o := open(t)
	made, err := o.api.CreateActivity(o.sim.WorkspaceSid(), (&tr.CreateActivityParams{}).SetFriendlyName("Break").SetAvailable(false))
	must(t, err)
	got, err := o.api.FetchActivity(o.sim.WorkspaceSid(), *made.Sid)
	must(t, err)
	if *got.FriendlyName != "Break" || *got.Available {
		t.Errorf("activity is %s", *got.FriendlyName)
	}
	_, err = o.api.CreateActivity(o.sim.WorkspaceSid(), (&tr.CreateActivityParams{}).SetFriendlyName("Break"))
	wantRefused(t, err, http.StatusBadRequest)
	available, err := o.api.ListActivity(o.sim.WorkspaceSid(), (&tr.ListActivityParams{}).SetAvailable("true"))
	must(t, err)
	if len(available) != 1 || *available[0].FriendlyName != "Available" {
		t.Errorf("%d activities are available", len(available))
	}
	channel, err := o.api.CreateTaskChannel(o.sim.WorkspaceSid(), (&tr.CreateTaskChannelParams{}).SetFriendlyName("Callback").SetUniqueName("callback"))
	must(t, err)
	byName, err := o.api.FetchTaskChannel(o.sim.WorkspaceSid(), "callback")
	must(t, err)
	if *byName.Sid != *channel.Sid {
		t.Errorf("channel is %s, want %s", *byName.Sid, *channel.Sid)
	}
	_, err = o.api.UpdateTaskChannel(o.sim.WorkspaceSid(), *channel.Sid, (&tr.UpdateTaskChannelParams{}).SetFriendlyName("Callbacks").SetChannelOptimizedRouting(true))
	must(t, err)
	renamed, err := o.api.UpdateActivity(o.sim.WorkspaceSid(), *made.Sid, (&tr.UpdateActivityParams{}).SetFriendlyName("Tea"))
	must(t, err)
	if *renamed.FriendlyName != "Tea" {
		t.Errorf("activity is %s", *renamed.FriendlyName)
	}
	sid := o.promise("cb_1", nil, func(p *tr.CreateTaskParams) { p.SetTaskChannel("callback") })
	o.wantOffered(sid, "ann") // workers have capacity on a new channel at once
	list, err := o.api.ListTaskChannel(o.sim.WorkspaceSid(), nil)
	must(t, err)
	if len(list) != 3 {
		t.Errorf("%d channels, want 3", len(list))
	}
}

func TestQueues(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	params := (&tr.CreateTaskQueueParams{}).SetFriendlyName("Seniors").SetTargetWorkers("level > 2").SetTaskOrder("LIFO")
	made, err := o.api.CreateTaskQueue(o.sim.WorkspaceSid(), params)
	must(t, err)
	_, err = o.api.CreateTaskQueue(o.sim.WorkspaceSid(), params)
	wantRefused(t, err, http.StatusBadRequest)
	to := func(p *tr.CreateTaskParams) { p.SetTaskQueueSid(*made.Sid).WorkflowSid = nil }
	older, newer := o.promise("cb_1", nil, to), o.promise("cb_2", nil, to)
	must(t, o.sim.SetActivity(o.worker("ann"), true))
	o.wantOffered(newer, "")
	_, err = o.api.UpdateWorker(o.sim.WorkspaceSid(), o.worker("ann"), (&tr.UpdateWorkerParams{}).SetAttributes(`{"team":"welcome","level":3}`))
	must(t, err)
	o.wantOffered(older, "ann") // of one instant: age is equal, creation decides
	_, err = o.api.UpdateTaskQueue(o.sim.WorkspaceSid(), *made.Sid, (&tr.UpdateTaskQueueParams{}).SetTargetWorkers("team == 'loyal'").SetFriendlyName("Loyal too"))
	must(t, err)
	must(t, o.sim.SetActivity(o.worker("cleo"), true))
	o.wantOffered(newer, "cleo")
	got, err := o.api.FetchTaskQueue(o.sim.WorkspaceSid(), *made.Sid)
	must(t, err)
	if *got.FriendlyName != "Loyal too" || *got.TaskOrder != "LIFO" || *got.TargetWorkers != "team == 'loyal'" {
		t.Errorf("queue is %s, %s, %s", *got.FriendlyName, *got.TaskOrder, *got.TargetWorkers)
	}
	for name, bad := range map[string]*tr.CreateTaskQueueParams{"expression": (&tr.CreateTaskQueueParams{}).SetFriendlyName("x").SetTargetWorkers("a = 1"),
		"order": (&tr.CreateTaskQueueParams{}).SetFriendlyName("x").SetTaskOrder("ANY"), "name": {}, "reserved": (&tr.CreateTaskQueueParams{}).SetFriendlyName("x").SetMaxReservedWorkers(51)} {
		_, err := o.api.CreateTaskQueue(o.sim.WorkspaceSid(), bad)
		t.Run(name, func(t *testing.T) { wantRefused(t, err, http.StatusBadRequest) })
	}
}

func TestAnEmptyQueueExpressionMeansNobody(t *testing.T) {
	t.Parallel()
	o := open(t)
	made, err := o.api.CreateTaskQueue(o.sim.WorkspaceSid(), (&tr.CreateTaskQueueParams{}).SetFriendlyName("Nobody").SetTargetWorkers(""))
	must(t, err)
	sid := o.promise("cb_1", nil, func(p *tr.CreateTaskParams) { p.SetTaskQueueSid(*made.Sid).WorkflowSid = nil })
	o.wantOffered(sid, "")
}

func TestWorkers(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	sid := o.promise("cb_1", map[string]any{"cb_team": "welcome"})
	offline, err := o.api.CreateWorker(o.sim.WorkspaceSid(), (&tr.CreateWorkerParams{}).SetFriendlyName("dora").SetAttributes(`{"team":"welcome"}`))
	must(t, err)
	if *offline.Available || *offline.ActivityName != "Offline" {
		t.Errorf("dora starts %s", *offline.ActivityName)
	}
	_, err = o.api.CreateWorker(o.sim.WorkspaceSid(), (&tr.CreateWorkerParams{}).SetFriendlyName("DORA"))
	wantRefused(t, err, http.StatusBadRequest)
	must(t, o.sim.SetActivity(*offline.Sid, true))
	o.wantOffered(sid, "dora")
	back := (&tr.UpdateWorkerParams{}).SetActivitySid(*offline.ActivitySid).SetRejectPendingReservations(true)
	_, err = o.api.UpdateWorker(o.sim.WorkspaceSid(), *offline.Sid, back)
	must(t, err)
	o.wantOffered(sid, "")
	_, err = o.api.UpdateWorker(o.sim.WorkspaceSid(), *offline.Sid, back.SetIfMatch(`"0"`))
	wantRefused(t, err, http.StatusPreconditionFailed)
	team, err := o.api.ListWorker(o.sim.WorkspaceSid(), (&tr.ListWorkerParams{}).SetTaskQueueSid(o.seeded.QueueSids["welcome"]).SetPageSize(2))
	must(t, err)
	able, err := o.api.ListWorker(o.sim.WorkspaceSid(), (&tr.ListWorkerParams{}).SetTargetWorkersExpression("team IN ['loyal']"))
	must(t, err)
	if len(team) != 3 || len(able) != 1 || *able[0].FriendlyName != "cleo" {
		t.Errorf("%d of the team, %d able", len(team), len(able))
	}
	got, err := o.api.FetchWorker(o.sim.WorkspaceSid(), *offline.Sid)
	must(t, err)
	if !strings.Contains(*got.Attributes, "welcome") {
		t.Errorf("attributes are %s", *got.Attributes)
	}
}

func TestWorkerChannels(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetActivity(o.worker("ben"), false))
	first, second := o.promise("cb_1", nil), o.promise("cb_2", nil)
	o.wantOffered(first, "ann")
	o.wantOffered(second, "")
	_, err := o.api.UpdateWorkerChannel(o.sim.WorkspaceSid(), o.worker("ann"), "voice", (&tr.UpdateWorkerChannelParams{}).SetCapacity(2))
	must(t, err)
	o.wantOffered(second, "ann")
	list, err := o.api.ListWorkerChannel(o.sim.WorkspaceSid(), o.worker("ann"), nil)
	must(t, err)
	if len(list) != 2 || list[1].AssignedTasks != 2 || list[1].ConfiguredCapacity != 2 || list[1].AvailableCapacityPercentage != 0 {
		t.Errorf("channels are %+v", list)
	}
	_, err = o.api.UpdateWorkerChannel(o.sim.WorkspaceSid(), o.worker("cleo"), "voice", (&tr.UpdateWorkerChannelParams{}).SetAvailable(false))
	must(t, err)
	anyone := o.promise("cb_3", map[string]any{"cb_routing": "anyone"})
	o.wantOffered(anyone, "")
}

func TestReservationsOverTheWire(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil)
	list, err := o.api.ListTaskReservation(o.sim.WorkspaceSid(), sid, (&tr.ListTaskReservationParams{}).SetReservationStatus("pending"))
	must(t, err)
	if len(list) != 1 || *list[0].WorkerName != "ann" {
		t.Fatalf("%d reservations", len(list))
	}
	answer := func(reservation, status string) error {
		_, err := o.api.UpdateTaskReservation(o.sim.WorkspaceSid(), sid, reservation, (&tr.UpdateTaskReservationParams{}).SetReservationStatus(status))
		return err
	}
	wantRefused(t, answer(*list[0].Sid, "completed"), http.StatusBadRequest)
	must(t, answer(*list[0].Sid, "rejected"))
	next := o.sim.Reservations(sid)[1]
	must(t, answer(next.Sid, "accepted"))
	must(t, answer(next.Sid, "wrapping"))
	must(t, answer(next.Sid, "completed"))
	got, err := o.api.FetchTaskReservation(o.sim.WorkspaceSid(), sid, next.Sid)
	must(t, err)
	if *got.ReservationStatus != "completed" || o.task(sid).Status != twiliosim.StatusCompleted {
		t.Errorf("reservation is %s, task %s", *got.ReservationStatus, o.task(sid).Status)
	}
	_, err = o.api.FetchTaskReservation(o.sim.WorkspaceSid(), sid, "WR00000000000000000000000000000000")
	wantRefused(t, err, http.StatusNotFound)
}

func TestWorkflowsOverTheWire(t *testing.T) {
	t.Parallel()
	o := open(t)
	list, err := o.api.ListWorkflow(o.sim.WorkspaceSid(), (&tr.ListWorkflowParams{}).SetFriendlyName("Ringback callbacks"))
	must(t, err)
	if len(list) != 1 || *list[0].Sid != o.sim.WorkflowSid() || list[0].TaskReservationTimeout != 120 {
		t.Fatalf("%d workflows", len(list))
	}
	_, err = o.api.UpdateWorkflow(o.sim.WorkspaceSid(), o.sim.WorkflowSid(), (&tr.UpdateWorkflowParams{}).SetTaskReservationTimeout(30).SetFriendlyName("Ours"))
	must(t, err)
	got, err := o.api.FetchWorkflow(o.sim.WorkspaceSid(), o.sim.WorkflowSid())
	must(t, err)
	if got.TaskReservationTimeout != 30 || *got.FriendlyName != "Ours" || *got.Configuration != *list[0].Configuration {
		t.Errorf("workflow is %s with %d s", *got.FriendlyName, got.TaskReservationTimeout)
	}
	_, err = o.workflow("Ours", *got.Configuration)
	wantRefused(t, err, http.StatusBadRequest)
	_, err = o.api.FetchWorkflow(o.sim.WorkspaceSid(), "WW00000000000000000000000000000000")
	wantRefused(t, err, http.StatusNotFound)
}
