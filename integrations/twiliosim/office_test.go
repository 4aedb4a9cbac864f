package twiliosim_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/twilio/twilio-go/client"
	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"
	"go.uber.org/goleak"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/integrations/twiliosim/contract"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	account  = "AC00000000000000000000000000000001"
	token    = "sesame"
	patience = 10 * time.Second // for things that take milliseconds
)

// office is a seeded simulator behind a real port, with the real twilio-go client in front of it.
type office struct {
	t      *testing.T
	clock  *clockwork.FakeClock
	sim    *twiliosim.Server
	seeded twiliosim.Seeded
	web    *httptest.Server
	api    *tr.ApiService
	inbox  *inbox
}

// open makes an office on a fake clock: team "welcome" with ann and ben, team "loyal" with cleo, all available.
func open(t *testing.T, change ...func(*twiliosim.SeedOptions)) *office {
	t.Helper()
	o := &office{t: t, clock: clockwork.NewFakeClockAt(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))}
	o.sim = twiliosim.New(twiliosim.Config{Clock: o.clock, AccountSid: account, AuthToken: token, APIKey: "SKkey", APISecret: "secret", Seed: 7})
	t.Cleanup(func() {
		if err := o.sim.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	o.web = httptest.NewServer(contract.Hold(t, o.sim))
	t.Cleanup(o.web.Close)
	t.Cleanup(o.sim.Release) // before the server waits for its requests
	options := twiliosim.SeedOptions{Teams: []twiliosim.TeamSeed{{Name: "welcome", Workers: []string{"ann", "ben"}}, {Name: "loyal", Workers: []string{"cleo"}}}}
	for _, each := range change {
		each(&options)
	}
	var err error
	if o.seeded, err = o.sim.SeedRingback(options); err != nil {
		t.Fatal(err)
	}
	o.api = tr.NewApiServiceWithClient(o.wire(account, token))
	return o
}

func (o *office) wire(user, password string) *wire {
	return &wire{ctx: o.t.Context, http: o.web.Client(), base: o.web.URL, user: user, password: password}
}

// pass moves the clock and lets everything happen that is due.
func (o *office) pass(d time.Duration) {
	o.clock.Advance(d)
	o.sim.Settle()
}

// nobody sends every worker away.
func (o *office) nobody() {
	o.t.Helper()
	for _, w := range o.sim.Workers() {
		must(o.t, o.sim.SetActivity(w.Sid, false))
	}
}

// promise creates a callback Task as Ringback does and gives its id.
func (o *office) promise(id string, attributes map[string]any, change ...func(*tr.CreateTaskParams)) string {
	o.t.Helper()
	full := map[string]any{"taskType": "callback", "callback_id": id, "cb_routing": "team", "cb_team": "welcome", "cb_agent_sid": nil}
	for key, value := range attributes {
		full[key] = value
	}
	params := &tr.CreateTaskParams{}
	params.SetWorkflowSid(o.seeded.WorkflowSid).SetTaskChannel("voice").SetAttributes(encode(o.t, full))
	for _, each := range change {
		each(params)
	}
	made, err := o.api.CreateTask(o.sim.WorkspaceSid(), params)
	must(o.t, err)
	return *made.Sid
}

func (o *office) worker(name string) string { return o.seeded.WorkerSids[name] }

func (o *office) task(sid string) twiliosim.Task {
	o.t.Helper()
	task, ok := o.sim.Task(sid)
	if !ok {
		o.t.Fatalf("the Task %s is not there", sid)
	}
	return task
}

// offeredTo names the worker whose answer the Task waits for; empty when it waits for nobody's.
func (o *office) offeredTo(sid string) string {
	for _, r := range o.sim.Reservations(sid) {
		if r.Status == twiliosim.ReservationPending {
			return r.WorkerName
		}
	}
	return ""
}

func (o *office) wantOffered(sid, name string) {
	o.t.Helper()
	if got := o.offeredTo(sid); got != name {
		o.t.Errorf("the Task is offered to %q, want %q", got, name)
	}
}

func (o *office) wantStatus(sid, status string) {
	o.t.Helper()
	if got := o.task(sid).Status; got != status {
		o.t.Errorf("the Task is %s, want %s", got, status)
	}
}

// types lists the types of a Task's events, in order.
func (o *office) types(sid string) []string {
	var types []string
	for _, e := range o.sim.Events() {
		if e.Task != nil && e.Task.Sid == sid {
			types = append(types, e.Type)
		}
	}
	return types
}

func (o *office) wantEvents(sid string, want ...string) {
	o.t.Helper()
	if got := o.types(sid); !slices.Equal(got, want) {
		o.t.Errorf("events are\n %v, want\n %v", got, want)
	}
}

// listen opens an inbox that webhooks can go to.
func (o *office) listen() *inbox {
	o.t.Helper()
	o.inbox = &inbox{news: make(chan struct{}, 1)}
	web := httptest.NewServer(o.inbox)
	o.t.Cleanup(web.Close)
	o.inbox.url = web.URL + "/hook?team=a%20b"
	return o.inbox
}

func (o *office) flush() {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), patience)
	defer cancel()
	must(o.t, o.sim.Flush(ctx))
}

// inbox receives webhooks, and answers with the statuses it is told in turn, then with 204.
type inbox struct {
	url     string
	news    chan struct{} // told that something came
	lock    sync.Mutex
	letters []letter
	answers []int
}

type letter struct {
	path, signature, body string
	form                  url.Values
	events                []map[string]any
}

func (i *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	got := letter{path: r.URL.RequestURI(), signature: r.Header.Get("X-Twilio-Signature"), body: string(body)}
	if strings.HasPrefix(got.body, "[") {
		err = json.Unmarshal(body, &got.events)
	} else {
		got.form, err = url.ParseQuery(got.body)
	}
	i.lock.Lock()
	defer i.lock.Unlock()
	i.letters = append(i.letters, got)
	status := http.StatusNoContent
	if len(i.answers) > 0 {
		status, i.answers = i.answers[0], i.answers[1:]
	}
	if err != nil {
		status = http.StatusBadRequest
	}
	w.WriteHeader(status)
	select {
	case i.news <- struct{}{}:
	default:
	}
}

// wait returns once so many letters have come.
func (i *inbox) wait(t *testing.T, count int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for len(i.all()) < count {
		select {
		case <-i.news:
		case <-ctx.Done():
			t.Fatalf("%d letters came, want %d", len(i.all()), count)
		}
	}
}

func (i *inbox) all() []letter {
	i.lock.Lock()
	defer i.lock.Unlock()
	return slices.Clone(i.letters)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	must(t, err)
	return string(text)
}

// wantRefused checks that an error is Twilio's, with that status.
func wantRefused(t *testing.T, err error, status int) {
	t.Helper()
	var refused *client.TwilioRestError
	if !errors.As(err, &refused) || refused.Status != status || refused.Code == 0 || refused.MoreInfo == "" {
		t.Errorf("error is %v, want Twilio's with status %d", err, status)
	}
}
