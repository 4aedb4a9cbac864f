package e2e_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/models/hours"
)

// program builds the real program once for all stories that kill it.
var program = sync.OnceValues(func() (string, error) { //nolint:gochecknoglobals // one build per test binary
	dir, err := os.MkdirTemp("", "ringback-e2e")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "ringback")
	out, err := exec.CommandContext(context.Background(), "go", "build", "-o", path, "../cmd/ringback").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return path, nil
})

// office is a call centre in real time: a simulator here, the program as a process of its own, and a door to its database.
type office struct {
	*twiliosim.Server
	t       *testing.T
	ctx     context.Context
	url     string // of the database
	store   *models.Store
	api     *httptest.Server
	seeded  twiliosim.Seeded
	address string // where the process listens
	process *exec.Cmd
	output  *bytes.Buffer
	env     []string
}

// eachOffice tells a story in real time on both databases. It takes tens of seconds at most.
func eachOffice(t *testing.T, story func(t *testing.T, o *office)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) { story(t, newOffice(t, url)) })
}

// storyWithin ends a story that hangs. It asserts nothing of how fast one is: they live by the real clock, several at once and on whatever machine.
const storyWithin = 10 * time.Minute

func newOffice(t *testing.T, url string) *office {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), storyWithin)
	t.Cleanup(cancel)
	o := &office{t: t, ctx: ctx, url: url, address: freeAddress(t)}
	o.Server = twiliosim.New(twiliosim.Config{Seed: 11})
	var err error
	o.seeded, err = o.SeedRingback(twiliosim.SeedOptions{Teams: []twiliosim.TeamSeed{{Name: "welcome", Workers: []string{"Maya"}}}, Offline: true})
	o.must(err)
	o.Start(ctx)
	o.api = httptest.NewServer(o.Server)
	t.Cleanup(func() {
		o.Release()
		o.api.CloseClientConnections()
		o.api.Close()
		o.must(o.Close())
	})
	o.SetEventCallback("http://" + o.address + "/webhooks/twilio/events")
	o.store, err = models.Open(ctx, models.Config{URL: url, Clock: clockwork.NewRealClock(), Log: newLogs().logger()})
	o.must(err)
	t.Cleanup(func() { o.must(o.store.Close()) })
	anyHour := hours.Rules{Regions: map[string]string{hours.AnyRegion: "none-24x7"}} // these stories live by the real clock, at whatever hour they are run
	_, err = o.store.SavePolicy(ctx, models.ReplaceCallingHours(anyHour), models.Saving{Actor: "test"})
	o.must(err)
	return o
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	return l.Addr().String()
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// start runs the program until it is ready.
func (o *office) start() {
	o.t.Helper()
	path, err := program()
	o.must(err)
	o.output = &bytes.Buffer{}
	o.process = exec.CommandContext(o.ctx, path, "serve")
	o.process.Stdout, o.process.Stderr = o.output, o.output
	o.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // never outlives the test
	o.process.Env = append(append(os.Environ(), o.env...), "RINGBACK_LISTEN="+o.address, "RINGBACK_PUBLIC_URL=http://"+o.address, "RINGBACK_DATABASE_URL="+o.url,
		"RINGBACK_TASKROUTER_URL="+o.api.URL, "RINGBACK_LEASE=2s", "TWILIO_ACCOUNT_SID="+o.AccountSid(), "TWILIO_AUTH_TOKEN="+o.AuthToken(),
		"TWILIO_WORKSPACE_SID="+o.WorkspaceSid(), "TWILIO_WORKFLOW_SID="+o.seeded.WorkflowSid)
	o.must(o.process.Start())
	process := o.process
	o.t.Cleanup(func() { _ = process.Process.Kill() }) // it has ended already in most stories
	o.until("the program is ready", func() bool {
		r, err := http.NewRequestWithContext(o.ctx, http.MethodGet, "http://"+o.address+"/readyz", nil)
		o.must(err)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			return false
		}
		o.must(response.Body.Close())
		return response.StatusCode == http.StatusOK
	})
}

// kill ends the process as a power cut would.
func (o *office) kill() {
	o.t.Helper()
	o.must(o.process.Process.Kill())
	_ = o.process.Wait() // it was killed: that is its error
}

// until waits for a condition, within the story's time.
func (o *office) until(what string, is func() bool) {
	o.t.Helper()
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for !is() {
		select {
		case <-o.ctx.Done():
			o.t.Fatalf("waited in vain until %s; the program said:\n%s", what, o.output)
		case <-ticker.C:
		}
	}
}

// book promises n donors to ring them now.
func (o *office) book(n int) []string {
	o.t.Helper()
	list := make([]string, n)
	asked := o.store.Now() // the minute may turn while they are booked
	for i := range list {
		cb, _, err := o.store.Book(o.ctx, models.Booking{JudgedAt: models.At(asked),
			CallbackRequest: models.CallbackRequest{LocalTime: asked.UTC().Format("2006-01-02T15:04:05"), Timezone: "Etc/UTC", Routing: models.ToTeam, Team: "welcome"},
			Record:          models.RecordRef{ExternalID: fmt.Sprint("D-", i), Phone: fmt.Sprintf("+6149157%04d", i)}, Source: models.SourceAPI, Actor: "test"})
		o.must(err)
		list[i] = cb.ID
	}
	return list
}

// settled says whether each callback is queued, under the one live Task that TaskRouter holds of it.
func (o *office) settled(ids []string) bool {
	if o.queued() < len(ids) {
		return false // told by one query: who waits here must not keep the process from its work
	}
	live := o.LiveByCallback()
	for _, id := range ids {
		s, err := o.store.Get(o.ctx, id, models.Seen{})
		o.must(err)
		if s.Status != models.Queued || len(live[id]) != 1 || live[id][0] != s.TaskSid {
			return false
		}
	}
	return true
}

func (o *office) story(id string) *models.Story {
	o.t.Helper()
	s, err := o.store.Get(o.ctx, id, models.Seen{})
	o.must(err)
	return s
}

// terminate asks the process to end, and returns its exit code and how long it took.
func (o *office) terminate() (int, time.Duration) {
	o.t.Helper()
	began := o.store.Now()
	o.must(o.process.Process.Signal(syscall.SIGTERM))
	err := o.process.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		o.t.Fatal(err)
	}
	return o.process.ProcessState.ExitCode(), o.store.Now().Sub(began)
}
