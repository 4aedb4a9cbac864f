package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

func TestBodies(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	good := `{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"2026-12-01T18:00","timezone":"Australia/Perth"}`
	for body, field := range map[string]string{
		"":                            "body",
		" ":                           "body",
		"null":                        "record",
		"{":                           "body",
		"[]":                          "body",
		`"text"`:                      "body",
		"{]":                          "body",
		good + good:                   "body",
		good + "]":                    "body",
		`{"colour":"red"}`:            "colour",
		`{"record":{"colour":"red"}}`: "colour",
		`{"record":[]}`:               "record",
		`{"record":{"name":1}}`:       "record.name",
		`{"window_minutes":"30"}`:     "window_minutes",
		`{"routing":{}}`:              "routing",
		`{"agent_strict":"yes"}`:      "agent_strict",
		`{"override":"yes"}`:          "override",
		strings.Repeat("[", 20000):    "body",
	} {
		r := s.request(t.Context(), "intake", http.MethodPost, "/api/v1/callbacks", body)
		r.Header.Set("Content-Type", "application/json; charset=UTF-8")
		p := s.send(t, r, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		if strings.Contains(p.Detail, "models.") || strings.Contains(p.Detail, "json:") {
			t.Errorf("inside words: %s", p.Detail)
		}
	}
}

func TestMediaTypes(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for _, media := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "application/merge-patch+json", ";"} {
		for _, path := range []string{"/api/v1/callbacks", "/api/v1/call-list/check", "/api/v1/records"} {
			s.ask(t, "admin", http.MethodPost, path, "{}", "Content-Type", media).refused(t, http.StatusUnsupportedMediaType, "unsupported_media_type", "")
		}
	}
}

func TestBodyTooLarge(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for _, body := range []string{`{"notes":"` + strings.Repeat("x", 1<<20) + `"}`, `{}` + strings.Repeat(" ", 1<<20)} {
		s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", body).refused(t, http.StatusRequestEntityTooLarge, "body_too_large", "")
	}
}

func TestQueries(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for path, field := range map[string]string{
		"/api/v1/callbacks?colour=red":                     "colour",
		"/api/v1/callbacks?status=open":                    "status",
		"/api/v1/callbacks?status=scheduled,":              "status",
		"/api/v1/callbacks?due=soon":                       "due",
		"/api/v1/callbacks?sort=name":                      "sort",
		"/api/v1/callbacks?limit=0":                        "limit",
		"/api/v1/callbacks?limit=201":                      "limit",
		"/api/v1/callbacks?limit=ten":                      "limit",
		"/api/v1/callbacks?cursor=x":                       "cursor",
		"/api/v1/callbacks?limit=1&limit=2":                "limit",
		"/api/v1/callbacks?q=%ff":                          "q",
		"/api/v1/callbacks?q=%zz":                          "query",
		"/api/v1/callbacks?q=" + strings.Repeat("x", 129):  "q",
		"/api/v1/callbacks/mine?worker_sid=" + ana:         "worker_sid",
		"/api/v1/callbacks/cb_1?limit=1":                   "limit",
		"/api/v1/call-list?state=callable":                 "state",
		"/api/v1/records?state=gone":                       "state",
		"/api/v1/records?cursor=cb_0123456789012345678901": "cursor",
		"/api/v1/inbox?cursor=in_1":                        "cursor",
		"/api/v1/outcomes?limit=1":                         "limit",
		"/api/v1/teams?q=x":                                "q",
	} {
		s.ask(t, "admin", http.MethodGet, path, "").refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
	}
	two := s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks?colour=red&limit=0x&due=now&due=owed", "")
	if p := two.refused(t, http.StatusUnprocessableEntity, "validation_failed", "colour"); len(p.Errors) != 2 {
		t.Errorf("not all that is wrong is named: %s", two.body)
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for _, id := range []string{"x", "cb_1", "%ff", "cb_0000000000000000000000000'", "cb_0000000000000000000000000é", strings.Repeat("x", 500)} {
		for _, path := range []string{"/api/v1/callbacks/", "/api/v1/records/"} {
			s.ask(t, "admin", http.MethodGet, path+id, "").refused(t, http.StatusNotFound, "not_found", "")
		}
	}
}

// TestLongestKeyName holds that whatever name a key may have, the ledger can hold it.
func TestLongestKeyName(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		name := strings.Repeat("k", 96)
		key, err := s.store.CreateAPIKey(t.Context(), models.APIKey{Name: name, Role: models.RoleAdmin})
		if err != nil {
			t.Fatal(err)
		}
		s.keys[name] = key
		if cb := s.book(t, name, "D-1", ``); cb.CreatedBy != "key:"+name {
			t.Errorf("created by %s", cb.CreatedBy)
		}
		if _, err := s.store.CreateAPIKey(t.Context(), models.APIKey{Name: name + "k", Role: models.RoleAdmin}); err == nil {
			t.Error("a longer name was taken")
		}
	})
}
