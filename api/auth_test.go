package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
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

// TestRoles asks every route as every role, with a body that is no JSON: whoever may not ask is refused before it is read.
func TestRoles(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		asked := 0
		for path, item := range s.spec.doc.Paths.Map() {
			for method, op := range item.Operations() {
				allowed, _ := op.Extensions["x-roles"].([]any)
				for _, role := range []string{"ana", "supervisor", "admin", "intake", "dialer"} {
					if allowed != nil {
						s.askRole(t, method, path, role, allowed)
						asked++
					}
				}
			}
		}
		if asked < 75 {
			t.Errorf("only %d pairs of route and role were asked", asked)
		}
	})
}

func (s *server) askRole(t *testing.T, method, path, role string, allowed []any) {
	t.Helper()
	body := ""
	if method == http.MethodPost {
		body = "not json"
	}
	name := strings.Replace(role, "ana", string(models.RoleAgent), 1)
	got := s.ask(t, role, method, strings.Replace(path, "{id}", "cb_00000000000000000000000000", 1), body)
	may := slices.Contains(allowed, any(name))
	if may == (got.status == http.StatusForbidden) || got.status == http.StatusUnauthorized {
		t.Errorf("%s %s as %s: %d, allowed is %v: %s", method, path, name, got.status, may, got.body)
	}
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
