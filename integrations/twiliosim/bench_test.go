package twiliosim_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// try sends one request about Tasks straight into the handler and gives the status.
func try(t testing.TB, sim *twiliosim.Server, method, query, form string) int {
	t.Helper()
	target := (&url.URL{Path: "/v1/Workspaces/" + sim.WorkspaceSid() + "/Tasks", RawQuery: query}).String()
	request := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(form))
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	request.SetBasicAuth(account, token)
	answer := httptest.NewRecorder()
	sim.ServeHTTP(answer, request)
	return answer.Code
}

// BenchmarkCreateTask is what a dispatcher's benchmark leans on: creations while nobody is free, however many wait.
func BenchmarkCreateTask(b *testing.B) {
	sim := twiliosim.New(twiliosim.Config{AccountSid: account, AuthToken: token})
	seeded, err := sim.SeedRingback(twiliosim.SeedOptions{Offline: true})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := range b.N {
		attributes := fmt.Sprintf(`{"taskType":"callback","callback_id":"cb_%d","cb_routing":"team","cb_team":"main"}`, i)
		form := url.Values{"WorkflowSid": {seeded.WorkflowSid}, "TaskChannel": {"voice"}, "Attributes": {attributes}, "Timeout": {"3600"}}
		if status := try(b, sim, http.MethodPost, "", form.Encode()); status != http.StatusCreated {
			b.Fatalf("answered %d", status)
		}
	}
}
