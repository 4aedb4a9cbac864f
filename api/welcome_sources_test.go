package api_test

import (
	"net/http"
	"testing"
)

func TestWelcomeSourcesAreSaved(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		type page struct {
			Items []struct {
				Name   string            `json:"name"`
				Fields map[string]string `json:"fields"`
			} `json:"items"`
			Version int `json:"version"`
		}
		const path = "/api/v1/welcome-sources"
		s.ask(t, "supervisor", http.MethodGet, path, "").refused(t, http.StatusForbidden, "forbidden", "")
		first := s.ask(t, "admin", http.MethodGet, path, "").want(t, http.StatusOK)
		body := `{"items":[{"name":"web","fields":{"type":"welcome_call.requested","reference":"$.id"}},{"name":"app","fields":{"type":"$.kind","reference":"$.pledge.id","record.phone":"$.phones.0"}}],"note":"two"}`
		if dry := into[dryRun](t, s.ask(t, "admin", http.MethodPut, path+"?dry_run=1", body).want(t, http.StatusOK)); dry.Affected != 0 || !dry.DryRun {
			t.Errorf("the dry run says %+v", dry)
		}
		if got := into[page](t, s.ask(t, "admin", http.MethodGet, path, "").want(t, http.StatusOK)); len(got.Items) != 0 {
			t.Errorf("a dry run stored %+v", got)
		}
		saved := into[page](t, s.ask(t, "admin", http.MethodPut, path, body, "If-Match", first.header.Get("ETag")).want(t, http.StatusOK))
		if saved.Version != 1 || len(saved.Items) != 2 || saved.Items[0].Name != "app" || saved.Items[0].Fields["record.phone"] != "$.phones.0" {
			t.Errorf("saved %+v", saved)
		}
		s.ask(t, "admin", http.MethodPut, path, body, "If-Match", `"0"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		if got := into[struct{ Items []any }](t, s.ask(t, "admin", http.MethodGet, path+"/versions", "").want(t, http.StatusOK)); len(got.Items) != 1 {
			t.Errorf("%d versions", len(got.Items))
		}
		if got := into[page](t, s.ask(t, "admin", http.MethodPost, path+"/rollback", `{"version":0}`).want(t, http.StatusOK)); len(got.Items) != 0 || got.Version != 2 {
			t.Errorf("back %+v", got)
		}
		const good = `{"name":"web","fields":{"type":"welcome_call.requested","reference":"$.id"}}`
		for body, field := range map[string]string{
			`{}`: "items", `{"items":[` + good + `,{"name":"The App","fields":{"type":"a","reference":"b"}}]}`: "items[1].name", `{"items":[` + good + `,` + good + `]}`: "items[0].name",
			`{"items":[` + good + `,{"name":"app","fields":{"type":"a","reference":"b","record.colour":"red"}}]}`: "items[1].fields.record.colour",
			`{"items":[` + good + `,{"name":"app","fields":{"type":"a"}}]}`:                                       "items[1].fields.reference",
		} {
			s.ask(t, "admin", http.MethodPut, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}
