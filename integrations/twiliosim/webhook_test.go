package twiliosim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/twilio/twilio-go/client"
	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// signed checks a letter with twilio-go's own validator over the URL as it was configured.
func (i *inbox) signed(t *testing.T, configured string, l letter) {
	t.Helper()
	validator := client.NewRequestValidator(token)
	if !validator.ValidateBody(configured, []byte(l.body), l.signature) {
		t.Errorf("the signature of %.60s... does not verify", l.body)
	}
	stranger := client.NewRequestValidator("another token")
	if stranger.ValidateBody(configured, []byte(l.body), l.signature) {
		t.Error("the signature verifies with another token")
	}
}

func TestEventCallback(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	o.sim.SetEventCallback(in.url + "#rc=5&rp=all")
	sid := o.promise("cb_1", map[string]any{"name": "Zoë & co +61"})
	must(t, o.sim.Accept(sid))
	o.flush()
	letters := in.all()
	if len(letters) != 6 {
		t.Fatalf("%d letters, want 6", len(letters))
	}
	for _, l := range letters {
		in.signed(t, in.url, l)
		if l.path != "/hook?team=a%20b" {
			t.Errorf("posted to %s", l.path)
		}
	}
	o.wantForm(letters[5], sid)
	if failed := o.sim.Undelivered(); len(failed) != 0 {
		t.Errorf("not delivered: %v", failed)
	}
}

// wantForm checks the letter about the accepted reservation.
func (o *office) wantForm(l letter, sid string) {
	o.t.Helper()
	now := o.clock.Now()
	want := map[string]string{"EventType": "reservation.accepted", "AccountSid": account, "WorkspaceSid": o.sim.WorkspaceSid(),
		"TaskSid": sid, "TaskAssignmentStatus": "assigned", "TaskChannelUniqueName": "voice", "WorkerName": "ann",
		"WorkerSid": o.worker("ann"), "WorkerActivityName": "Available", "WorkerChannelCapacity": "1", "WorkerChannelConsumedCapacity": "1",
		"ResourceType": "reservation", "Timestamp": strconv.FormatInt(now.Unix(), 10), "TimestampMs": strconv.FormatInt(now.UnixMilli(), 10),
		"WorkflowSid": o.seeded.WorkflowSid, "TaskQueueSid": o.seeded.QueueSids["welcome"], "TaskQueueTargetExpression": `team == "welcome"`,
		"TaskPriority": "0", "TaskAge": "0", "ReservationVersion": "1", "TaskAttributes": o.task(sid).Attributes}
	for name, value := range want {
		if got := l.form.Get(name); got != value {
			o.t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	for _, name := range []string{"Sid", "ReservationSid", "ResourceSid", "TaskVersion", "EventDescription", "OperatingUnitSid", "WorkflowName",
		"TaskQueueName", "TaskDateCreated", "TaskQueueEnteredDate", "TaskVirtualStartTime", "WorkerAttributes", "WorkerVersion"} {
		if len(l.form[name]) != 1 || l.form.Get(name) == "" {
			o.t.Errorf("%s is %v", name, l.form[name])
		}
	}
}

func TestTaskVersionsGrow(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	o.sim.SetEventCallback(in.url)
	sid := o.promise("cb_1", nil)
	must(t, o.sim.Accept(sid))
	must(t, o.sim.WrapUp(sid, map[string]any{"conversations": map[string]any{"outcome": "busy"}}))
	must(t, o.sim.Complete(sid))
	o.flush()
	last, sids := -1, map[string]bool{}
	for _, l := range in.all() {
		version, err := strconv.Atoi(l.form.Get("TaskVersion"))
		must(t, err)
		if version < last {
			t.Errorf("%s has version %d after %d", l.form.Get("EventType"), version, last)
		}
		last = version
		sids[l.form.Get("Sid")] = true
	}
	if len(sids) != len(in.all()) || last < 5 {
		t.Errorf("%d event ids in %d letters, last version %d", len(sids), len(in.all()), last)
	}
	end := in.all()[len(in.all())-2].form
	if end.Get("EventType") != "task.completed" || end.Get("TaskCompletedReason") != "completed" || end.Get("WorkerSid") == "" {
		t.Errorf("the end is %s for %q by %q", end.Get("EventType"), end.Get("TaskCompletedReason"), end.Get("WorkerSid"))
	}
}

func TestEventStream(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	o.sim.SetEventStream(in.url)
	sid := o.promise("cb_1", nil)
	o.flush()
	letters := in.all()
	if len(letters) != 1 || len(letters[0].events) != 5 {
		t.Fatalf("%d letters, want one with five events", len(letters))
	}
	in.signed(t, in.url[:len(in.url)-len("/hook?team=a%20b")]+letters[0].path, letters[0])
	if !regexp.MustCompile(`^/hook\?team=a%20b&bodySHA256=[0-9a-f]{64}$`).MatchString(letters[0].path) {
		t.Errorf("posted to %s", letters[0].path)
	}
	o.wantCloudEvent(letters[0].events[0], sid)
}

func (o *office) wantCloudEvent(e map[string]any, sid string) {
	o.t.Helper()
	if e["type"] != "com.twilio.taskrouter.task.created" || e["specversion"] != "1.0" || e["datacontenttype"] != "application/json" {
		o.t.Errorf("event is %v %v %v", e["type"], e["specversion"], e["datacontenttype"])
	}
	id, _ := e["id"].(string)
	if !regexp.MustCompile(`^EZ[0-9a-f]{32}$`).MatchString(id) {
		o.t.Errorf("id is %q", id)
	}
	data, _ := e["data"].(map[string]any)
	payload, _ := data["payload"].(map[string]any)
	first := o.sim.Events()[len(o.sim.Events())-5]
	want := map[string]any{"sid": first.Sid, "eventtype": "task.created", "task_sid": sid, "task_assignment_status": "pending",
		"task_attributes": o.task(sid).Attributes, "task_priority": 0.0, "workspace_sid": o.sim.WorkspaceSid(), "account_sid": account,
		"timestamp": "2026-03-02T09:00:00.000Z", "timestamp_ms": float64(o.clock.Now().UnixMilli()), "task_channel_unique_name": "voice"}
	for name, value := range want {
		if payload[name] != value {
			o.t.Errorf("%s is %v, want %v", name, payload[name], value)
		}
	}
	if _, there := payload["event_type"]; there {
		o.t.Error("event_type is not a name of the stream")
	}
}

func TestBothFormsNameOneEventAlike(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	o.sim.SetEventCallback(in.url)
	o.sim.SetEventStream(in.url, "task.created")
	o.promise("cb_1", nil)
	o.flush()
	letters := in.all()
	data, _ := letters[len(letters)-1].events[0]["data"].(map[string]any)
	payload, _ := data["payload"].(map[string]any)
	if len(letters[len(letters)-1].events) != 1 || payload["sid"] != letters[0].form.Get("Sid") {
		t.Errorf("stream says %v, form says %v", payload["sid"], letters[0].form.Get("Sid"))
	}
}

func TestEventsFilterAndWorkspaceCallback(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	change := (&tr.UpdateWorkspaceParams{}).SetEventCallbackUrl(in.url).SetEventsFilter("task.created,task.canceled")
	_, err := o.api.UpdateWorkspace(o.sim.WorkspaceSid(), change)
	must(t, err)
	must(t, o.sim.Cancel(o.promise("cb_1", nil)))
	o.flush()
	var types []string
	for _, l := range in.all() {
		types = append(types, l.form.Get("EventType"))
	}
	if !slices.Equal(types, []string{"task.created", "task.canceled"}) {
		t.Errorf("delivered %v", types)
	}
}

func TestCallbackIsLostWhenRefused(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	in.answers = []int{http.StatusInternalServerError, http.StatusForbidden}
	o.sim.SetEventCallback(in.url)
	o.nobody()
	n := len(in.all())
	o.promise("cb_1", nil)
	o.flush()
	failed := o.sim.Undelivered()
	if len(failed) != 2 || failed[0].Status != 500 || failed[1].Status != 403 || failed[0].Outcome != twiliosim.OutcomeLost {
		t.Errorf("not delivered: %+v (%d letters before)", failed, n)
	}
	o.pass(5 * time.Hour)
	o.flush()
	if again := o.sim.Undelivered(); len(again) != 2 {
		t.Errorf("%d failures after five hours, want the two", len(again))
	}
}

func TestCallbackIsTriedAgainWhenNothingListens(t *testing.T) {
	t.Parallel()
	for retries, want := range map[int]int{0: 1, 1: 2, 5: 6} {
		o := open(t)
		o.sim.Assume(twiliosim.Assumptions{CallbackRetries: retries})
		gone := o.listen()
		o.sim.SetEventCallback("http://127.0.0.1:1/hook") // a port where nothing listens
		must(t, o.sim.SetActivity(o.worker("ann"), false))
		o.flush()
		failed := o.sim.Undelivered()
		if len(failed) != 1 || failed[0].Attempt != want || failed[0].Status != 0 || failed[0].Error == "" {
			t.Errorf("with %d retries: %+v", retries, failed)
		}
		if n := len(gone.all()); n != 0 {
			t.Errorf("%d letters came elsewhere", n)
		}
	}
}

func TestStreamRetriesAndDiscards(t *testing.T) {
	t.Parallel()
	cases := map[int][]string{
		503: {twiliosim.OutcomeRetried, twiliosim.OutcomeDelivered},
		429: {twiliosim.OutcomeRetried, twiliosim.OutcomeDelivered},
		302: {twiliosim.OutcomeRetried, twiliosim.OutcomeDelivered},
		400: {twiliosim.OutcomeDiscarded},
		403: {twiliosim.OutcomeDiscarded},
	}
	for status, want := range cases {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			o := open(t)
			in := o.listen()
			in.answers = []int{status}
			o.sim.SetEventStream(in.url)
			must(t, o.sim.SetActivity(o.worker("ann"), false))
			o.flush()
			o.flush() // the pause is not over: nothing more is sent
			o.pass(2 * time.Second)
			o.flush()
			var got []string
			for _, d := range o.sim.Deliveries() {
				got = append(got, d.Outcome)
			}
			if !slices.Equal(got, want) {
				t.Errorf("outcomes are %v, want %v", got, want)
			}
		})
	}
}

func TestStreamGivesUpAfterFourHours(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	in.answers = slices.Repeat([]int{500}, 200)
	o.sim.SetEventStream(in.url)
	must(t, o.sim.SetActivity(o.worker("ann"), false))
	for range 60 {
		o.flush()
		o.pass(7 * time.Minute)
	}
	failed := o.sim.Undelivered()
	if last := failed[len(failed)-1]; last.Outcome != twiliosim.OutcomeLost || len(failed) < 20 {
		t.Errorf("%d attempts, the last is %s", len(failed), last.Outcome)
	}
}

func TestWebhookFaults(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		faults twiliosim.WebhookFaults
		want   []string
	}{
		"none":           {twiliosim.WebhookFaults{}, []string{"task.created", "workflow.entered", "workflow.target-matched"}},
		"lost":           {twiliosim.WebhookFaults{LoseNext: 1}, []string{"workflow.entered", "workflow.target-matched"}},
		"doubled":        {twiliosim.WebhookFaults{DoubleNext: 1}, []string{"task.created", "task.created", "workflow.entered", "workflow.target-matched"}},
		"overtaken":      {twiliosim.WebhookFaults{ReorderNext: 2}, []string{"workflow.entered", "task.created", "workflow.target-matched"}},
		"always lost":    {twiliosim.WebhookFaults{Lose: 1}, nil},
		"always doubled": {twiliosim.WebhookFaults{Double: 1}, []string{"task.created", "task.created", "workflow.entered", "workflow.entered", "workflow.target-matched", "workflow.target-matched"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t)
			in := o.listen()
			_, err := o.api.UpdateWorkspace(o.sim.WorkspaceSid(), (&tr.UpdateWorkspaceParams{}).SetEventCallbackUrl(in.url).SetEventsFilter("task.created,workflow.entered,workflow.target-matched"))
			must(t, err)
			o.sim.SetWebhookFaults(c.faults)
			o.promise("cb_1", nil)
			o.flush()
			var got []string
			for _, l := range in.all() {
				got = append(got, l.form.Get("EventType"))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("delivered %v, want %v", got, c.want)
			}
		})
	}
}

func TestReorderByProbabilityKeepsEveryEvent(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	o.sim.SetEventCallback(in.url)
	o.sim.SetWebhookFaults(twiliosim.WebhookFaults{Reorder: 1})
	for i := range 5 {
		o.promise(fmt.Sprint("cb_", i), nil)
	}
	o.flush()
	var sent, happened []string
	for _, l := range in.all() {
		sent = append(sent, l.form.Get("Sid"))
	}
	for _, e := range o.sim.Events()[len(o.sim.Events())-len(sent):] {
		happened = append(happened, e.Sid)
	}
	if slices.Equal(sent, happened) {
		t.Error("the order was kept")
	}
	slices.Sort(sent)
	slices.Sort(happened)
	if !slices.Equal(sent, happened) || len(sent) < 20 {
		t.Errorf("sent %d events that are not the ones that happened", len(sent))
	}
}

func TestEventsOfAll(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, e := range o.sim.Events() {
		if text, err := json.Marshal(e); err != nil || e.At.IsZero() || e.Description == "" {
			t.Errorf("event %s: %v", text, err)
		}
	}
}
