package setup_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"go.uber.org/goleak"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/integrations/twiliosim/contract"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const siteWorkflow = "Assign to Anyone"

// office is a simulated Flex workspace as sites have them: 12 queues, 80 workers, and a workflow with filters of its own.
type office struct {
	t     *testing.T
	sim   *twiliosim.Server
	web   *httptest.Server
	admin *twilio.Admin
	clock *clockwork.FakeClock
	cut   *cutter
	path  string // of the journal
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, clock: clockwork.NewFakeClockAt(time.Date(2026, 12, 1, 9, 30, 0, 0, time.UTC)), path: filepath.Join(t.TempDir(), "deep", "journal.json")}
	o.sim = twiliosim.New(twiliosim.Config{Clock: o.clock, Seed: 7})
	o.web = httptest.NewServer(contract.Hold(t, o.sim))
	o.cut = &cutter{after: -1, next: &http.Transport{}}
	t.Cleanup(func() {
		o.cut.next.CloseIdleConnections()
		o.web.Close()
		if err := o.sim.Close(); err != nil {
			t.Errorf("close simulator: %v", err)
		}
	})
	var err error
	o.admin, err = twilio.NewAdmin(twilio.Config{BaseURL: o.web.URL, AccountSid: o.sim.AccountSid(), Username: o.sim.AccountSid(),
		Password: o.sim.AuthToken(), Clock: o.clock, Transport: o.cut})
	o.must(err)
	o.seed()
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// seed makes the rest of the site. Its workflow's white space is nobody's business but must survive.
func (o *office) seed() {
	options := twiliosim.SeedOptions{Offline: true}
	for team := range 10 {
		seeded := twiliosim.TeamSeed{Name: fmt.Sprintf("line%d", team)}
		for worker := range 8 {
			seeded.Workers = append(seeded.Workers, fmt.Sprintf("agent %d of line%d", worker, team))
		}
		options.Teams = append(options.Teams, seeded)
	}
	made, err := o.sim.SeedRingback(options)
	o.must(err)
	_, err = o.admin.CreateQueue(o.t.Context(), o.sim.WorkspaceSid(), "Supervisors", "level > 3")
	o.must(err)
	_, err = o.admin.CreateWorkflow(o.t.Context(), o.sim.WorkspaceSid(), siteWorkflow, fmt.Sprintf("{ \"task_routing\" : {\n\t\"filters\": [ "+
		"{\"filter_friendly_name\":\"Sales\", \"expression\" : \"type == 'sales'\",\"targets\":[{\"queue\":%q,\"timeout\":30},{\"queue\":%q}]}\n , "+
		"{\"expression\":\"1==1\",\"filter_friendly_name\":\"All <others>\",\"targets\":[{\"queue\":%q}]}  ],\n \"default_filter\":{\"queue\":%q} } }",
		made.QueueSids["line1"], made.EveryoneSid, made.EveryoneSid, made.EveryoneSid))
	o.must(err)
}

func wanted() setup.Wanted {
	return setup.Wanted{Workflow: siteWorkflow, PublicURL: "https://ringback.example.org", Events: setup.Callback, OwnerMinutes: 10,
		Teams: []setup.Team{{Name: "welcome", OwnerMinutes: 10, TeamMinutes: 20}, {Name: "O'Neill's", OwnerMinutes: 5, TeamMinutes: 7}}}
}

func (o *office) read(w setup.Wanted) setup.State {
	o.t.Helper()
	s, err := setup.Read(o.t.Context(), o.admin, w)
	o.must(err)
	return s
}

// applier reads the journal anew, as a new process does.
func (o *office) applier() setup.Applier {
	o.t.Helper()
	journal, err := setup.OpenJournal(o.t.Context(), setup.InFile(o.path), o.sim.WorkspaceSid())
	o.must(err)
	return setup.Applier{Admin: o.admin, Clock: o.clock, Journal: journal, Progress: func(setup.Step) error { return nil }}
}

func (o *office) apply(w setup.Wanted) error {
	o.t.Helper()
	_, err := o.applier().Apply(o.t.Context(), o.read(w), w)
	return err
}

// snapshot is every list of the workspace as it is answered.
func (o *office) snapshot() map[string]string {
	o.t.Helper()
	all := map[string]string{}
	for _, name := range []string{"", "/TaskQueues", "/Workflows", "/Workers", "/Activities", "/TaskChannels"} {
		all[name] = o.get("/v1/Workspaces/" + o.sim.WorkspaceSid() + name + "?")
	}
	all["sinks"], all["subscriptions"] = o.get("/v1/Sinks?"), o.get("/v1/Subscriptions?")
	return all
}

func (o *office) get(path string) string {
	o.t.Helper()
	request, err := http.NewRequestWithContext(o.t.Context(), http.MethodGet, o.web.URL+path+"PageSize=500", nil)
	o.must(err)
	if path == "/v1/Workspaces/"+o.sim.WorkspaceSid()+"?" {
		request.URL.RawQuery = ""
	}
	request.SetBasicAuth(o.sim.AccountSid(), o.sim.AuthToken())
	response, err := o.web.Client().Do(request)
	o.must(err)
	body, err := io.ReadAll(response.Body)
	o.must(errors.Join(err, response.Body.Close()))
	if response.StatusCode != http.StatusOK {
		o.t.Fatalf("%s: %d %s", path, response.StatusCode, body)
	}
	return string(body)
}

// cutter loses the answer of one POST, or the POST itself, as a process does that is killed there. It counts POSTs from 0.
type cutter struct {
	next interface {
		http.RoundTripper
		CloseIdleConnections()
	}
	mu      sync.Mutex
	after   int // which POST is lost; none when negative
	applied bool
	posts   int
}

var errKilled = errors.New("killed here")

func (c *cutter) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	lost := r.Method == http.MethodPost && c.posts == c.after
	if r.Method == http.MethodPost {
		c.posts++
	}
	c.mu.Unlock()
	if lost && !c.applied {
		return nil, errKilled
	}
	response, err := c.next.RoundTrip(r)
	if lost && err == nil {
		return nil, errors.Join(errKilled, response.Body.Close())
	}
	return response, err
}

// lose sets the next POST but that many to be lost.
func (c *cutter) lose(after int, applied bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.posts, c.after, c.applied = 0, after, applied
}
