package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models/dbtest"
)

func TestCallersAreLimited(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	s.rebuild(t, func(c *api.Config) { c.Limits = api.Limits{PerSecond: 2, Burst: 5} })
	s.sessions = map[string]session{"desk": s.signIn(t, "admin")}
	for i := range 5 {
		s.ask(t, []string{"admin", "desk"}[i%2], http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusOK)
	}
	for _, as := range []string{"admin", "desk"} { // a session's requests are its key's
		got := s.ask(t, as, http.MethodGet, "/api/v1/callbacks", "")
		got.refused(t, http.StatusTooManyRequests, "rate_limited", "")
		if got.header.Get("Retry-After") != "1" {
			t.Errorf("Retry-After %s", got.header.Get("Retry-After"))
		}
	}
	s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusOK)
	s.clock.Advance(500 * time.Millisecond)
	s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusOK)
	s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusTooManyRequests)
	s.clock.Advance(time.Hour)
	for range 5 {
		s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusOK)
	}
	s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusTooManyRequests)
}

const flexOrigin = "https://flex.twilio.com"

func TestPagesOfFlexMayCall(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	s.rebuild(t, func(c *api.Config) { c.Origins = []string{flexOrigin} })
	preflight := func(path, origin string) answer {
		return s.serve(t, s.request(t.Context(), "", http.MethodOptions, path, "", "Origin", origin, "Access-Control-Request-Method", "POST",
			"Access-Control-Request-Headers", "authorization,content-type"))
	}
	got := preflight("/api/v1/callbacks", flexOrigin).want(t, http.StatusNoContent)
	for name, want := range map[string]string{"Access-Control-Allow-Origin": flexOrigin, "Access-Control-Allow-Methods": "GET, POST", "Vary": "Origin",
		"Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID", "Access-Control-Allow-Credentials": ""} {
		if got.header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.header.Get(name), want)
		}
	}
	for _, origin := range []string{"https://flex.twilio.com.evil.example", "http://flex.twilio.com", "null", "https://evil.example", ""} {
		for _, got := range []answer{preflight("/api/v1/callbacks", origin), s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks", "", "Origin", origin)} {
			if got.header.Get("Access-Control-Allow-Origin") != "" || got.header.Get("Access-Control-Allow-Methods") != "" || got.header.Get("Vary") != "Origin" {
				t.Errorf("%q is let in: %v", origin, got.header)
			}
		}
	}
	if got := preflight("/api/v1/nothing", flexOrigin); got.status != http.StatusNotFound {
		t.Errorf("status %d", got.status)
	}
	for _, as := range []string{"admin", ""} { // a page must be able to read why it was refused
		got := s.ask(t, as, http.MethodGet, "/api/v1/callbacks", "", "Origin", flexOrigin)
		if got.header.Get("Access-Control-Allow-Origin") != flexOrigin || got.header.Get("Access-Control-Expose-Headers") != "ETag, Location, Retry-After" {
			t.Errorf("as %q: %v", as, got.header)
		}
	}
}
