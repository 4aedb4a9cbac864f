package api_test

import (
	"net/http"
	"testing"
)

func TestReasonsAreSaved(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.knows(t, ana)
		type page struct {
			Items []struct {
				Code  string `json:"code"`
				Label string `json:"label"`
				Team  string `json:"team"`
			} `json:"items"`
			Version int `json:"version"`
		}
		const path = "/api/v1/reasons"
		shipped := s.ask(t, "ana", http.MethodGet, path, "").want(t, http.StatusOK)
		golden(t, "reasons", shipped)
		body := `{"items":[{"code":"bank_details","label":"No card at hand","labels":{"ar":"بلا بطاقة"},"match":["card"],"team":"street"},{"code":"driving"}],"note":"two will do"}`
		if dry := into[dryRun](t, s.ask(t, "admin", http.MethodPut, path+"?dry_run=1", body).want(t, http.StatusOK)); dry.Affected != 0 || !dry.DryRun {
			t.Errorf("the dry run says %+v", dry)
		}
		if got := s.ask(t, "ana", http.MethodGet, path, "").want(t, http.StatusOK); string(got.body) != string(shipped.body) {
			t.Errorf("a dry run stored something: %s", got.body)
		}
		saved := s.ask(t, "admin", http.MethodPut, path, body, "If-Match", shipped.header.Get("ETag")).want(t, http.StatusOK)
		if got := into[page](t, saved); got.Version != 1 || len(got.Items) != 2 || got.Items[0].Team != "street" || got.Items[1].Label != "driving" {
			t.Errorf("saved %s", saved.body)
		}
		// What a list shows can be saved as it is, and an agent is not offered another team's.
		list := into[map[string]any](t, s.ask(t, "admin", http.MethodGet, path, "").want(t, http.StatusOK))
		s.ask(t, "admin", http.MethodPut, path, marshal(t, map[string]any{"items": list["items"]}), "If-Match", `"1"`).want(t, http.StatusOK)
		if got := into[page](t, s.ask(t, "ana", http.MethodGet, path, "").want(t, http.StatusOK)); len(got.Items) != 1 || got.Items[0].Code != "driving" {
			t.Errorf("ana is offered %+v", got)
		}
		s.ask(t, "admin", http.MethodPut, path, body, "If-Match", `"0"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		back := s.ask(t, "admin", http.MethodPost, path+"/rollback", `{"version":0}`).want(t, http.StatusOK)
		if got := into[page](t, back); len(got.Items) != 5 {
			t.Errorf("back %s", back.body)
		}
		for body, field := range map[string]string{
			`{}`: "items", `{"items":[{"code":"a"},{"code":"Other"}]}`: "items[1].code", `{"items":[{"code":"a","match":["x"]},{"code":"b","match":["X"]}]}`: "items[1].match[0]",
			`{"items":[{"code":"a","labels":{"Arabic":"x"}}]}`: "items[0].labels",
		} {
			s.ask(t, "admin", http.MethodPut, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}
