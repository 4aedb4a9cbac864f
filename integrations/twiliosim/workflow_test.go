package twiliosim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// workflow makes a workflow through the API and returns its id.
func (o *office) workflow(name, configuration string) (string, error) {
	params := (&tr.CreateWorkflowParams{}).SetFriendlyName(name).SetConfiguration(configuration)
	made, err := o.api.CreateWorkflow(o.sim.WorkspaceSid(), params)
	if err != nil {
		return "", err
	}
	return *made.Sid, nil
}

func (o *office) in(workflow string) func(*tr.CreateTaskParams) {
	return func(p *tr.CreateTaskParams) { p.SetWorkflowSid(workflow) }
}

// oneFilter is a configuration with a single filter that matches everything; the targets are JSON.
func (o *office) oneFilter(targets string, fallback bool) string {
	text := fmt.Sprintf(`{"task_routing":{"filters":[{"filter_friendly_name":"all","expression":"1==1","targets":[%s]}]`, targets)
	if fallback {
		text += fmt.Sprintf(`,"default_filter":{"queue":%q}`, o.seeded.EveryoneSid)
	}
	return text + "}}"
}

func (o *office) target(more string) string {
	return fmt.Sprintf(`{"queue":%q%s}`, o.seeded.EveryoneSid, more)
}

func TestEndOfTheWorkflow(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		more     string
		fallback bool
		event    string // the Task's last but one
		status   string
	}{
		"last target times out":                    {`,"timeout":60`, false, "workflow.timeout", twiliosim.StatusCanceled},
		"default filter is no catch-all":           {`,"timeout":60`, true, "workflow.timeout", twiliosim.StatusCanceled},
		"last target is skipped":                   {`,"skip_if":"1==1"`, false, "workflow.skipped", twiliosim.StatusCanceled},
		"skipped as a whole counts as not matched": {`,"skip_if":"1==1"`, true, "workflow.target-matched", twiliosim.StatusPending},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t)
			o.nobody()
			wf, err := o.workflow("w", o.oneFilter(o.target(c.more), c.fallback))
			must(t, err)
			sid := o.promise("cb_1", nil, o.in(wf))
			o.pass(time.Minute)
			o.wantStatus(sid, c.status)
			types := o.types(sid)
			if got := types[len(types)-2]; got != c.event {
				t.Errorf("the end came with %s, want %s (%v)", got, c.event, types)
			}
		})
	}
}

func TestSkipIfCountsTheQueue(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	must(t, o.sim.SetActivity(o.worker("cleo"), true))
	known := o.target(`,"known_worker_sid":"task.cb_agent_sid","timeout":600,"skip_if":"workers.available == 0"`)
	wf, err := o.workflow("w", o.oneFilter(known+","+o.target(""), false))
	must(t, err)
	sid := o.promise("cb_1", owned("agent", o.worker("ben")), o.in(wf))
	o.wantOffered(sid, "") // cleo is available in the queue, so ben, who is not, is waited for
	must(t, o.sim.SetActivity(o.worker("cleo"), false))
	second := o.promise("cb_2", owned("agent", o.worker("ben")), o.in(wf))
	must(t, o.sim.SetActivity(o.worker("cleo"), true))
	o.wantOffered(second, "cleo")
}

func TestKnownWorkerByNameAndSkipByActivity(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.SetActivity(o.worker("ben"), false))
	offline, err := o.api.ListActivity(o.sim.WorkspaceSid(), (&tr.ListActivityParams{}).SetFriendlyName("Offline"))
	must(t, err)
	known := o.target(fmt.Sprintf(`,"known_worker_friendly_name":"task.owner","timeout":600,"skip_if":"workers.%s > 1"`, *offline[0].Sid))
	wf, err := o.workflow("w", o.oneFilter(known+","+o.target(""), false))
	must(t, err)
	waits := o.promise("cb_1", map[string]any{"owner": "BEN"}, o.in(wf))
	o.wantOffered(waits, "") // one is offline, not more
	must(t, o.sim.SetActivity(o.worker("ann"), false))
	passes := o.promise("cb_2", map[string]any{"owner": "ben"}, o.in(wf))
	o.wantOffered(passes, "cleo")
	must(t, o.sim.SetActivity(o.worker("ben"), true))
	o.wantOffered(waits, "ben")
}

func TestTargetExpressionsMixTaskAndWorker(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	wf, err := o.workflow("w", o.oneFilter(o.target(`,"expression":"worker.team == task.cb_team AND worker.roles HAS 'agent'"`), false))
	must(t, err)
	loyal := o.promise("cb_1", map[string]any{"cb_team": "loyal"}, o.in(wf))
	welcome := o.promise("cb_2", map[string]any{"cb_team": "welcome"}, o.in(wf))
	must(t, o.sim.SetActivity(o.worker("ann"), true))
	must(t, o.sim.SetActivity(o.worker("cleo"), true))
	o.wantOffered(loyal, "cleo")
	o.wantOffered(welcome, "ann")
}

func TestTargetPriorityOverridesTheTasks(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	wf, err := o.workflow("w", o.oneFilter(o.target(`,"priority":70`), false))
	must(t, err)
	sid := o.promise("cb_1", nil, o.in(wf), func(p *tr.CreateTaskParams) { p.SetPriority(3) })
	if got := o.task(sid).Priority; got != 70 {
		t.Errorf("priority is %d, want the target's 70", got)
	}
}

func TestWorkflowRefusals(t *testing.T) {
	t.Parallel()
	o := open(t)
	for name, configuration := range map[string]string{
		"no JSON":                 `{`,
		"unknown field":           `{"task_routing":{"filters":[],"defaultfilter":{}}}`,
		"unknown queue":           o.oneFilter(`{"queue":"WQ00000000000000000000000000000000"}`, false),
		"unknown default queue":   `{"task_routing":{"filters":[],"default_filter":{"queue":"WQ1"}}}`,
		"bad filter":              `{"task_routing":{"filters":[{"filter_friendly_name":"x","expression":"a = 1","targets":[]}]}}`,
		"bad target expression":   o.oneFilter(o.target(`,"expression":"team-name == 'x'"`), false),
		"bad skip_if":             o.oneFilter(o.target(`,"skip_if":"agents.available == 0"`), false),
		"known worker is literal": o.oneFilter(o.target(`,"known_worker_sid":"WK00000000000000000000000000000000"`), false),
		"order_by is not built":   o.oneFilter(o.target(`,"order_by":"worker.skill DESC"`), false),
		"negative timeout":        o.oneFilter(o.target(`,"timeout":-1`), false),
	} {
		_, err := o.workflow(name, configuration)
		t.Run(name, func(t *testing.T) { wantRefused(t, err, http.StatusBadRequest) })
	}
}

func TestUpdateWorkflowMovesLiveTasksOnlyWhenTold(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	wf, err := o.workflow("w", o.oneFilter(o.target(""), false))
	must(t, err)
	sid := o.promise("cb_1", nil, o.in(wf))
	other := fmt.Sprintf(`{"queue":%q}`, o.seeded.QueueSids["loyal"])
	change := (&tr.UpdateWorkflowParams{}).SetConfiguration(o.oneFilter(other, false))
	_, err = o.api.UpdateWorkflow(o.sim.WorkspaceSid(), wf, change)
	must(t, err)
	if q := o.task(sid).QueueSid; q != o.seeded.EveryoneSid {
		t.Errorf("the live Task moved to %s", q)
	}
	_, err = o.api.UpdateWorkflow(o.sim.WorkspaceSid(), wf, change.SetReEvaluateTasks("true"))
	must(t, err)
	if q := o.task(sid).QueueSid; q != o.seeded.QueueSids["loyal"] {
		t.Errorf("the live Task stayed in %s", q)
	}
}

func TestSeveralWorkersMayBeReservedAndTheFirstWins(t *testing.T) {
	t.Parallel()
	o := open(t)
	_, err := o.api.UpdateTaskQueue(o.sim.WorkspaceSid(), o.seeded.QueueSids["welcome"], (&tr.UpdateTaskQueueParams{}).SetMaxReservedWorkers(2))
	must(t, err)
	sid := o.promise("cb_1", nil)
	offers := o.sim.Reservations(sid)
	if len(offers) != 2 {
		t.Fatalf("%d reservations, want 2", len(offers))
	}
	must(t, o.sim.Accept(offers[1].Sid))
	if got := o.sim.Reservations(sid)[0].Status; got != twiliosim.ReservationRescinded {
		t.Errorf("the slower one's reservation is %s", got)
	}
	if !slices.Contains(o.types(sid), "reservation.rescinded") {
		t.Error("no event says so")
	}
}

func TestVirtualAgeIsASwitch(t *testing.T) {
	t.Parallel()
	for virtual, want := range map[bool]string{false: "", true: "cleo"} {
		o := open(t)
		o.sim.Assume(twiliosim.Assumptions{VirtualAge: virtual})
		must(t, o.sim.SetActivity(o.worker("ann"), false))
		must(t, o.sim.SetActivity(o.worker("ben"), false))
		hourOld := func(p *tr.CreateTaskParams) { p.SetVirtualStartTime(o.clock.Now().Add(-time.Hour)) }
		o.wantOffered(o.promise("cb_1", nil, hourOld), want)
	}
}

func TestCallbackWorkflowIsValidJSONWithALastTargetThatWaits(t *testing.T) {
	t.Parallel()
	text := twiliosim.CallbackWorkflow(twiliosim.CallbackPlan{EveryoneSid: "WQ1", Teams: []string{"a", "b"}, TeamSids: map[string]string{"a": "WQ2", "b": "WQ3"}})
	var config struct {
		TaskRouting struct {
			Filters []struct{ Targets []struct{ Timeout int } }
		} `json:"task_routing"`
	}
	must(t, json.Unmarshal([]byte(text), &config))
	if n := len(config.TaskRouting.Filters); n != 7 {
		t.Errorf("%d filters, want 7", n)
	}
	for i, f := range config.TaskRouting.Filters {
		if last := f.Targets[len(f.Targets)-1]; last.Timeout != 0 {
			t.Errorf("the last target of filter %d times out after %d s", i, last.Timeout)
		}
	}
}
