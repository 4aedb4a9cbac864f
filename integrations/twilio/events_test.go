package twilio

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"
)

// sampleForm is an event callback as TaskRouter sends it, with parameters that nobody asked for.
func sampleForm() url.Values {
	form := url.Values{}
	for name, value := range map[string]string{
		"Sid": "EV00000000000000000000000000000001", "EventType": "reservation.completed", "AccountSid": testAccount,
		"WorkspaceSid": testWorkspace, "WorkspaceName": "Flex", "EventDescription": "Reservation completed",
		"ResourceType": "reservation", "Timestamp": "1796117400", "TimestampMs": "1796117400123",
		"TaskSid": testTask, "TaskAttributes": wrapUp, "TaskAge": "61", "TaskVersion": "7",
		"TaskAssignmentStatus": "completed", "TaskCompletedReason": "done", "WorkflowSid": testWorkflow,
		"ReservationSid": "WR00000000000000000000000000000001", "WorkerSid": testWorker, "WorkerName": "ann",
		"WorkerActivitySid": "WA00000000000000000000000000000001", "WorkerActivityName": "Available", "Novelty": "yes",
	} {
		form.Set(name, value)
	}
	return form
}

func sampleEvent() Event {
	return Event{
		Sid: "EV00000000000000000000000000000001", Type: "reservation.completed",
		At:         time.UnixMilli(1796117400123).UTC(),
		AccountSid: testAccount, WorkspaceSid: testWorkspace, TaskSid: testTask, TaskStatus: "completed", TaskVersion: 7,
		TaskReason: "done", ReservationSid: "WR00000000000000000000000000000001", WorkerSid: testWorker, WorkerName: "ann",
		WorkerActivitySid: "WA00000000000000000000000000000001", WorkerActivityName: "Available",
		WorkflowSid: testWorkflow, Attributes: wantWrapUp(),
	}
}

// samplePayload is the same event as Event Streams carries it; change may alter it.
func samplePayload(t *testing.T, change map[string]any) string {
	t.Helper()
	payload := map[string]any{
		"sid": "EV00000000000000000000000000000001", "eventtype": "reservation.completed", "account_sid": testAccount,
		"workspace_sid": testWorkspace, "timestamp": "2026-12-01T09:30:00.123Z", "task_sid": testTask,
		"task_attributes": wrapUp, "task_age": 61, "task_version": 7, "task_assignment_status": "completed",
		"task_completed_reason": "done", "workflow_sid": testWorkflow, "known_worker_sid": nil,
		"reservation_sid": "WR00000000000000000000000000000001", "worker_sid": testWorker, "worker_name": "ann",
		"worker_activity_sid": "WA00000000000000000000000000000001", "worker_activity_name": "Available",
	}
	for name, value := range change {
		payload[name] = value
	}
	encoded, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

func cloudEvent(payload string) string {
	return `{"specversion":"1.0","type":"com.twilio.taskrouter.reservation.completed","source":"/v1",` +
		`"id":"EZ00000000000000000000000000000001","datacontenttype":"application/json","time":"2026-12-01T09:30:05.000Z",` +
		`"data":{"name":"ReservationCompleted","payload_type":"application/json","payload":` + payload + `}}`
}

func TestBothFormsGiveOneEvent(t *testing.T) {
	t.Parallel()
	fromForm, err := ParseForm(sampleForm())
	if err != nil || !reflect.DeepEqual(fromForm, sampleEvent()) {
		t.Errorf("form: %+v, error %v", fromForm, err)
	}
	asText, err := json.Marshal(samplePayload(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	for name, payload := range map[string]string{
		"strings":            samplePayload(t, nil),
		"numbers as strings": samplePayload(t, map[string]any{"task_version": "7", "timestamp_ms": "1796117400123"}),
		"milliseconds":       samplePayload(t, map[string]any{"timestamp": 1796117400123}),
		"attributes object":  samplePayload(t, map[string]any{"task_attributes": json.RawMessage(wrapUp)}),
		"other eventtype":    samplePayload(t, map[string]any{"eventtype": "reservation.created"}),
		"payload as text":    string(asText),
	} {
		delivered, err := ParseCloudEvents([]byte("[" + cloudEvent(payload) + "]"))
		if err != nil || len(delivered) != 1 || delivered[0].Err != nil {
			t.Errorf("%s: %+v, error %v", name, delivered, err)
			continue
		}
		got := delivered[0].Event
		if got.CloudID != "EZ00000000000000000000000000000001" {
			t.Errorf("%s: id %q", name, got.CloudID)
		}
		got.CloudID = ""
		if !reflect.DeepEqual(got, fromForm) {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestParseFormIsLenient(t *testing.T) {
	t.Parallel()
	form := func(pairs ...string) url.Values {
		values := url.Values{"EventType": {"task.canceled"}}
		for i := 0; i < len(pairs); i += 2 {
			values.Add(pairs[i], pairs[i+1])
		}
		return values
	}
	second := time.Unix(1796117400, 0).UTC()
	for name, test := range map[string]struct {
		form url.Values
		want Event
	}{
		"bare":           {form(), Event{}},
		"seconds only":   {form("Timestamp", "1796117400"), Event{At: second}},
		"bad times":      {form("Timestamp", "soon", "TimestampMs", "-5"), Event{}},
		"beyond time":    {form("TimestampMs", "999999999999999999"), Event{}},
		"bad version":    {form("TaskVersion", "seven"), Event{}},
		"cancel reason":  {form("TaskCanceledReason", "Task TTL Exceeded", "Reason", "other"), Event{TaskReason: "Task TTL Exceeded"}},
		"reason":         {form("Reason", "hangup"), Event{TaskReason: "hangup"}},
		"repeated":       {form("TaskSid", "WT1", "TaskSid", "WT2"), Event{TaskSid: "WT1"}},
		"bad attributes": {form("TaskSid", "WT1", "TaskAttributes", "Anna"), Event{TaskSid: "WT1", AttributesError: "read task attributes: not a JSON object"}},
		"bad request":    {form("TaskAttributes", `{"callback_request":5,"to":"+1"}`), Event{Attributes: Attributes{To: "+1", RequestError: "callback_request: must be a JSON object"}}},
	} {
		test.want.Type = "task.canceled"
		got, err := ParseForm(test.form)
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %+v, error %v", name, got, err)
		}
	}
	if _, err := ParseForm(url.Values{"Sid": {"EV1"}}); err == nil {
		t.Error("an event without a type was read")
	}
}

func TestBadElementsCostNoOther(t *testing.T) {
	t.Parallel()
	good := cloudEvent(samplePayload(t, nil))
	bad := []string{
		"null", "7", `{"id":"EZ2"}`, `{"type":"com.twilio.taskrouter.task.created","id":"EZ3"}`,
		`{"type":"com.twilio.taskrouter.task.created","data":{"payload":"soon"}}`,
		`{"type":"com.twilio.taskrouter.task.created","data":{"payload":[]}}`,
	}
	delivered, err := ParseCloudEvents([]byte("[" + good + "," + strings.Join(bad, ",") + "," + good + "]"))
	if err != nil || len(delivered) != len(bad)+2 {
		t.Fatalf("%d elements, error %v", len(delivered), err)
	}
	for i, raw := range bad {
		if d := delivered[i+1]; d.Err == nil || string(d.Raw) != raw || !reflect.DeepEqual(d.Event, Event{}) {
			t.Errorf("%s: %+v", raw, d)
		}
	}
	for _, d := range []Delivered{delivered[0], delivered[len(bad)+1]} {
		if d.Err != nil || d.Event.TaskSid != testTask || string(d.Raw) != good {
			t.Errorf("good one: %+v", d)
		}
	}
}

func TestOtherProductsAreOnlyNamed(t *testing.T) {
	t.Parallel()
	body := ` {"type":"com.twilio.eventstreams.test-event","id":"EZ9","time":"2026-12-01T09:30:00Z","data":{"payload":{"sid":"EV1"}}}`
	delivered, err := ParseCloudEvents([]byte(body))
	want := Event{Type: "com.twilio.eventstreams.test-event", CloudID: "EZ9"}
	if err != nil || len(delivered) != 1 || !reflect.DeepEqual(delivered[0].Event, want) {
		t.Errorf("got %+v, error %v", delivered, err)
	}
}

func TestEnvelopeTimeIsTheLastResort(t *testing.T) {
	t.Parallel()
	delivered, err := ParseCloudEvents([]byte(cloudEvent(samplePayload(t, map[string]any{"timestamp": nil}))))
	if err != nil || !delivered[0].Event.At.Equal(time.Date(2026, 12, 1, 9, 30, 5, 0, time.UTC)) {
		t.Errorf("got %+v, error %v", delivered, err)
	}
}

func TestParseCloudEventsWantsAList(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", " ", "null", "7", `"x"`, "[", "[{]", "EventType=task.created"} {
		if delivered, err := ParseCloudEvents([]byte(body)); err == nil || delivered != nil {
			t.Errorf("%q: got %+v, error %v", body, delivered, err)
		}
	}
	if delivered, err := ParseCloudEvents([]byte("[]")); err != nil || len(delivered) != 0 {
		t.Errorf("empty: got %+v, error %v", delivered, err)
	}
}

func FuzzParseForm(f *testing.F) {
	f.Add(sampleForm().Encode())
	f.Add("EventType=task.created&Timestamp=1e9&TaskAttributes=%7B%22callback_request%22%3A%5B%5D%7D")
	f.Add("EventType=&Sid=EV1")
	f.Fuzz(func(t *testing.T, body string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		e, err := ParseForm(form)
		checkFuzzed(t, e, err)
	})
}

func FuzzParseCloudEvents(f *testing.F) {
	f.Add([]byte("[" + cloudEvent(`{"sid":"EV1","timestamp":"2026-12-01T09:30:00.123Z","task_attributes":"{}"}`) + ",null]"))
	f.Add([]byte(cloudEvent(`"{\"sid\":\"EV1\",\"timestamp_ms\":\"99999999999999\"}"`)))
	f.Add([]byte(`[{"type":"com.twilio.taskrouter.","data":{"payload":{}}}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		delivered, err := ParseCloudEvents(body)
		if err != nil && delivered != nil {
			t.Errorf("error %v with %+v", err, delivered)
		}
		for _, d := range delivered {
			checkFuzzed(t, d.Event, d.Err)
			if !json.Valid(d.Raw) {
				t.Errorf("raw %q", d.Raw)
			}
		}
	})
}

// checkFuzzed holds of every event: it has a type, its time has milliseconds in UTC and can be written.
func checkFuzzed(t *testing.T, e Event, err error) {
	t.Helper()
	if err != nil {
		if !reflect.DeepEqual(e, Event{}) {
			t.Errorf("error %v with %+v", err, e)
		}
		return
	}
	if e.Type == "" {
		t.Error("no type")
	}
	if _, err := e.At.MarshalJSON(); err != nil || e.At.Location() != time.UTC || !e.At.Equal(e.At.Truncate(time.Millisecond)) {
		t.Errorf("time %v, error %v", e.At, err)
	}
}

func BenchmarkParseForm(b *testing.B) {
	form := sampleForm()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseForm(form); err != nil {
			b.Fatal(err)
		}
	}
}

// A time whose zone takes it out of the years that RFC 3339 can write could be stored, but never be read again.
func TestTimesStayWithinTheYears(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"9999-12-31T23:59:59-23:00", "0000-06-01T00:00:00Z", "0001-01-01T00:00:00+01:00"} {
		e, err := ParseForm(url.Values{"EventType": {"task.created"}, "Timestamp": {text}})
		if err != nil || !e.At.IsZero() {
			t.Errorf("%s: read as %v, error %v", text, e.At, err)
		}
	}
}
