package twiliosim_test

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func sids(tasks []tr.TaskrouterV1Task) (all []string) {
	for _, each := range tasks {
		all = append(all, *each.Sid)
	}
	return all
}

func TestListTaskPages(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	var made []string
	for i := range 7 {
		made = append(made, o.promise(fmt.Sprint("cb_", i), nil))
	}
	for ordering, want := range map[string][]string{"": made, "DateCreated:asc": made, "DateCreated:desc": reversed(made), "Priority:desc": made,
		"Priority:asc,DateCreated:desc": reversed(made), "VirtualStartTime:asc": made} {
		params := (&tr.ListTaskParams{}).SetPageSize(3).SetWorkflowSid(o.seeded.WorkflowSid).SetAssignmentStatus([]string{"pending", "reserved"})
		if ordering != "" {
			params.SetOrdering(ordering)
		}
		got, err := o.api.ListTask(o.sim.WorkspaceSid(), params)
		must(t, err)
		if !slices.Equal(sids(got), want) {
			t.Errorf("ordered by %q: %v, want %v", ordering, sids(got), want)
		}
	}
}

func reversed(all []string) []string {
	all = slices.Clone(all)
	slices.Reverse(all)
	return all
}

func TestPagesHoldWhileTasksGo(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	var made []string
	for i := range 4 {
		made = append(made, o.promise(fmt.Sprint("cb_", i), nil))
	}
	params := (&tr.ListTaskParams{}).SetPageSize(2)
	first, err := o.api.PageTask(o.sim.WorkspaceSid(), params, "", "")
	must(t, err)
	must(t, o.api.DeleteTask(o.sim.WorkspaceSid(), made[0], nil))
	next, err := url.Parse(*first.Meta.NextPageUrl)
	must(t, err)
	second, err := o.api.PageTask(o.sim.WorkspaceSid(), params, next.Query().Get("PageToken"), next.Query().Get("Page"))
	must(t, err)
	if !slices.Equal(sids(second.Tasks), made[2:]) || second.Meta.NextPageUrl != nil {
		t.Errorf("the second page is %v, want %v", sids(second.Tasks), made[2:])
	}
	_, err = o.api.PageTask(o.sim.WorkspaceSid(), params, "", "1")
	wantRefused(t, err, http.StatusBadRequest)
	_, err = o.api.PageTask(o.sim.WorkspaceSid(), params, "bm9uc2Vuc2U", "1")
	wantRefused(t, err, http.StatusBadRequest)
}

func TestListTaskFilters(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.nobody()
	team := o.promise("cb_1", nil, func(p *tr.CreateTaskParams) { p.SetPriority(4) })
	anyone := o.promise("cb_2", map[string]any{"cb_routing": "anyone"})
	direct := o.promise("cb_3", nil, func(p *tr.CreateTaskParams) {
		p.SetRoutingTarget(o.worker("ann")).SetIgnoreCapacity("false").WorkflowSid = nil
	})
	gone := o.promise("cb_4", nil)
	must(t, o.sim.Cancel(gone))
	cases := map[string]struct {
		params *tr.ListTaskParams
		want   []string
	}{
		"status":     {(&tr.ListTaskParams{}).SetAssignmentStatus([]string{"canceled"}), []string{gone}},
		"priority":   {(&tr.ListTaskParams{}).SetPriority(4), []string{team}},
		"workflow":   {(&tr.ListTaskParams{}).SetWorkflowName("Ringback callbacks"), []string{team, anyone, gone}},
		"queue":      {(&tr.ListTaskParams{}).SetTaskQueueSid(o.seeded.EveryoneSid), []string{anyone}},
		"queue name": {(&tr.ListTaskParams{}).SetTaskQueueName("Everyone"), []string{anyone}},
		"target":     {(&tr.ListTaskParams{}).SetRoutingTarget(o.worker("ann")), []string{direct}},
		"addons":     {(&tr.ListTaskParams{}).SetHasAddons(true), nil},
		"evaluated":  {(&tr.ListTaskParams{}).SetEvaluateTaskAttributes(`callback_id == "cb_2"`), []string{anyone}},
	}
	for name, c := range cases {
		got, err := o.api.ListTask(o.sim.WorkspaceSid(), c.params)
		must(t, err)
		if !slices.Equal(sids(got), c.want) {
			t.Errorf("by %s: %v, want %v", name, sids(got), c.want)
		}
	}
}

func TestListTaskRefusals(t *testing.T) {
	t.Parallel()
	o := open(t)
	for name, params := range map[string]*tr.ListTaskParams{
		"ordering":         (&tr.ListTaskParams{}).SetOrdering("Age:asc"),
		"ordering twice":   (&tr.ListTaskParams{}).SetOrdering("DateCreated:asc,VirtualStartTime:desc"),
		"bad expression":   (&tr.ListTaskParams{}).SetEvaluateTaskAttributes("a = 1"),
		"page size":        (&tr.ListTaskParams{}).SetPageSize(1001),
		"page of nothing":  (&tr.ListTaskParams{}).SetPageSize(0),
		"without a number": (&tr.ListTaskParams{}).SetPriority(-1),
	} {
		_, err := o.api.PageTask(o.sim.WorkspaceSid(), params, "", "")
		t.Run(name, func(t *testing.T) { wantRefused(t, err, http.StatusBadRequest) })
	}
}

func TestEvaluationIsLimitedToThreeASecond(t *testing.T) {
	t.Parallel()
	o := open(t)
	params := (&tr.ListTaskParams{}).SetEvaluateTaskAttributes(`callback_id == "x"`)
	for range 3 {
		_, err := o.api.ListTask(o.sim.WorkspaceSid(), params)
		must(t, err)
	}
	_, err := o.api.ListTask(o.sim.WorkspaceSid(), params)
	wantRefused(t, err, http.StatusTooManyRequests)
	o.pass(time.Second)
	_, err = o.api.ListTask(o.sim.WorkspaceSid(), params)
	must(t, err)
}

func TestListLagAndHiddenAttributesAreSwitches(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.sim.Assume(twiliosim.Assumptions{ListLag: time.Second, HideListedAttributes: true, EventLag: time.Second})
	sid := o.promise("cb_1", nil)
	got, err := o.api.ListTask(o.sim.WorkspaceSid(), nil)
	must(t, err)
	if len(got) != 0 {
		t.Errorf("listed at once: %v", sids(got))
	}
	events, err := o.api.ListEvent(o.sim.WorkspaceSid(), (&tr.ListEventParams{}).SetTaskSid(sid))
	must(t, err)
	if len(events) != 0 {
		t.Errorf("%d events at once", len(events))
	}
	_, err = o.api.FetchTask(o.sim.WorkspaceSid(), sid)
	must(t, err)
	o.pass(time.Second)
	got, err = o.api.ListTask(o.sim.WorkspaceSid(), nil)
	must(t, err)
	if len(got) != 1 || got[0].Attributes != nil {
		t.Errorf("after the lag: %d Tasks", len(got))
	}
}

func TestListEvents(t *testing.T) {
	t.Parallel()
	o := open(t)
	start := o.clock.Now()
	first := o.promise("cb_1", nil)
	o.pass(20 * time.Minute)
	o.promise("cb_2", nil)
	count := func(change func(*tr.ListEventParams)) int {
		params := (&tr.ListEventParams{}).SetEventType("task.created").SetPageSize(1)
		change(params)
		events, err := o.api.ListEvent(o.sim.WorkspaceSid(), params)
		must(t, err)
		return len(events)
	}
	for name, c := range map[string]struct {
		want   int
		change func(*tr.ListEventParams)
	}{
		"15 minutes by default": {1, func(*tr.ListEventParams) {}},
		"minutes":               {2, func(p *tr.ListEventParams) { p.SetMinutes(30) }},
		"start":                 {2, func(p *tr.ListEventParams) { p.SetStartDate(start) }},
		"start and end":         {1, func(p *tr.ListEventParams) { p.SetStartDate(start).SetEndDate(start.Add(time.Minute)) }},
		"task":                  {1, func(p *tr.ListEventParams) { p.SetStartDate(start).SetTaskSid(first) }},
		"workflow":              {2, func(p *tr.ListEventParams) { p.SetStartDate(start).SetWorkflowSid(o.seeded.WorkflowSid) }},
		"other workflow":        {0, func(p *tr.ListEventParams) { p.SetStartDate(start).SetWorkflowSid(o.seeded.OutboundWorkflowSid) }},
		"queue at that time":    {0, func(p *tr.ListEventParams) { p.SetStartDate(start).SetTaskQueueSid(o.seeded.EveryoneSid) }},
		"channel":               {2, func(p *tr.ListEventParams) { p.SetStartDate(start).SetTaskChannel("voice") }},
		"worker":                {0, func(p *tr.ListEventParams) { p.SetStartDate(start).SetWorkerSid(o.worker("ann")) }},
	} {
		if got := count(c.change); got != c.want {
			t.Errorf("by %s: %d events, want %d", name, got, c.want)
		}
	}
	o.pass(30*24*time.Hour + time.Second)
	if got := count(func(p *tr.ListEventParams) { p.SetStartDate(start) }); got != 0 {
		t.Errorf("%d events after 30 days", got)
	}
}

func TestFetchEvent(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil)
	events, err := o.api.ListEvent(o.sim.WorkspaceSid(), (&tr.ListEventParams{}).SetTaskSid(sid).SetEventType("reservation.created"))
	must(t, err)
	one, err := o.api.FetchEvent(o.sim.WorkspaceSid(), *events[0].Sid)
	must(t, err)
	data, _ := (*one.EventData).(map[string]any)
	if data["task_sid"] != sid || data["worker_name"] != "ann" || *one.ResourceType != "reservation" || *one.EventDateMs != o.clock.Now().UnixMilli() {
		t.Errorf("event is %v of %s", data, *one.ResourceType)
	}
	_, err = o.api.FetchEvent(o.sim.WorkspaceSid(), "EV00000000000000000000000000000000")
	wantRefused(t, err, http.StatusNotFound)
}

// The parameters the simulator takes are those twilio-go can send: a key of ours alone would hide a client's mistake.
func TestAcceptedParametersAreTwilios(t *testing.T) {
	t.Parallel()
	o := open(t)
	cases := map[string]struct {
		method, path string
		params       any
		header       string // sent as a header, not as a parameter
	}{
		"create": {http.MethodPost, "/Tasks", tr.CreateTaskParams{}, ""},
		"update": {http.MethodPost, "/Tasks/" + o.promise("cb_1", nil), tr.UpdateTaskParams{}, "If-Match"},
		"list":   {http.MethodGet, "/Tasks", tr.ListTaskParams{}, ""},
		"events": {http.MethodGet, "/Events", tr.ListEventParams{}, ""},
	}
	candidates := []string{"Sid", "Addons", "RequiredAttention", "If-Match", "Age", "limit", "Limit", "CallbackId"}
	for _, c := range cases {
		candidates = append(candidates, fieldNames(c.params)...)
	}
	for name, c := range cases {
		wanted := fieldNames(c.params)
		for _, key := range candidates {
			should := slices.Contains(wanted, key) && key != c.header && key != "limit"
			if got := o.takes(c.method, c.path, key); got != should {
				t.Errorf("%s takes %q: %v, want %v", name, key, got, should)
			}
		}
	}
}

func fieldNames(params any) (names []string) {
	kind := reflect.TypeOf(params)
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// takes says whether a parameter is known, by the words of the refusal.
func (o *office) takes(method, path, key string) bool {
	o.t.Helper()
	values := url.Values{key: {"~"}}.Encode()
	address, body := o.web.URL+"/v1/Workspaces/"+o.sim.WorkspaceSid()+path, ""
	if method == http.MethodPost {
		body = values
	} else {
		address += "?" + values
	}
	return !strings.Contains(o.send(method, address, body), "unknown parameter")
}
