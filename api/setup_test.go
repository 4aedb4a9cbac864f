package api_test

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/site"
)

func TestSetupByClicking(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for _, events := range []string{"callback", "streams"} {
			w := s.withWorkspace(t)
			before := w.state(t)
			shown, tag := w.plan(t, "?events="+events)
			if shown.Status != "ready" || tag != `"`+*shown.Digest+`"` || len(shown.Undo) != 0 || len(shown.Values) != 5 {
				t.Fatalf("%+v", shown)
			}
			if again, same := w.plan(t, "?events="+events); same != tag || !reflect.DeepEqual(again, shown) {
				t.Error("the same workspace has another plan")
			}
			w.clock.Advance(time.Second)
			job := w.apply(t, `{"events":"`+events+`"}`, tag)
			if job.Status != "done" || job.Error != nil || job.Done != job.Total || job.Total < 4 {
				t.Fatalf("%+v", job)
			}
			after, tag := w.plan(t, "") // as it was chosen for the last set-up
			if after.Status != "nothing_to_do" || len(after.Undo) != job.Total {
				t.Fatalf("%+v", after)
			}
			w.clock.Advance(time.Second)
			if idle := w.apply(t, `{"events":"`+events+`"}`, tag); idle.Total != 0 || idle.Status != "done" || idle.Error != nil {
				t.Errorf("%+v", idle)
			}
			w.clock.Advance(time.Second)
			undo := w.worked(t, into[setupJob](t, w.ask(t, "admin", http.MethodPost, "/api/v1/setup/undo", "").want(t, http.StatusAccepted)))
			if undo.Action != "setup_undo" || undo.Done != job.Total || undo.Error != nil || str(undo.Steps[0].Told) == "" {
				t.Errorf("%+v", undo)
			}
			if !reflect.DeepEqual(before, w.state(t)) {
				t.Errorf("it is not as it was: %+v", w.state(t))
			}
			w.ask(t, "admin", http.MethodPost, "/api/v1/setup/undo", "").refused(t, http.StatusConflict, "setup_nothing_to_undo", "")
		}
	})
}

// What is applied is what was shown: a workspace that has changed since is left alone, before the job and in it.
func TestAnotherPlanThanWasShownIsNotApplied(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t)
	_, tag := w.plan(t, "")
	change := func(name string) {
		t.Helper()
		_, err := w.admin.CreateQueue(t.Context(), w.sim.WorkspaceSid(), name, "1==2") // of a name that is to be ours
		must(t, err)
	}
	change("Ringback: everyone")
	for _, other := range []string{tag, "*", `"0"`, strings.Trim(tag, `"`)} {
		w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback, "If-Match", other).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
	}
	w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback).refused(t, http.StatusUnprocessableEntity, "validation_failed", "If-Match")
	_, tag = w.plan(t, "")
	w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", `{"events":"callback","take_over":true}`, "If-Match", tag).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
	begun := into[setupJob](t, w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback, "If-Match", tag).want(t, http.StatusAccepted))
	change("Ringback: welcome")
	before := w.state(t)
	if job := w.worked(t, begun); job.Failed != 1 || !strings.Contains(str(job.Error), "has changed") || job.Done != 0 {
		t.Errorf("%+v", job)
	}
	if !reflect.DeepEqual(before, w.state(t)) {
		t.Error("something was changed")
	}
}

func TestSetupIsOneAtATimeAndAsksOnce(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t)
	_, tag := w.plan(t, "")
	once := func() setupJob {
		return into[setupJob](t, w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback, "If-Match", tag, "Idempotency-Key", "k1").want(t, http.StatusAccepted))
	}
	job := once()
	if again := once(); again.ID != job.ID {
		t.Errorf("%s and %s", again.ID, job.ID)
	}
	w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback, "If-Match", tag).refused(t, http.StatusConflict, "setup_running", "")
	if shown, _ := w.plan(t, ""); str(shown.JobID) != job.ID {
		t.Errorf("under way is %s", str(shown.JobID))
	}
	w.ask(t, "supervisor", http.MethodGet, "/api/v1/jobs/"+job.ID, "").refused(t, http.StatusNotFound, "not_found", "")
	if over := w.worked(t, job); over.Done != over.Total {
		t.Errorf("%+v", over)
	}
	if shown, _ := w.plan(t, ""); shown.JobID != nil {
		t.Errorf("under way is %s", *shown.JobID)
	}
}

// What the command has set up by Event Streams is looked at by Event Streams.
func TestPlanFollowsTheSinkThatIsThere(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t)
	if shown, _ := w.plan(t, ""); shown.Steps[len(shown.Steps)-1].Kind != "event callback" {
		t.Errorf("%+v", shown.Steps)
	}
	_, err := w.admin.CreateSink(t.Context(), "Ringback", "https://ringback.example.org/webhooks/twilio/event-streams")
	must(t, err)
	if shown, _ := w.plan(t, ""); shown.Steps[len(shown.Steps)-1].Kind != "event subscription" {
		t.Errorf("%+v", shown.Steps)
	}
}

func TestAnotherSystemsCallbackBlocksThePlan(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t)
	must(t, w.admin.SetEventCallback(t.Context(), w.sim.WorkspaceSid(), "https://crm.example.org/tr", "task.created"))
	shown, tag := w.plan(t, "")
	last := shown.Steps[len(shown.Steps)-1]
	if shown.Status != "blocked" || str(last.Obstacle) != "other_callback" {
		t.Fatalf("%+v", shown)
	}
	w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback, "If-Match", tag).refused(t, http.StatusConflict, "setup_blocked", "")
	shown, tag = w.plan(t, "?take_over=1")
	if shown.Status != "ready" {
		t.Fatalf("%+v", shown)
	}
	if job := w.apply(t, `{"events":"callback","take_over":true}`, tag); job.Error != nil {
		t.Errorf("%+v", job)
	}
	if url := w.state(t).Workspace.EventCallbackURL; !strings.HasPrefix(url, "https://ringback.example.org/") {
		t.Errorf("events go to %s", url)
	}
}

// A set-up that Twilio ends is told where it ended, and the next one goes on from there.
func TestSetupThatFailsIsGoneOnWith(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t)
	_, tag := w.plan(t, "")
	must(t, w.sim.Inject(twiliosim.Fault{Op: "UpdateWorkflow", Kind: twiliosim.FaultErrorBefore, Count: 1}))
	job := w.apply(t, byCallback, tag)
	if job.Failed != 1 || job.Error == nil || job.Done == 0 || job.Steps[job.Done].State != "failed" {
		t.Fatalf("%+v", job)
	}
	_, tag = w.plan(t, "")
	if rest := w.apply(t, byCallback, tag); rest.Error != nil || rest.Total != job.Total-job.Done {
		t.Errorf("%+v after %+v", rest, job)
	}
	if shown, _ := w.plan(t, ""); shown.Status != "nothing_to_do" || len(shown.Undo) != job.Total {
		t.Errorf("%+v", shown)
	}
}

// An instance that ends in the middle gives the run back; the next one goes on, though the workspace is no longer as the plan was shown.
func TestSetupThatIsInterruptedGoesOn(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t)
	_, tag := w.plan(t, "")
	job := into[setupJob](t, w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback, "If-Match", tag).want(t, http.StatusAccepted))
	ctx, end := context.WithCancel(t.Context())
	kill := func(r *http.Request) {
		if r.Method == http.MethodPost && strings.Contains(r.URL.Path, "/Workflows/") {
			end()
		}
	}
	w.before.Store(&kill)
	if n, err := w.site.WorkOnce(ctx); n != 0 {
		t.Fatalf("it came to an end: %v", err)
	}
	w.before.Store(nil)
	half := into[setupJob](t, w.ask(t, "admin", http.MethodGet, "/api/v1/jobs/"+job.ID, "").want(t, http.StatusOK))
	if half.Status != "running" || half.Done == 0 || half.Failed != 0 {
		t.Errorf("%+v", half)
	}
	if over := w.worked(t, job); over.Status != "done" || over.Error != nil || over.Done != over.Total {
		t.Errorf("%+v", over)
	}
	if shown, _ := w.plan(t, ""); shown.Status != "nothing_to_do" {
		t.Errorf("%+v", shown)
	}
}

func TestPlanSaysWhyThereIsNone(t *testing.T) {
	t.Parallel()
	for status, spoil := range map[string]func(*site.Config){
		"refused":        func(c *site.Config) { c.Password = "another" },
		"unreachable":    func(c *site.Config) { c.TaskRouterURL = "http://127.0.0.1:1" },
		"not_configured": func(c *site.Config) { c.WorkspaceSid = "WS00000000000000000000000000000009" },
	} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			w := start(t, dbtest.SQLite(t)).withWorkspace(t, spoil)
			shown, tag := w.plan(t, "")
			if shown.Status != status || str(shown.Detail) == "" || tag != "" || shown.Digest != nil || len(shown.Values) != 5 {
				t.Errorf("%+v", shown)
			}
			got := w.ask(t, "admin", http.MethodPost, "/api/v1/setup/apply", byCallback, "If-Match", `"0"`)
			if status == "unreachable" {
				got.refused(t, http.StatusServiceUnavailable, "unavailable", "")
				return
			}
			got.refused(t, http.StatusConflict, "not_configured", "")
		})
	}
	s := start(t, dbtest.SQLite(t)) // a program without a site
	if got := s.ask(t, "admin", http.MethodGet, "/api/v1/setup/plan", "").want(t, http.StatusOK); into[plan](t, got).Status != "not_configured" {
		t.Errorf("%s", got.body)
	}
	s.ask(t, "admin", http.MethodGet, "/api/v1/doctor", "").refused(t, http.StatusConflict, "not_configured", "")
}

func TestSetupPageShowsNoSecret(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t, func(c *site.Config) { c.PublicURL = "http://127.0.0.1:1" })
	for _, path := range []string{"/api/v1/setup/plan", "/api/v1/doctor"} {
		got := w.ask(t, "admin", http.MethodGet, path, "").want(t, http.StatusOK)
		if strings.Contains(string(got.body), w.sim.AuthToken()) {
			t.Errorf("%s shows the auth token", path)
		}
	}
}

func TestDoctorByClicking(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t, func(c *site.Config) { c.PublicURL = "http://127.0.0.1:1" }) // where nobody listens
	type findings struct {
		Failed   bool `json:"failed"`
		Findings []struct {
			Check, Status, Seen string
			Remedy              *string
		} `json:"findings"`
	}
	status := map[string]string{}
	all := into[findings](t, w.ask(t, "admin", http.MethodGet, "/api/v1/doctor", "").want(t, http.StatusOK))
	for _, f := range all.Findings {
		status[f.Check] = f.Status
		if (f.Status != "pass") != (str(f.Remedy) != "") {
			t.Errorf("%+v", f)
		}
	}
	for check, want := range map[string]string{"instance": "fail", "Twilio": "pass", "plan": "fail", "database": "pass", "ledger": "pass", "public URL": "warn"} {
		if status[check] != want {
			t.Errorf("%s: %q, want %s", check, status[check], want)
		}
	}
	must(t, w.sim.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultErrorBefore, Count: 1}))
	one := into[findings](t, w.ask(t, "admin", http.MethodPost, "/api/v1/doctor/loopback", "").want(t, http.StatusOK))
	if !all.Failed || !one.Failed || len(one.Findings) != 1 || one.Findings[0].Check != "loopback" {
		t.Errorf("%+v", one)
	}
}
