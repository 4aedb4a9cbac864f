package api_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/integrations/twiliosim"
	twilioapi "github.com/ringback/ringback/integrations/twiliosim/contract"
	"github.com/ringback/ringback/site"
)

// workspace is a simulated Flex workspace with a workflow of its own, and the site that is to be set up in it.
type workspace struct {
	*server
	sim   *twiliosim.Server
	admin *twilio.Admin
	site  *site.Site

	before atomic.Pointer[func(*http.Request)] // is told of each request to Twilio; nil: nobody is
}

// withWorkspace gives the server a site. change may spoil its settings.
func (s *server) withWorkspace(t *testing.T, change ...func(*site.Config)) *workspace {
	t.Helper()
	w := &workspace{server: s, sim: twiliosim.New(twiliosim.Config{Clock: s.clock, Seed: 7})}
	twilioSide := twilioapi.Hold(t, w.sim)
	web := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if tell := w.before.Load(); tell != nil {
			(*tell)(r)
		}
		twilioSide.ServeHTTP(out, r)
	}))
	t.Cleanup(func() {
		w.sim.Release()
		web.Close()
		if err := w.sim.Close(); err != nil {
			t.Error(err)
		}
	})
	made, err := w.sim.SeedRingback(twiliosim.SeedOptions{Offline: true})
	must(t, err)
	cfg := site.Config{PublicURL: "https://ringback.example.org", TaskRouterURL: web.URL, PluginURL: "https://ringback.example.org/plugin/p.js", AccountSid: w.sim.AccountSid(),
		AuthToken: w.sim.AuthToken(), User: w.sim.AccountSid(), Password: w.sim.AuthToken(), WorkspaceSid: w.sim.WorkspaceSid(), WorkflowSid: made.WorkflowSid,
		OwnerMinutes: 10, Teams: []setup.Team{{Name: "welcome", OwnerMinutes: 10, TeamMinutes: 20}}, Clock: s.clock}
	for _, each := range change {
		each(&cfg)
	}
	s.teams(t)
	w.site = site.New(cfg, s.store)
	w.admin, err = twilio.NewAdmin(twilio.Config{BaseURL: web.URL, AccountSid: w.sim.AccountSid(), Username: w.sim.AccountSid(), Password: w.sim.AuthToken(), Clock: s.clock})
	must(t, err)
	t.Cleanup(w.admin.Close)
	s.rebuild(t, func(c *api.Config) { c.Site = w.site })
	return w
}

// teams saves the team that is to have a queue.
func (s *server) teams(t *testing.T) {
	t.Helper()
	s.ask(t, "admin", http.MethodPut, "/api/v1/teams", `{"items":[{"name":"welcome","owner_minutes":10,"team_minutes":20}]}`).want(t, http.StatusOK)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// plan is the part of a plan that tests look at.
type plan struct {
	Status    string  `json:"status"`
	Detail    *string `json:"detail"`
	Digest    *string `json:"digest"`
	JobID     *string `json:"job_id"`
	Workspace *struct {
		Sid string `json:"sid"`
	} `json:"workspace"`
	Steps []struct {
		Action   string   `json:"action"`
		Kind     string   `json:"kind"`
		Name     string   `json:"name"`
		Obstacle *string  `json:"obstacle"`
		Diff     []string `json:"diff"`
	} `json:"steps"`
	Undo []struct {
		Name string `json:"name"`
	} `json:"undo"`
	Values []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"values"`
}

// setupJob is the part of a set-up's job that tests look at.
type setupJob struct {
	ID     string  `json:"id"`
	Action string  `json:"action"`
	Status string  `json:"status"`
	Total  int     `json:"total"`
	Done   int     `json:"done"`
	Failed int     `json:"failed"`
	Error  *string `json:"error"`
	Steps  []struct {
		Name  string  `json:"name"`
		State string  `json:"state"`
		Told  *string `json:"told"`
	} `json:"steps"`
}

func (w *workspace) plan(t *testing.T, query string) (plan, string) {
	t.Helper()
	got := w.ask(t, "admin", http.MethodGet, "/api/v1/setup/plan"+query, "").want(t, http.StatusOK)
	return into[plan](t, got), got.header.Get("ETag")
}

const byCallback = `{"events":"callback"}`

// apply asks for a plan to be applied, and works on it as the pass does.
func (w *workspace) apply(t *testing.T, body, tag string) setupJob {
	t.Helper()
	job := into[setupJob](t, w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", body, "If-Match", tag).want(t, http.StatusAccepted))
	return w.worked(t, job)
}

func (w *workspace) worked(t *testing.T, job setupJob) setupJob {
	t.Helper()
	if _, err := w.site.WorkOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	return into[setupJob](t, w.ask(t, "admin", http.MethodGet, "/api/v1/jobs/"+job.ID, "").want(t, http.StatusOK))
}

// state is what of the workspace setup may touch.
func (w *workspace) state(t *testing.T) setup.State {
	t.Helper()
	state, err := setup.Read(t.Context(), w.admin, setup.Wanted{WorkspaceSid: w.sim.WorkspaceSid(), Events: setup.Streams, PublicURL: "https://ringback.example.org"})
	must(t, err)
	return state
}
