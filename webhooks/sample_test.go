package webhooks_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

const (
	account   = "AC00000000000000000000000000000001"
	workspace = "WS00000000000000000000000000000001"
	agent     = "WK00000000000000000000000000000001"
	donor     = "+61491570156"
)

func sid(prefix string, n int) string { return fmt.Sprintf("%s%032x", prefix, n) }

// wish is the attributes of a call whose agent chose Callback Agent, for the donor with an external id.
func wish(externalID, localTime string) map[string]any {
	return map[string]any{
		"taskType": "call", "direction": "outbound", "from": "+61255501234", "to": donor, "name": donor,
		"conversations":    map[string]any{"outcome": "Callback Agent", "conversation_id": sid("WT", 900)},
		"callback_request": map[string]any{"local_time": localTime, "timezone": "Australia/Perth", "reason": "driving"},
		"record":           map[string]any{"external_id": externalID, "name": "A. Donor", "phone": donor},
	}
}

// with is a copy of attributes with some changed; nil takes one away.
func with(attributes map[string]any, changes map[string]any) map[string]any {
	changed := maps.Clone(attributes)
	for name, value := range changes {
		changed[name] = value
		if value == nil {
			delete(changed, name)
		}
	}
	return changed
}

// happening is one event, before it takes one of its two forms.
type happening struct {
	kind       string
	n          int // makes its sid
	task       string
	version    int
	status     string
	worker     string
	attributes map[string]any
}

// form is its event callback, with the parameters that TaskRouter sends.
func (e happening) form(t testing.TB) url.Values {
	t.Helper()
	attributes, err := json.Marshal(e.attributes)
	if err != nil {
		t.Fatal(err)
	}
	resource, _, _ := strings.Cut(e.kind, ".")
	at := time.Date(2026, 12, 1, 3, 59, 30, 123e6, time.UTC)
	form := url.Values{}
	set := func(pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
	}
	set("Sid", sid("EV", e.n), "EventType", e.kind, "AccountSid", account, "WorkspaceSid", workspace, "WorkspaceName", "Flex Task Assignment",
		"EventDescription", e.kind, "ResourceType", resource, "ResourceSid", e.task, "Timestamp", strconv.FormatInt(at.Unix(), 10),
		"TimestampMs", strconv.FormatInt(at.UnixMilli(), 10), "OperatingUnitSid", sid("OU", 1),
		"TaskSid", e.task, "TaskAttributes", string(attributes), "TaskAge", "61", "TaskPriority", "0", "TaskAssignmentStatus", e.status,
		"TaskVersion", strconv.Itoa(e.version), "TaskDateCreated", "1796097500", "TaskChannelSid", sid("TC", 1), "TaskChannelUniqueName", "voice",
		"TaskQueueSid", sid("WQ", 1), "TaskQueueName", "Everyone", "WorkflowSid", sid("WW", 1), "WorkflowName", "Assign to Anyone")
	if e.worker != "" {
		set("ReservationSid", sid("WR", e.n), "ReservationVersion", "3", "WorkerSid", e.worker, "WorkerName", "ann", "WorkerAttributes", `{"contact_uri":"client:ann"}`,
			"WorkerActivitySid", sid("WA", 1), "WorkerActivityName", "Available", "WorkerVersion", "9")
	}
	return form
}

// cloud is the same event as Event Streams carries it.
func (e happening) cloud(t testing.TB) string {
	t.Helper()
	payload := map[string]any{}
	for name, values := range e.form(t) {
		payload[snake(name)] = values[0]
	}
	delete(payload, "event_type")
	delete(payload, "timestamp_ms")
	payload["eventtype"], payload["task_version"], payload["timestamp"] = e.kind, e.version, "2026-12-01T03:59:30.123Z"
	return cloudEvent(t, "com.twilio.taskrouter."+e.kind, sid("EZ", e.n), payload)
}

func cloudEvent(t testing.TB, kind, id string, payload map[string]any) string {
	t.Helper()
	event, err := json.Marshal(map[string]any{"specversion": "1.0", "type": kind, "id": id, "source": "/v1/Workspaces/" + workspace,
		"dataschema": "https://events-schemas.twilio.com/TaskRouter.WDSEvent/4", "datacontenttype": "application/json", "time": "2026-12-01T03:59:31.000Z",
		"data": map[string]any{"payload_type": "application/json", "product_name": "TaskRouter", "payload": payload}})
	if err != nil {
		t.Fatal(err)
	}
	return string(event)
}

func snake(name string) string {
	var out strings.Builder
	for i, letter := range name {
		if unicode.IsUpper(letter) && i > 0 {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(letter))
	}
	return out.String()
}

// completed is the end of a call with these attributes.
func completed(n int, attributes map[string]any) happening {
	return happening{kind: "task.completed", n: n, task: sid("WT", n), version: 6, status: "completed", attributes: attributes}
}
