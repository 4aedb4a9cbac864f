package api_test

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models/dbtest"
)

// unfolded is a calendar by its lines, which must end as RFC 5545 says and be no longer than it allows.
func unfolded(t *testing.T, body []byte) string {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSuffix(string(body), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %q", line)
		}
	}
	return strings.ReplaceAll(string(body), "\r\n ", "")
}

func wantLines(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(text, "\r\n"+line+"\r\n") {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
}

func TestCalendarOfACallback(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", `,"routing":"agent","notes":"secret"`)
		path := "/api/v1/callbacks/" + cb.ID
		got := s.ask(t, "ana", http.MethodGet, path+".ics", "").want(t, http.StatusOK)
		text := unfolded(t, got.body)
		wantLines(t, text, "UID:"+cb.ID+"@ringback", "SEQUENCE:1", "DTSTART:20261201T100000Z", "DTEND:20261201T103000Z", "STATUS:CONFIRMED", "SUMMARY:Ring back A. N.",
			`DESCRIPTION:Promised for 2026-12-01 18:00:00 on the donor's clock (Australia/Perth).`)
		for _, secret := range []string{"secret", "Aroha", "Ngata", "1570156"} {
			if strings.Contains(text, secret) {
				t.Errorf("tells %s", secret)
			}
		}
		s.ask(t, "ana", http.MethodPost, path+"/cancel", `{"reason":"x"}`).want(t, http.StatusOK)
		wantLines(t, unfolded(t, s.ask(t, "ana", http.MethodGet, path+".ics", "").body), "UID:"+cb.ID+"@ringback", "SEQUENCE:2", "STATUS:CANCELLED")
		s.ask(t, "cyn", http.MethodGet, path+".ics", "").refused(t, http.StatusNotFound, "not_found", "")
	})
}

func TestMyCalendar(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		own := s.book(t, "ana", "D-1", `,"routing":"agent"`)
		ended := s.book(t, "ana", "D-2", `,"routing":"agent"`)
		s.book(t, "ben", "D-3", `,"routing":"agent"`)
		s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks/"+ended.ID+"/cancel", `{"reason":"x"}`).want(t, http.StatusOK)
		entries := func(who string) int {
			return bytes.Count(s.ask(t, who, http.MethodGet, "/api/v1/callbacks/mine.ics", "").want(t, http.StatusOK).body, []byte("BEGIN:VEVENT"))
		}
		if a, b := entries("ana"), entries("supervisor"); a != 2 || b != 0 {
			t.Errorf("ana has %d, the supervisor %d", a, b)
		}
		s.clock.Advance(31 * 24 * time.Hour)
		text := unfolded(t, s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks/mine.ics", "").body)
		if wantLines(t, text, "UID:"+own.ID+"@ringback"); strings.Contains(text, ended.ID) {
			t.Errorf("what ended a month ago is still told: %s", text)
		}
	})
}

// A calendar's address needs no header, and ends when it is revoked, replaced, or its key is.
func TestCalendarLink(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", `,"routing":"agent"`)
		const link = "/api/v1/callbacks/mine.ics/link"
		make := func() string {
			got := into[map[string]string](t, s.ask(t, "ana", http.MethodPost, link, "").want(t, http.StatusCreated))
			if !regexp.MustCompile(`^/feeds/[\w-]{43}\.ics$`).MatchString(got["path"]) {
				t.Fatalf("path %v", got)
			}
			return got["path"]
		}
		read := func(path string, want int) string {
			t.Helper()
			return string(s.ask(t, "", http.MethodGet, path, "").want(t, want).body)
		}
		first := make()
		if !strings.Contains(read(first, http.StatusOK), cb.ID) {
			t.Error("the callback is not in the feed")
		}
		second := make()
		read(first, http.StatusNotFound)
		read(second, http.StatusOK)
		s.ask(t, "ana", http.MethodDelete, link, "").want(t, http.StatusNoContent)
		s.ask(t, "ana", http.MethodDelete, link, "").refused(t, http.StatusNotFound, "not_found", "")
		read(second, http.StatusNotFound)
		third := make()
		if err := s.store.RevokeAPIKey(t.Context(), "ana"); err != nil {
			t.Fatal(err)
		}
		read(third, http.StatusNotFound)
		if logs := s.logs.String(); strings.Contains(logs, strings.TrimSuffix(strings.TrimPrefix(third, "/feeds/"), ".ics")) {
			t.Error("a token was logged")
		}
	})
}

func TestCalendarLinkIsAnAgents(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/mine.ics/link", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "worker_sid")
	s.ask(t, "", http.MethodGet, "/feeds/"+strings.Repeat("x", 500)+".ics", "").refused(t, http.StatusNotFound, "not_found", "")
}
