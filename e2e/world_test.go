// Package e2e_test tells whole-product stories: given, when, time passes, then; against the simulator, on both databases.
package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/integrations/twiliosim/contract"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/scheduler"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// noon is when every story begins: Tuesday 1 December 2026, 12:00 in Perth.
const noon = "2026-12-01T04:00:00Z"

// world is a call centre: a TaskRouter, an instance of Ringback, and a clock that both live by.
type world struct {
	*twiliosim.Server
	t        *testing.T
	ctx      context.Context
	clock    *clockwork.FakeClock
	seeded   twiliosim.Seeded
	cfg      config.Config
	app      *app.App
	apps     []*app.App
	logs     *logs
	key      string
	nextSlow time.Time
}

// each tells a story on both databases.
func each(t *testing.T, story func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) { story(t, newWorld(t, url)) })
}

func newWorld(t *testing.T, databaseURL string) *world {
	t.Helper()
	return newWorldAt(t, databaseURL, noon)
}

// newWorldAt is a world that begins at another moment, RFC 3339.
func newWorldAt(t *testing.T, databaseURL, moment string) *world {
	t.Helper()
	start, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, ctx: t.Context(), clock: clockwork.NewFakeClockAt(start), logs: newLogs()}
	w.Server = twiliosim.New(twiliosim.Config{Clock: w.clock, Seed: 7})
	w.seeded, err = w.SeedRingback(twiliosim.SeedOptions{Teams: []twiliosim.TeamSeed{{Name: "welcome", Workers: []string{"Maya", "Tom"}}, {Name: "renewals", Workers: []string{"Kofi"}}}})
	w.must(err)
	server := httptest.NewServer(contract.Hold(t, w.Server))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		w.must(w.Close())
	})
	w.cfg, err = config.Load(nil, nil)
	w.must(err)
	w.cfg.DatabaseURL, w.cfg.TaskRouterURL, w.cfg.IAMURL, w.cfg.Lease = databaseURL, server.URL, server.URL, 30*time.Second
	w.cfg.Directory.Limits = config.Limits{}                                             // the clock stands still while a story asks
	w.cfg.Directory.Webhooks = config.Webhooks{AllowPrivate: true, Timeout: time.Second} // the CRMs of the stories are on this machine
	w.cfg.WelcomeSecrets = []string{welcomeSecret}
	w.cfg.Twilio = config.Twilio{AccountSid: w.AccountSid(), AuthToken: w.AuthToken(), WorkspaceSid: w.WorkspaceSid(), WorkflowSid: w.seeded.WorkflowSid}
	w.app = w.open()
	w.SetEventCallback("http://" + w.app.Address() + "/webhooks/twilio/events")
	w.key, err = w.app.Store().CreateAPIKey(w.ctx, models.APIKey{Name: "test", Role: models.RoleAdmin})
	w.must(err)
	t.Cleanup(w.quietEnd)
	return w
}

// open adds an instance on the same database.
func (w *world) open() *app.App {
	w.t.Helper()
	listener, err := new(net.ListenConfig).Listen(w.ctx, "tcp", "127.0.0.1:0")
	w.must(err)
	cfg := w.cfg
	cfg.PublicURL = "http://" + listener.Addr().String()
	instance, err := app.New(w.ctx, cfg, app.Options{Clock: w.clock, Log: w.logs.logger(), Version: "test", Listener: listener})
	w.must(err)
	instance.Serve()
	w.apps = append(w.apps, instance)
	w.t.Cleanup(func() {
		if err := instance.Stop(context.Background()); err != nil {
			w.t.Error(err)
		}
	})
	return instance
}

// quietEnd is the end of every story: no webhook was refused, no error logged but those the story expected.
func (w *world) quietEnd() {
	for _, d := range w.Undelivered() {
		if strings.Contains(d.Error, "lost by a fault") {
			continue // the story had it lost
		}
		w.t.Errorf("webhook %v was answered %d %s", d.Types, d.Status, d.Error)
	}
	for _, line := range w.logs.errors() {
		w.t.Errorf("logged: %s", line)
	}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// turn lets everything happen that is to happen now, in TaskRouter and in every instance.
func (w *world) turn() {
	w.t.Helper()
	passes := []string{scheduler.PassInbox, scheduler.PassDispatch, scheduler.PassClose, scheduler.PassRescue, scheduler.PassSuppress, scheduler.PassDeliver}
	if now := w.clock.Now(); !now.Before(w.nextSlow) {
		w.nextSlow = now.Add(30 * time.Second)
		passes = append(passes, scheduler.PassDirectory, scheduler.PassReconcile, scheduler.PassExpire, scheduler.PassNotice, scheduler.PassRules, scheduler.PassInbox)
	}
	for range 2 { // what one round causes, the next sees
		w.Settle()
		w.must(w.Flush(w.ctx))
		for _, instance := range w.apps {
			for _, pass := range passes {
				if _, err := instance.Scheduler().RunOnce(w.ctx, pass); err != nil && !w.logs.expected(err.Error()) {
					w.t.Errorf("pass: %v", err)
				}
			}
		}
	}
	w.Settle()
	w.must(w.Flush(w.ctx))
	for _, instance := range w.apps {
		_, err := instance.Scheduler().RunOnce(w.ctx, scheduler.PassInbox)
		w.must(err)
	}
}

// forward lets time pass, the longer the more of it at a time, and the last minute by seconds.
func (w *world) forward(d time.Duration) {
	w.t.Helper()
	for d > 0 {
		step := time.Second
		switch {
		case d > 2*time.Hour:
			step = 10 * time.Minute
		case d > 10*time.Minute:
			step = time.Minute
		case d > time.Minute:
			step = 15 * time.Second
		}
		w.clock.Advance(min(step, d))
		w.turn()
		d -= step
	}
}

// ask sends a request to the API and decodes the answer.
func (w *world) ask(method, path string, body any) (int, map[string]any) {
	w.t.Helper()
	var payload io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		w.must(err)
		payload = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(w.ctx, method, "http://"+w.app.Address()+path, payload)
	w.must(err)
	r.Header.Set("Authorization", "Bearer "+w.key)
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	w.must(err)
	defer func() { w.must(response.Body.Close()) }()
	text, err := io.ReadAll(response.Body)
	w.must(err)
	var answer map[string]any
	if len(text) > 0 {
		w.must(json.Unmarshal(text, &answer))
	}
	return response.StatusCode, answer
}

func (w *world) story(id string) *models.Story {
	w.t.Helper()
	story, err := w.app.Store().Get(w.ctx, id, models.Seen{})
	w.must(err)
	return story
}

func (w *world) want(id string, status models.Status, resolution models.Resolution) *models.Story {
	w.t.Helper()
	s := w.story(id)
	if s.Status != status || s.Resolution != resolution {
		w.t.Fatalf("callback is %s %s (waits for %q), want %s %s; ledger:\n%s", s.Status, s.Resolution, s.WaitReason, status, resolution, ledger(s))
	}
	return s
}

func ledger(s *models.Story) string {
	var text bytes.Buffer
	for _, e := range s.Events {
		data, _ := json.Marshal(e.Data.V) // of a map that was JSON before
		text.WriteString(e.At.Time().Format("15:04:05.000 ") + string(e.Type) + " " + string(e.BeforeStatus) + " -> " + string(e.AfterStatus) + " " + e.Reason + " " + string(data) + "\n")
	}
	return text.String()
}
