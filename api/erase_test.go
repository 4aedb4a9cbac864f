package api_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

func TestEraseOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "supervisor", "D-1", `,"notes":"very secret","routing":"team","team":"welcome"`)
		record := "/api/v1/records/" + cb.Record.ID
		s.ask(t, "ana", http.MethodDelete, record, "").refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "supervisor", http.MethodDelete, record, "", "If-Match", `"99"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		woken := s.woken.Load()
		s.ask(t, "supervisor", http.MethodDelete, record, "").want(t, http.StatusNoContent)
		if s.woken.Load() == woken {
			t.Error("nobody closes its Task")
		}
		s.ask(t, "supervisor", http.MethodDelete, "/api/v1/records/rec_01KB9Q3J5T7WZ2X4Y6N8M0K1R3", "").refused(t, http.StatusNotFound, "not_found", "")
		for _, path := range []string{record, "/api/v1/callbacks/" + cb.ID, "/api/v1/callbacks", "/api/v1/records", "/api/v1/callbacks.csv", "/api/v1/ledger.jsonl?to=2027-01-01T00:00:00Z"} {
			got := string(s.ask(t, "supervisor", http.MethodGet, path, "").want(t, http.StatusOK).body)
			for _, secret := range []string{"Aroha", "1570156", "very secret", "D-1\""} {
				if strings.Contains(got, secret) {
					t.Errorf("%s tells %s: %s", path, secret, got)
				}
			}
		}
		if got := s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks/"+cb.ID, ""); !strings.Contains(string(got.body), `"resolution":"erased"`) {
			t.Errorf("%s", got.body)
		}
	})
}

// Where the site hides numbers from agents, they see one while they have its callback, and no other.
func TestMaskedNumbers(t *testing.T) {
	t.Parallel()
	url := dbtest.SQLite(t)
	s := start(t, url)
	masking := openStore(t, models.Config{URL: url, Clock: s.clock, Log: slog.New(slog.DiscardHandler), Policy: models.Policy{MaskNumbers: []models.Role{models.RoleAgent}}})
	s.rebuild(t, func(c *api.Config) { c.Store = masking })
	mine := s.book(t, "supervisor", "D-1", `,"routing":"team","team":"welcome"`)
	s.accept(t, ana)
	s.book(t, "supervisor", "D-2", `,"routing":"team","team":"welcome"`)
	s.clock.Advance(time.Hour)
	shown := func(who, path string, want int) {
		t.Helper()
		got := string(s.ask(t, who, http.MethodGet, path, "").want(t, http.StatusOK).body)
		if n := strings.Count(got, "1570156"); n != want {
			t.Errorf("%s sees %d numbers at %s, want %d: %s", who, n, path, want, got)
		}
	}
	const each = 2 // of the callback, and of its record
	shown("supervisor", "/api/v1/callbacks", 2*each)
	shown("ana", "/api/v1/callbacks", each)
	shown("ben", "/api/v1/callbacks", 0)
	shown("ana", "/api/v1/callbacks/"+mine.ID, each)
	shown("ben", "/api/v1/callbacks/"+mine.ID, 0)
	shown("ana", "/api/v1/callbacks.csv", 1)
	shown("ben", "/api/v1/callbacks.csv", 0)
	shown("dialer", "/api/v1/records", 2)
	if got := s.ask(t, "ben", http.MethodGet, "/api/v1/callbacks", ""); !strings.Contains(string(got.body), `"+xxx156"`) {
		t.Errorf("the end of the number is not shown: %s", got.body)
	}
}

// What is asked, answered and refused leaves no donor's name, number or words in the log, and no key.
func TestLogsTellNothingOfDonors(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-secret", `,"routing":"agent","notes":"very secret","reason":"a secret","override":{"requested_by":"donor","captured_via":"call","wording":"secret words"}`)
		path := "/api/v1/callbacks/" + cb.ID
		for _, asked := range [][4]string{
			{"supervisor", http.MethodGet, "/api/v1/callbacks?q=Ngata", ""}, {"supervisor", http.MethodGet, "/api/v1/records?phone=%2B61491570156", ""},
			{"supervisor", http.MethodGet, "/api/v1/callbacks.csv", ""}, {"ana", http.MethodGet, path, ""}, {"ana", http.MethodGet, path + ".ics", ""},
			{"ana", http.MethodPost, path + "/outcome", `{"code":"busy","notes":"secret"}`}, {"ana", http.MethodPost, path + "/outcome", `{"code":"secret"}`},
			{"supervisor", http.MethodPost, "/api/v1/callbacks", fullBody}, {"supervisor", http.MethodPost, "/api/v1/callbacks", fullBody},
			{"dialer", http.MethodPost, "/api/v1/call-list/check", `{"items":[{"phone":"+61491570156"}]}`}, {"supervisor", http.MethodPost, "/api/v1/records", `{"phone":"secret"}`},
			{"ana", http.MethodPost, path + "/cancel", `{"reason":"secret"}`}, {"supervisor", http.MethodDelete, "/api/v1/records/" + cb.Record.ID, ""},
		} {
			s.ask(t, asked[0], asked[1], asked[2], asked[3])
		}
		s.reject(t, "EV01")
		s.clock.Advance(30 * time.Hour)
		logs := strings.ToLower(s.logs.String())
		for _, secret := range []string{"secret", "aroha", "ngata", "1570156", "570 156", "driving", "rbk_", s.keys["ana"]} {
			if at := strings.Index(logs, strings.ToLower(secret)); at >= 0 {
				t.Errorf("the log tells %s: %s", secret, logs[max(0, at-200):min(len(logs), at+50)])
			}
		}
		if strings.Count(logs, "msg=request") < 13 {
			t.Errorf("the log is too short to prove anything: %s", logs)
		}
	})
}
