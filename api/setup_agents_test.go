package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/site"
)

// An agent whom TaskRouter counts to no queue of their team is named, and no more once the queue's expression holds for their worker.
func TestDoctorNamesWhoIsMissingInAQueue(t *testing.T) {
	t.Parallel()
	w := start(t, dbtest.SQLite(t)).withWorkspace(t, func(c *site.Config) { c.PublicURL = "http://127.0.0.1:1" }) // where nobody listens
	_, tag := w.plan(t, "?events=callback")
	if job := w.apply(t, byCallback, tag); job.Failed > 0 {
		t.Fatalf("%+v", job)
	}
	agent := w.sim.Workers()[0].Sid // of team main
	w.knows(t, agent)
	told := w.toldOfAgents(t)
	if !strings.Contains(told, "fail") || !strings.Contains(told, agent) || !strings.Contains(told, `"Ringback: welcome"`) || strings.Contains(told, "everyone") {
		t.Errorf("told %q", told)
	}
	for _, queue := range w.state(t).Queues {
		if queue.Name == "Ringback: welcome" {
			must(t, w.admin.SetQueueWorkers(t.Context(), w.sim.WorkspaceSid(), queue.Sid, "team == 'main'"))
		}
	}
	if told := w.toldOfAgents(t); !strings.HasPrefix(told, "pass") {
		t.Errorf("told %q", told)
	}
}

// toldOfAgents is what the doctor says of agents.
func (w *workspace) toldOfAgents(t *testing.T) string {
	t.Helper()
	answer := into[struct {
		Findings []struct{ Check, Status, Seen string }
	}](t, w.ask(t, "admin", http.MethodGet, "/api/v1/doctor", "").want(t, http.StatusOK))
	var told []string
	for _, f := range answer.Findings {
		if f.Check == "agents" {
			told = append(told, f.Status+" "+f.Seen)
		}
	}
	return strings.Join(told, "\n")
}
