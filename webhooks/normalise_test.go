package webhooks_test

import (
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/webhooks"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func known() webhooks.Outcomes {
	return webhooks.NewOutcomes([]models.Outcome{
		{Code: "callback_agent", Label: "Callback Agent", Action: models.ActCallback},
		{Code: "later", Label: "Ring me later", Action: models.ActCallback},
		{Code: "no_answer", Label: "No answer", Action: models.ActRetry},
	})
}

// normalised is one message with what makes it to be kept or not.
type normalised struct {
	Relevance webhooks.Relevance `json:"relevance"`
	Message   *models.Message    `json:"message,omitempty"`
}

// TestGoldenBodies: each file in testdata is a body as Twilio sends it; the golden file beside it is what it comes to.
func TestGoldenBodies(t *testing.T) {
	t.Parallel()
	bodies, err := filepath.Glob("testdata/*.body")
	if err != nil || len(bodies) == 0 {
		t.Fatalf("no bodies: %v", err)
	}
	for _, name := range bodies {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.MarshalIndent(normaliseBody(t, strings.TrimSpace(string(body))), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(name, ".body") + ".golden.json"
		if *update {
			if err := os.WriteFile(golden, append(got, '\n'), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(string(want)) != string(got) {
			t.Errorf("%s comes to\n%s\nwant\n%s", name, got, want)
		}
	}
}

func normaliseBody(t *testing.T, body string) []normalised {
	t.Helper()
	var events []twilio.Event
	if strings.HasPrefix(body, "[") {
		delivered, err := twilio.ParseCloudEvents([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range delivered {
			events = append(events, d.Event)
		}
	} else {
		form, err := url.ParseQuery(body)
		if err != nil {
			t.Fatal(err)
		}
		event, err := twilio.ParseForm(form)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, event)
	}
	var all []normalised
	for _, e := range events {
		m, relevance := webhooks.Normalise(e, models.SourceEvents, known())
		if relevance == webhooks.Concerns || relevance == webhooks.IfPromised {
			all = append(all, normalised{relevance, &m})
		} else {
			all = append(all, normalised{Relevance: relevance})
		}
	}
	return all
}

func TestSignals(t *testing.T) {
	t.Parallel()
	own := twilio.Attributes{TaskType: "callback", CallbackID: "cb_1", Dispatch: 2}
	call := twilio.Attributes{TaskType: "callback-outbound", CallbackID: "cb_1", Dispatch: 2}
	source := twilio.Attributes{Outcome: "Callback Agent", CallbackID: "cb-foreign", TaskType: "callback", Dispatch: 1}
	for _, test := range []struct{ kind, status, own, call, source string }{
		{"task.created", "pending", "seen", "seen", "tentative"},
		{"task.updated", "assigned", "seen", "seen", "tentative"},
		{"task.updated", "wrapping", "seen", "wrapping", "wrapping"},
		{"task.updated", "completed", "finished", "wrapping", "wrapping"},
		{"task.updated", "canceled", "lost", "wrapping", "wrapping"},
		{"task.wrapup", "wrapping", "wrapping", "wrapping", "wrapping"},
		{"task.completed", "completed", "finished", "finished", "finished"},
		{"task.canceled", "canceled", "lost", "lost", "lost"},
		{"task.deleted", "", "lost", "lost", "lost"},
		{"task.system-deleted", "", "lost", "lost", "lost"},
		{"workflow.timeout", "pending", "lost", "lost", "lost"},
		{"reservation.created", "reserved", "seen", "seen", "tentative"},
		{"reservation.accepted", "assigned", "accepted", "accepted", "tentative"},
		{"reservation.rejected", "pending", "declined", "news", "tentative"},
		{"reservation.timeout", "pending", "declined", "news", "tentative"},
		{"reservation.canceled", "pending", "declined", "news", "tentative"},
		{"reservation.rescinded", "pending", "declined", "news", "tentative"},
		{"reservation.wrapup", "wrapping", "wrapping", "wrapping", "wrapping"},
		{"reservation.completed", "assigned", "news", "finished", "finished"},
		{"task-queue.entered", "pending", "noise", "noise", "noise"},
		{"task.transfer-initiated", "assigned", "noise", "noise", "noise"},
	} {
		for role, attributes := range map[models.TaskRole]twilio.Attributes{models.RoleOwn: own, models.RoleCall: call, models.RoleSource: source} {
			e := twilio.Event{Sid: "EV1", Type: test.kind, TaskStatus: test.status, TaskSid: "WT1", Attributes: attributes}
			m, relevance := webhooks.Normalise(e, models.SourceEvents, known())
			got := string(m.Signal)
			if relevance != webhooks.Concerns {
				got = string(relevance)
			} else if m.Role != role {
				t.Errorf("%s is of role %s, want %s", test.kind, m.Role, role)
			}
			want := map[models.TaskRole]string{models.RoleOwn: test.own, models.RoleCall: test.call, models.RoleSource: test.source}[role]
			if got != want {
				t.Errorf("%s (%s) of role %s is %s, want %s", test.kind, test.status, role, got, want)
			}
		}
	}
}

// What tells of a call with a donor is kept for one who has a promise, whatever else its attributes hold.
func TestCallsWithDonors(t *testing.T) {
	t.Parallel()
	donor := twilio.Attributes{TaskType: "main_list", Direction: "outbound", To: "+61491570156", Outcome: "Contacted", RequestError: "record.name: must be a string"}
	outcomes := webhooks.NewOutcomes([]models.Outcome{{Code: "contacted", Action: models.ActResolve, Resolution: models.Contacted}, {Code: "no_answer", Action: models.ActRetry}})
	for kind, want := range map[string]models.TaskSignal{"task.created": models.TaskSeen, "reservation.created": models.TaskSeen, "reservation.accepted": models.TaskAccepted,
		"task.wrapup": models.TaskWrapping, "task.completed": models.TaskFinished, "task.updated": "", "task-queue.entered": ""} {
		e := twilio.Event{Sid: "EV1", Type: kind, TaskSid: "WT1", TaskStatus: "assigned", Attributes: donor, TaskCreatedAt: time.Unix(1, 0)}
		m, relevance := webhooks.Normalise(e, models.SourceEvents, outcomes)
		if (relevance == webhooks.IfPromised) != (want != "") || m.Signal != want && relevance == webhooks.IfPromised {
			t.Errorf("%s: %s, %s", kind, relevance, m.Signal)
		}
		if want != "" && (!m.IfPromised || m.Malformed != "" || !m.Call.Dialled || m.Call.Direction != "outbound" || m.Call.MadeAt.Millis() != 1000) {
			t.Errorf("%s: %+v", kind, m)
		}
	}
	for _, name := range []string{"no_answer", "", "unheard of"} {
		e := twilio.Event{Sid: "EV1", Type: "task.completed", TaskSid: "WT1", Attributes: donor}
		e.Attributes.Outcome, e.Attributes.RequestError = name, ""
		if _, relevance := webhooks.Normalise(e, models.SourceEvents, outcomes); relevance == webhooks.IfPromised || relevance == webhooks.Concerns {
			t.Errorf("%q: %s", name, relevance)
		}
	}
}

func TestPhonesOfTheDonor(t *testing.T) {
	t.Parallel()
	const ours, theirs, third = "+61255501234", "+61491570156", "+61491570157"
	for name, test := range map[string]struct {
		attributes twilio.Attributes
		want       []string
	}{
		"inbound":          {twilio.Attributes{Direction: "inbound", From: theirs, To: ours}, []string{theirs}},
		"inbound by chat":  {twilio.Attributes{Direction: "inbound", From: third, CustomerAddress: theirs}, []string{theirs, third}},
		"outbound":         {twilio.Attributes{Direction: "outbound", From: ours, To: theirs}, []string{theirs}},
		"dialpad":          {twilio.Attributes{Direction: "outbound", From: ours, OutboundTo: theirs}, []string{theirs}},
		"by an API":        {twilio.Attributes{Direction: "outbound-api", From: ours, To: theirs}, []string{theirs}},
		"nobody said":      {twilio.Attributes{From: ours, To: theirs}, []string{theirs, ours}},
		"no numbers":       {twilio.Attributes{From: "client:ann", To: "sip:x@y", CustomerAddress: "+0123456789"}, nil},
		"local or too big": {twilio.Attributes{From: "0491570156", To: "+1234567890123456"}, nil},
	} {
		e := twilio.Event{Type: "task.completed", Sid: "EV1", TaskSid: "WT1", Attributes: test.attributes}
		e.Attributes.Outcome = "callback agent"
		if m, _ := webhooks.Normalise(e, models.SourceEvents, known()); !reflect.DeepEqual(m.Phones, test.want) {
			t.Errorf("%s: %v, want %v", name, m.Phones, test.want)
		}
	}
}

func TestDedupeKeys(t *testing.T) {
	t.Parallel()
	key := func(e twilio.Event) string {
		e.Type, e.TaskSid, e.Attributes.Outcome = "task.completed", "WT1", "later"
		m, _ := webhooks.Normalise(e, models.SourceEvents, known())
		return m.DedupeKey
	}
	if got := key(twilio.Event{Sid: "EV1", CloudID: "EZ1"}); got != "EV1" {
		t.Errorf("with both ids: %s", got)
	}
	if got := key(twilio.Event{CloudID: "EZ1"}); got != "EZ1" {
		t.Errorf("with the CloudEvent's alone: %s", got)
	}
	seen := map[string]bool{}
	for _, e := range []twilio.Event{{}, {TaskVersion: 1}, {Sid: "EV\xff"}, {Sid: "EV\xfe"}, {Sid: strings.Repeat("E", 65)}, {Sid: strings.Repeat("E", 66)}} {
		if k := key(e); len(k) > 80 || seen[k] || !utf8.ValidString(k) {
			t.Errorf("key %q", k)
		} else {
			seen[k] = true
		}
	}
}

func TestUselessEventsAreKeptAsMalformed(t *testing.T) {
	t.Parallel()
	asks := twilio.Attributes{Outcome: "later", Request: &twilio.CallbackRequest{LocalTime: "2026-12-01T18:00"}}
	long := asks
	long.Request = &twilio.CallbackRequest{Notes: strings.Repeat("n", 33<<10)}
	for name, e := range map[string]twilio.Event{
		"no Task":        {Attributes: asks},
		"bad attributes": {TaskSid: "WT1", AttributesError: "not JSON"},
		"too long":       {TaskSid: "WT1", Attributes: long},
	} {
		e.Type = "task.completed"
		m, relevance := webhooks.Normalise(e, models.SourceEvents, known())
		if relevance != webhooks.Concerns || m.Malformed == "" || m.Role != "" || m.DedupeKey == "" || m.Request != nil {
			t.Errorf("%s: %s, %+v", name, relevance, m)
		}
	}
}
