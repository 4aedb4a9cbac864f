package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// golden compares a body, indented and with its ids numbered, with a file in testdata. Times are the fake clock's.
func golden(t *testing.T, name string, a answer) {
	t.Helper()
	var text bytes.Buffer
	if err := json.Indent(&text, a.body, "", "  "); err != nil {
		t.Fatalf("%s: %v", a.body, err)
	}
	got := stableIDs(text.String())
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./api -update writes it anew); got:\n%s", file, got)
	}
}

// stableIDs numbers the ids of a text in the order in which they come, for each prefix.
func stableIDs(text string) string {
	names, counts := map[string]string{}, map[string]int{}
	return regexp.MustCompile(`\b(cb|rec|evt|att|in|ovr)_[0-9A-Z]{26}\b`).ReplaceAllStringFunc(text, func(id string) string {
		if names[id] == "" {
			prefix, _, _ := strings.Cut(id, "_")
			counts[prefix]++
			names[id] = fmt.Sprintf("%s_%d", prefix, counts[prefix])
		}
		return names[id]
	})
}

func TestGoldenBodies(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		first := s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks", fullBody).want(t, http.StatusCreated)
		golden(t, "created", first)
		id := into[callback](t, first).ID
		golden(t, "already_open", s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks", strings.Replace(fullBody, "WT01", "WT02", 1)).want(t, http.StatusConflict))
		golden(t, "list", s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusOK))
		s.accept(t, ana)
		s.clock.Advance(23 * time.Hour)
		golden(t, "again", s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks/"+id+"/outcome",
			`{"code":"Callback Agent","notes":"at dinner","callback_request":{"local_time":"2026-12-02T17:30"}}`).want(t, http.StatusOK))
		golden(t, "story", s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks/"+id, "").want(t, http.StatusOK))
		golden(t, "records", s.ask(t, "dialer", http.MethodGet, "/api/v1/records", "").want(t, http.StatusOK))
		golden(t, "invalid", s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks",
			`{"record":{"external_id":"D-2","phone":"+1"},"local_time":"2026-12-01T18:00Z"}`).want(t, http.StatusUnprocessableEntity))
		golden(t, "outcomes", s.ask(t, "ana", http.MethodGet, "/api/v1/outcomes", "").want(t, http.StatusOK))
		golden(t, "teams", s.ask(t, "ana", http.MethodGet, "/api/v1/teams", "").want(t, http.StatusOK))
		s.reject(t, "EV01")
		golden(t, "inbox", s.ask(t, "admin", http.MethodGet, "/api/v1/inbox?state=rejected", "").want(t, http.StatusOK))
	})
}

// fullBody has every field that a booking can have.
const fullBody = `{"record":{"external_id":"D-1001","name":"Aroha Ngata","phone":"0491 570 156","timezone":"Australia/Perth","region":"AU","campaign":"welcome","team":"welcome"},
"local_time":"2026-12-01T18:00","timezone":"Australia/Perth","window_minutes":45,"routing":"agent","agent_strict":true,"team":"welcome","worker_sid":"` + ana + `",
"reason":"driving home","notes":"prefers mornings","phone":"+61491570157",
"override":{"requested_by":"donor","captured_via":"call","wording":"night shift, ring at 23:00","recording_sid":"RE01"},"source_task_sid":"WT01"}`
