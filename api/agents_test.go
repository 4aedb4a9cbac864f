package api_test

import (
	"net/http"
	"testing"
)

func TestAgentsTeamsAreSaved(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.knows(t, ana)
		type page struct {
			Items []struct {
				WorkerSid  string `json:"worker_sid"`
				Team       string `json:"team"`
				TeamSource string `json:"team_source"`
			} `json:"items"`
			Version int `json:"version"`
		}
		const path = "/api/v1/agents"
		body := `{"items":[{"worker_sid":"` + ana + `","team":"street"}],"note":"she helps out"}`
		dry := into[struct{ Open, Affected int }](t, s.ask(t, "admin", http.MethodPut, path+"?dry_run=1", body).want(t, http.StatusOK))
		if dry.Affected != 0 {
			t.Errorf("the dry run says %+v", dry)
		}
		if before := into[page](t, s.ask(t, "supervisor", http.MethodGet, path, "").want(t, http.StatusOK)); before.Items[0].Team != "welcome" || before.Items[0].TeamSource != "taskrouter" {
			t.Errorf("before: %+v", before)
		}
		saved := s.ask(t, "admin", http.MethodPut, path, body).want(t, http.StatusOK)
		if got := into[page](t, saved); got.Version != 1 || got.Items[0].Team != "street" || got.Items[0].TeamSource != "manual" || saved.header.Get("ETag") != `"1"` {
			t.Errorf("saved %s", saved.body)
		}
		// What a list shows can be saved as it is.
		list := into[map[string]any](t, s.ask(t, "admin", http.MethodGet, path, "").want(t, http.StatusOK))
		again := s.ask(t, "admin", http.MethodPut, path, marshal(t, map[string]any{"items": list["items"]}), "If-Match", `"1"`).want(t, http.StatusOK)
		if got := into[page](t, again); got.Items[0].Team != "street" {
			t.Errorf("saved as it was: %s", again.body)
		}
		s.ask(t, "admin", http.MethodPut, path, body, "If-Match", `"0"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		back := s.ask(t, "admin", http.MethodPost, path+"/rollback", `{"version":0}`).want(t, http.StatusOK)
		if got := into[page](t, back); got.Items[0].Team != "welcome" || got.Items[0].TeamSource != "taskrouter" {
			t.Errorf("back %s", back.body)
		}
		if got := into[struct{ Items []any }](t, s.ask(t, "supervisor", http.MethodGet, path+"/versions", "").want(t, http.StatusOK)); len(got.Items) != 2 { // saving what is in force makes none
			t.Errorf("%d versions", len(got.Items))
		}
		for body, field := range map[string]string{
			`{}`: "items",
			`{"items":[{"worker_sid":"WK1","team":"a"}]}`:                                                 "items[0].worker_sid",
			`{"items":[{"worker_sid":"` + ben + `"},{"worker_sid":"` + ana + `","team":""}]}`:             "items[1].team",
			`{"items":[{"worker_sid":"` + ana + `","team":"a"},{"worker_sid":"` + ana + `","team":"b"}]}`: "items[1].worker_sid",
			`{"items":[{"worker_sid":"` + ana + `","team":"a","team_source":"me"}]}`:                      "items[0].team_source",
		} {
			s.ask(t, "admin", http.MethodPut, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}
