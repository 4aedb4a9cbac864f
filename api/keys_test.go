package api_test

import (
	"database/sql"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/models/dbtest"
)

// key is the part of a key that tests look at.
type key struct {
	Name       string  `json:"name"`
	Key        *string `json:"key"`
	LastUsedAt *string `json:"last_used_at"`
	RevokedAt  *string `json:"revoked_at"`
}

func TestKeys(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		const post, path = http.MethodPost, "/api/v1/keys"
		body := `{"name":"the crm 1","role":"dialer","expires_at":"2026-12-01T14:00:00+02:00"}`
		made := s.ask(t, "admin", post, path, body, "Idempotency-Key", "k").want(t, http.StatusCreated)
		s.keys["crm"] = str(into[key](t, made).Key)
		if made.header.Get("Location") != "/api/v1/keys/the%20crm%201" || !strings.HasPrefix(s.keys["crm"], "rbk_") {
			t.Errorf("%v %s", made.header, made.body)
		}
		again := s.ask(t, "admin", post, path, body, "Idempotency-Key", "k").want(t, http.StatusCreated)
		if got := into[key](t, again); got.Key != nil || got.Name != "the crm 1" || again.header.Get("Location") != made.header.Get("Location") {
			t.Errorf("again: %s", again.body)
		}
		s.ask(t, "admin", post, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", "name")
		s.ask(t, "crm", http.MethodGet, "/api/v1/call-list", "").want(t, http.StatusOK)
		listed := s.ask(t, "admin", http.MethodGet, path, "").want(t, http.StatusOK)
		if strings.Contains(string(listed.body), s.keys["crm"]) || strings.Contains(s.logs.String(), s.keys["crm"]) {
			t.Error("a key's text is shown twice")
		}
		for _, k := range into[struct{ Items []key }](t, listed).Items {
			if used := k.Name == "the crm 1" || k.Name == "admin"; used != (k.LastUsedAt != nil) || k.RevokedAt != nil {
				t.Errorf("%+v", k)
			}
		}
		s.clock.Advance(24 * time.Hour)
		s.ask(t, "crm", http.MethodGet, "/api/v1/call-list", "").refused(t, http.StatusUnauthorized, "unauthenticated", "")
		s.ask(t, "admin", http.MethodDelete, path+"/dialer", "").want(t, http.StatusNoContent)
		s.ask(t, "dialer", http.MethodGet, "/api/v1/call-list", "").refused(t, http.StatusUnauthorized, "unauthenticated", "")
		for _, name := range []string{"dialer", "nobody", "a%2Fb"} {
			s.ask(t, "admin", http.MethodDelete, path+"/"+name, "").refused(t, http.StatusNotFound, "not_found", "")
		}
		for body, field := range map[string]string{`{"name":"","role":"admin"}`: "name", `{"name":"a/b","role":"admin"}`: "name", `{"name":"..","role":"admin"}`: "name", `{"name":"x","role":"king"}`: "role", `{"name":"x","role":"agent"}`: "worker_sid",
			`{"name":"x","role":"admin","expires_at":"soon"}`: "expires_at", `{"name":"x","role":"admin","expires_at":"2026-12-01T11:00:00Z"}`: "expires_at"} {
			s.ask(t, "admin", post, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}

// Keys were once named with slashes, which are new ones no more: those that are left are revoked, and make links, by the name percent-encoded.
func TestAKeyOfOldWithASlash(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	s.router = mux.NewRouter().UseEncodedPath() // as the program has it
	newHandler(t, s, func() {}).Register(s.router)
	db, err := sql.Open("sqlite", strings.TrimPrefix(s.url, "sqlite:")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // nothing is lost
	for before, after := range map[string]string{"dialer": "crm/dialer", "ana": "crm/link", "supervisor": ".."} {
		if _, err := db.ExecContext(t.Context(), "UPDATE api_keys SET name = ? WHERE name = ?", after, before); err != nil {
			t.Fatal(err)
		}
	}
	s.ask(t, "admin", http.MethodPost, "/api/v1/keys/crm%2Flink/link", "").want(t, http.StatusCreated)
	for key, path := range map[string]string{"dialer": "crm%2Fdialer", "ana": "crm%2Flink", "supervisor": "%2E%2E"} {
		s.ask(t, key, http.MethodGet, "/api/v1/session", "").want(t, http.StatusOK)
		s.ask(t, "admin", http.MethodDelete, "/api/v1/keys/"+path, "").want(t, http.StatusNoContent)
		s.ask(t, key, http.MethodGet, "/api/v1/session", "").refused(t, http.StatusUnauthorized, "unauthenticated", "")
	}
}

func TestSignInLinkOfAKey(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		type link struct {
			Path      *string `json:"path"`
			ExpiresAt string  `json:"expires_at"`
		}
		const post, keys = http.MethodPost, "/api/v1/keys"
		s.ask(t, "admin", post, keys, `{"name":"the manager 1","role":"supervisor"}`).want(t, http.StatusCreated)
		const path = keys + "/the%20manager%201/link"
		made := s.ask(t, "admin", post, path, "", "Idempotency-Key", "l").want(t, http.StatusCreated)
		code, found := strings.CutPrefix(str(into[link](t, made).Path), "/signin#code=")
		if !found || strings.Contains(s.logs.String(), code) {
			t.Fatalf("%s", made.body)
		}
		if again := into[link](t, s.ask(t, "admin", post, path, "", "Idempotency-Key", "l").want(t, http.StatusCreated)); again.Path != nil {
			t.Error("a code is shown twice")
		}
		s.ask(t, "", post, "/api/v1/session", `{"code":"`+code+`"}`).want(t, http.StatusCreated)
		s.ask(t, "", post, "/api/v1/session", `{"code":"`+code+`"}`).refused(t, http.StatusUnauthorized, "unauthenticated", "")
		s.ask(t, "admin", post, keys+"/dialer/link", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "key")
		s.ask(t, "admin", post, keys+"/nobody/link", "").refused(t, http.StatusNotFound, "not_found", "")
		s.ask(t, "supervisor", post, path, "").refused(t, http.StatusForbidden, "forbidden", "")
	})
}
