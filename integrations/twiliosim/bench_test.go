package twiliosim_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// try sends one request straight into the handler and gives the status.
func try(t testing.TB, sim *twiliosim.Server, method, path, query, form string) int {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, "/v1/Workspaces/"+sim.WorkspaceSid()+path, strings.NewReader(form))
	request.URL.RawQuery = query // which need not be one
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
		if status := try(b, sim, http.MethodPost, "/Tasks", "", form.Encode()); status != http.StatusCreated {
			b.Fatalf("answered %d", status)
		}
	}
}

// BenchmarkCreateTaskOverHTTP is the same through a port, with the client on the same machine.
func BenchmarkCreateTaskOverHTTP(b *testing.B) {
	sim := twiliosim.New(twiliosim.Config{AccountSid: account, AuthToken: token})
	seeded, err := sim.SeedRingback(twiliosim.SeedOptions{Offline: true})
	if err != nil {
		b.Fatal(err)
	}
	web := httptest.NewServer(sim)
	defer web.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	form := url.Values{"WorkflowSid": {seeded.WorkflowSid}, "TaskChannel": {"voice"}, "Attributes": {`{"taskType":"callback","cb_routing":"anyone"}`}}
	address, body := web.URL+"/v1/Workspaces/"+sim.WorkspaceSid()+"/Tasks", form.Encode()
	b.SetParallelism(16)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if status, err := post(b, client, address, body); err != nil || status != http.StatusCreated {
				b.Errorf("answered %d: %v", status, err)
			}
		}
	})
}

func post(b *testing.B, client *http.Client, address, body string) (int, error) {
	request, err := http.NewRequestWithContext(b.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("make request: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(account, token)
	response, err := client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("send request: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return response.StatusCode, fmt.Errorf("read answer: %w", err)
	}
	return response.StatusCode, nil
}
