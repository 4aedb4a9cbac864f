package contract_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/ringback/ringback/integrations/twiliosim/contract"
)

// small is a document of the same shape as Twilio's, so that the checker is tested where that is not at hand.
const small = `{"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": {"/v1/Workspaces/{Sid}": {
	"servers": [{"url": "https://taskrouter.twilio.com"}],
	"post": {"parameters": [{"name": "Sid", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^WS[0-9a-f]{32}$"}}],
		"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object",
			"properties": {"Timeout": {"type": "integer"}}}}}},
		"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object",
			"properties": {"priority": {"type": "integer"}}}}}}}}}}}`

const workspace = "/v1/Workspaces/WS0123456789abcdef0123456789abcdef"

func load(t *testing.T) *contract.Checker {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, contract.Document), []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	checker, err := contract.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return checker
}

func TestWrap(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		path, form, answer string
		status, problems   int
	}{
		"fits":                    {workspace, "Timeout=60", `{"priority": 1}`, 200, 0},
		"answer of another kind":  {workspace, "Timeout=60", `{"priority": "1"}`, 200, 1},
		"request of another kind": {workspace, "Timeout=soon", `{"priority": 1}`, 200, 1},
		"bad id":                  {"/v1/Workspaces/WS1", "Timeout=60", `{"priority": 1}`, 200, 1},
		"unknown path":            {"/v1/Elsewhere", "", `{}`, 200, 1},
		"status not in document":  {workspace, "Timeout=60", `{"priority": 1}`, 201, 1},
		"error is let through":    {workspace, "Timeout=soon", `{"priority": "1"}`, 429, 0},
		"not under /v1/":          {"/_sim/state", "", `{"priority": "1"}`, 200, 0},
	}
	checker := load(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := exchange(t, checker, c.path, c.form, c.answer, c.status); got != c.problems {
				t.Errorf("%d problems reported, want %d", got, c.problems)
			}
		})
	}
}

// exchange sends one request and counts what was reported.
func exchange(t *testing.T, checker *contract.Checker, path, form, answer string, status int) int {
	t.Helper()
	var lock sync.Mutex
	problems := 0
	plain := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil || r.PostForm.Encode() != form {
			t.Errorf("the handler read form %q, want %q (%v)", r.PostForm.Encode(), form, err)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		if err := json.NewEncoder(w).Encode(json.RawMessage(answer)); err != nil {
			t.Errorf("answer: %v", err)
		}
	})
	web := httptest.NewServer(checker.Wrap(plain, func(error) {
		lock.Lock()
		defer lock.Unlock()
		problems++
	}))
	values, err := url.ParseQuery(form)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, web.URL+path, strings.NewReader(values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := web.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
	web.Close() // waits for the handler, and so for the report
	return problems
}

func TestLoadWithoutDocument(t *testing.T) {
	t.Parallel()
	if _, err := contract.Load(t.TempDir()); err == nil {
		t.Error("an empty folder was loaded")
	}
}
