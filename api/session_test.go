package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models/dbtest"
)

const sessions = "/api/v1/session"

func TestSessions(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		open := s.signIn(t, "supervisor")
		if c := open.cookie; c.Name != "ringback_session" || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 12*60*60 {
			t.Errorf("cookie %+v", c)
		}
		s.sessions = map[string]session{"desk": open}
		who := s.ask(t, "desk", http.MethodGet, sessions, "").want(t, http.StatusOK)
		want := `{"via":"session","name":"supervisor","role":"supervisor","worker_sid":null,"team":null,"expires_at":"2026-12-01T00:00:00.000Z","csrf_token":"` + open.csrf + `"}`
		if got := strings.TrimSpace(string(who.body)); got != want || len(open.csrf) != 43 || strings.Contains(got, open.cookie.Value) {
			t.Errorf("who am I: %s", got)
		}
		if cb := s.book(t, "desk", "D-1", ``); cb.CreatedBy != "key:supervisor" {
			t.Errorf("created by %s", cb.CreatedBy)
		}
		out := s.ask(t, "desk", http.MethodDelete, sessions, "").want(t, http.StatusNoContent)
		if gone := (&http.Response{Header: out.header}).Cookies(); len(gone) != 1 || gone[0].MaxAge >= 0 || gone[0].Name != "ringback_session" {
			t.Errorf("cookies %v", gone)
		}
		s.ask(t, "desk", http.MethodGet, sessions, "").refused(t, http.StatusUnauthorized, "unauthenticated", "")
		s.sessions["desk"] = s.signIn(t, "supervisor")
		s.ask(t, "admin", http.MethodDelete, "/api/v1/keys/supervisor", "").want(t, http.StatusNoContent)
		s.ask(t, "desk", http.MethodGet, sessions, "").refused(t, http.StatusUnauthorized, "unauthenticated", "")
		for _, secret := range []string{open.cookie.Value, open.csrf, s.keys["supervisor"]} {
			if strings.Contains(s.logs.String(), secret) {
				t.Error("a secret was logged")
			}
		}
	})
}

func TestSessionsOverHTTPS(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	s.rebuild(t, func(c *api.Config) { c.Secure = true })
	open := s.signIn(t, "admin")
	if open.cookie.Name != "__Host-ringback_session" || !open.cookie.Secure {
		t.Errorf("cookie %+v", open.cookie)
	}
	s.sessions = map[string]session{"desk": open}
	s.ask(t, "desk", http.MethodGet, sessions, "").want(t, http.StatusOK)
	open.cookie.Name = "ringback_session" // which a page of another port could have set
	s.ask(t, "desk", http.MethodGet, sessions, "").want(t, http.StatusUnauthorized)
}

// TestOtherPagesCannotUseASession sends what pages of other sites, and scripts that know no token, could send.
func TestOtherPagesCannotUseASession(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.sessions = map[string]session{"desk": s.signIn(t, "admin")}
		cb := s.book(t, "desk", "D-1", ``)
		path, body := "/api/v1/callbacks/"+cb.ID+"/cancel", `{"reason":"x"}`
		for _, headers := range [][]string{
			{"X-Ringback-CSRF", ""}, {"X-Ringback-CSRF", "x"}, {"X-Ringback-CSRF", s.sessions["desk"].cookie.Value},
			{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"},
		} {
			s.ask(t, "desk", http.MethodPost, path, body, headers...).refused(t, http.StatusForbidden, "forbidden", "")
		}
		s.ask(t, "desk", http.MethodGet, "/api/v1/callbacks", "", "X-Ringback-CSRF", "").want(t, http.StatusOK)
		key := `{"key":"` + s.keys["admin"] + `"}`
		s.ask(t, "", http.MethodPost, sessions, key, "Sec-Fetch-Site", "cross-site").refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "", http.MethodPost, sessions, key, "Content-Type", "text/plain").refused(t, http.StatusUnsupportedMediaType, "unsupported_media_type", "")
		s.ask(t, "desk", http.MethodGet, "/api/v1/callbacks", "", "Authorization", "Bearer rbk_nothing").refused(t, http.StatusUnauthorized, "unauthenticated", "")
		s.ask(t, "desk", http.MethodPost, path, body, "Sec-Fetch-Site", "same-origin").want(t, http.StatusOK)
	})
}

func TestSignInLinks(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		code, err := s.store.CreateSignInCode(t.Context(), "ana")
		if err != nil {
			t.Fatal(err)
		}
		body := `{"code":"` + code + `"}`
		s.sessions = map[string]session{"link": opened(t, s.ask(t, "", http.MethodPost, sessions, body).want(t, http.StatusCreated))}
		own := s.book(t, "link", "D-1", `,"routing":"agent"`)
		if str(own.WorkerSid) != ana || own.CreatedBy != "agent:"+ana {
			t.Errorf("owner %s, by %s", str(own.WorkerSid), own.CreatedBy)
		}
		s.ask(t, "", http.MethodPost, sessions, body).refused(t, http.StatusUnauthorized, "unauthenticated", "")
	})
}

func TestSignInsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for _, body := range []string{`{}`, `{"key":"rbk_x","code":"rbc_x"}`, `{"key":1}`, `{"user":"x"}`, ``} {
		r := s.request(t.Context(), "", http.MethodPost, sessions, body, "Content-Type", "application/json")
		s.send(t, r, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", "")
	}
	s.ask(t, "", http.MethodPost, sessions+"?key=x", `{}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "key")
	s.ask(t, "", http.MethodPost, sessions, `{"key":"`+strings.Repeat("x", 5000)+`"}`).refused(t, http.StatusRequestEntityTooLarge, "body_too_large", "")
	s.ask(t, "", http.MethodPost, sessions, `{"key":"`+s.keys["intake"]+`"}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "key")
}

// TestSignInsThatFailAreLimited counts by address, also of those who come through a proxy beside us.
func TestSignInsThatFailAreLimited(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	from := func(address, forwarded, key string) answer {
		r := s.request(t.Context(), "", http.MethodPost, sessions, `{"key":"`+key+`"}`)
		r.RemoteAddr = address
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		return s.send(t, r, `{"key":"`+key+`"}`)
	}
	for _, c := range []struct{ address, forwarded, same, sameForwarded string }{
		{"203.0.113.7:4000", "", "203.0.113.7:4001", "198.51.100.1"},
		{"[2001:db8::1]:4000", "", "[2001:db8::2]:4000", ""},
		{"10.0.0.1:4000", "198.51.100.9", "10.0.0.2:4000", "192.0.2.1, 198.51.100.9"},
	} {
		for range 10 {
			from(c.address, c.forwarded, "rbk_guess").want(t, http.StatusUnauthorized)
		}
		got := from(c.same, c.sameForwarded, s.keys["admin"])
		got.refused(t, http.StatusTooManyRequests, "rate_limited", "")
		if got.header.Get("Retry-After") != "6" {
			t.Errorf("Retry-After %s", got.header.Get("Retry-After"))
		}
	}
	from("203.0.113.8:4000", "", s.keys["admin"]).want(t, http.StatusCreated)
	s.clock.Advance(6 * time.Second)
	from("203.0.113.7:4000", "", s.keys["admin"]).want(t, http.StatusCreated)
	from("203.0.113.7:4000", "", "rbk_guess").want(t, http.StatusUnauthorized)
	from("203.0.113.7:4000", "", "rbk_guess").want(t, http.StatusTooManyRequests)
}
