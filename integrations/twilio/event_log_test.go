package twilio

import (
	"net/url"
	"testing"
	"time"
)

// An event of the log is the same Event as its form: whoever reads the log must not act twice on what a webhook brought.
func TestEventsSinceAreTheEventsOfWebhooks(t *testing.T) {
	t.Parallel()
	form := url.Values{"Sid": {"EV00000000000000000000000000000001"}, "EventType": {"task.completed"}, "TimestampMs": {"1796090400123"}, "TaskSid": {taskSid(1)},
		"TaskAssignmentStatus": {"completed"}, "TaskVersion": {"7"}, "WorkerSid": {"WK00000000000000000000000000000001"},
		"TaskAttributes": {`{"conversations":{"outcome":"callback_queue"},"callback_request":{"local_time":"2026-12-02T10:00"}}`}}
	want, err := ParseForm(form)
	if err != nil {
		t.Fatal(err)
	}
	logged := `{"sid":"EV00000000000000000000000000000001","event_type":"task.completed","event_date":"2026-12-01T02:00:00Z","event_date_ms":1796090400123,` +
		`"resource_type":"task","resource_sid":"` + taskSid(1) + `","event_data":{"task_sid":"` + taskSid(1) + `","task_assignment_status":"completed","task_version":7,` +
		`"worker_sid":"WK00000000000000000000000000000001","task_attributes":"{\"conversations\":{\"outcome\":\"callback_queue\"},\"callback_request\":{\"local_time\":\"2026-12-02T10:00\"}}"}}`
	c, queries := serveLists(t, "/v1/Workspaces/"+testWorkspace+"/Events", map[string]string{
		"":      page("events", `"https://x.example/?PageToken=PTone"`, logged, logged),
		"PTone": page("events", "", logged, `{"sid":"EV00000000000000000000000000000002","event_type":"worker.activity.update","event_data":null}`),
	})
	events, err := c.EventsSince(t.Context(), time.Date(2026, 12, 1, 1, 30, 0, 999, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if len(events) != 2 || events[1].Type != "worker.activity.update" {
		t.Fatalf("%d events: %+v", len(events), events)
	}
	got := events[0]
	if got.Sid != want.Sid || got.Type != want.Type || !got.At.Equal(want.At) || got.TaskSid != want.TaskSid || got.TaskStatus != want.TaskStatus ||
		got.TaskVersion != want.TaskVersion || got.WorkerSid != want.WorkerSid || got.Attributes.Outcome != want.Attributes.Outcome ||
		got.Attributes.Request == nil || *got.Attributes.Request != *want.Attributes.Request {
		t.Errorf("logged\n%+v\nas a form\n%+v", got, want)
	}
	if since := queries()[0].Get("StartDate"); since != "2026-12-01T01:30:00Z" {
		t.Errorf("asked since %s", since)
	}
}

func TestEventsSinceRefusesWhatIsNoList(t *testing.T) {
	t.Parallel()
	c, _ := serveLists(t, "/v1/Workspaces/"+testWorkspace+"/Events", map[string]string{"": `{}`})
	if _, err := c.EventsSince(t.Context(), time.Unix(0, 0)); ClassOf(err) != Unknown {
		t.Errorf("class %s: %v", ClassOf(err), err)
	}
}
