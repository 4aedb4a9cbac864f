package api_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestCredentials(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		if err := s.store.RevokeAPIKey(t.Context(), "ben"); err != nil {
			t.Fatal(err)
		}
		for name, header := range map[string]string{
			"none": "", "other scheme": "Basic " + s.keys["admin"], "no token": "Bearer ", "scheme alone": "Bearer", "unknown": "Bearer rbk_nothing", "revoked": "Bearer " + s.keys["ben"],
		} {
			r := s.request(t.Context(), "", http.MethodGet, "/api/v1/callbacks", "")
			r.Header.Set("Authorization", header)
			got := s.send(t, r, "")
			got.refused(t, http.StatusUnauthorized, "unauthenticated", "")
			challenge, invalid := got.header.Get("WWW-Authenticate"), name == "unknown" || name == "revoked"
			if !strings.HasPrefix(challenge, `Bearer realm=`) || strings.Contains(challenge, "invalid_token") != invalid {
				t.Errorf("%s: challenge %q", name, challenge)
			}
		}
		r := s.request(t.Context(), "", http.MethodGet, "/api/v1/callbacks", "")
		r.Header.Set("Authorization", "bearer "+s.keys["admin"])
		s.send(t, r, "").want(t, http.StatusOK)
		r.Header.Add("Authorization", "Bearer "+s.keys["ana"])
		s.send(t, r, "").refused(t, http.StatusUnauthorized, "unauthenticated", "")
		for name, key := range s.keys {
			if strings.Contains(s.logs.String(), key) {
				t.Errorf("the key of %s was logged", name)
			}
		}
	})
}

func TestAgentSpeaksForItselfOnly(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		const post, path = http.MethodPost, "/api/v1/callbacks"
		body := `{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"2026-12-01T18:00","timezone":"Australia/Perth"`
		s.ask(t, "ana", post, path, body+`,"routing":"agent","worker_sid":"`+ben+`"}`).refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "ana", post, path, body+`,"team":"regular"}`).refused(t, http.StatusForbidden, "forbidden", "")
		own := into[callback](t, s.ask(t, "ana", post, path, body+`,"routing":"agent"}`).want(t, http.StatusCreated))
		if str(own.WorkerSid) != ana || str(own.Team) != "welcome" || own.CreatedBy != "agent:"+ana {
			t.Errorf("owner %s, team %s, by %s", str(own.WorkerSid), str(own.Team), own.CreatedBy)
		}
		outcome := path + "/" + own.ID + "/outcome"
		s.ask(t, "ana", post, outcome, `{"code":"callback_agent","callback_request":{"local_time":"2026-12-02T18:00","worker_sid":"`+ben+`"}}`).refused(t, http.StatusForbidden, "forbidden", "")
		named := s.book(t, "supervisor", "D-2", `,"routing":"agent","worker_sid":"`+ben+`","team":"regular"`)
		if str(named.WorkerSid) != ben || str(named.Team) != "regular" || named.CreatedBy != "key:supervisor" {
			t.Errorf("owner %s, team %s, by %s", str(named.WorkerSid), str(named.Team), named.CreatedBy)
		}
	})
}
