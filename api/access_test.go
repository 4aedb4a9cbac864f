package api_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// session is what a browser holds after signing in.
type session struct {
	cookie *http.Cookie
	csrf   string
}

// rebuild makes the handler anew with other settings.
func (s *server) rebuild(t testing.TB, change func(*api.Config)) {
	t.Helper()
	cfg := api.Config{Store: s.store, Clock: s.clock, Log: slog.New(slog.NewTextHandler(s.logs, nil)), Wake: func() { s.woken.Add(1) }}
	change(&cfg)
	h, err := api.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.router = mux.NewRouter()
	h.Register(s.router)
}

// withFlex lets Flex users in, whom a simulator knows.
func (s *server) withFlex(t *testing.T) *twiliosim.Server {
	t.Helper()
	sim := twiliosim.New(twiliosim.Config{Clock: s.clock})
	web := httptest.NewServer(sim)
	tokens, err := twilio.NewFlexTokens(twilio.FlexTokenConfig{BaseURL: web.URL, AccountSid: sim.AccountSid(), Username: sim.AccountSid(), Password: sim.AuthToken(), Clock: s.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tokens.Close()
		sim.Release()
		web.Close()
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	s.rebuild(t, func(c *api.Config) { c.Flex = tokens })
	return sim
}

// signIn opens a session by a key.
func (s *server) signIn(t testing.TB, key string) session {
	t.Helper()
	got := s.ask(t, "", http.MethodPost, "/api/v1/session", `{"key":"`+s.keys[key]+`"}`).want(t, http.StatusCreated)
	return opened(t, got)
}

func opened(t testing.TB, got answer) session {
	t.Helper()
	cookies := (&http.Response{Header: got.header}).Cookies()
	if len(cookies) != 1 {
		t.Fatalf("cookies %v", cookies)
	}
	return session{cookies[0], into[struct {
		CSRFToken string `json:"csrf_token"`
	}](t, got).CSRFToken}
}

// knows puts an agent of the team welcome into the directory.
func (s *server) knows(t *testing.T, worker string) {
	t.Helper()
	if err := s.store.PutAgents(t.Context(), models.Agent{WorkerSid: worker, Team: "welcome", Available: true, SeenAt: models.At(s.clock.Now())}); err != nil {
		t.Fatal(err)
	}
}

// TestRoles asks every route as every role by each kind of credential, with a body that is no JSON: whoever may not ask is refused before
// it is read.
func TestRoles(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		sim := s.withFlex(t)
		s.sessions = map[string]session{}
		s.knows(t, ana)
		all := map[string]string{"ana": "agent", "supervisor": "supervisor", "admin": "admin", "intake": "intake", "dialer": "dialer"}
		for _, role := range []string{"agent", "supervisor", "admin"} {
			s.keys["flex "+role] = sim.IssueFlexToken(twiliosim.FlexToken{WorkerSid: ana, Roles: []string{"wfo.full_access", role}})
			all["flex "+role], all["session "+role] = role, role
		}
		asked := 0
		for path, item := range s.spec.doc.Paths.Map() {
			for method, op := range item.Operations() {
				allowed, _ := op.Extensions["x-roles"].([]any)
				for as, role := range all {
					if allowed != nil {
						s.askRole(t, method, path, as, role, allowed)
						asked++
					}
				}
			}
		}
		if asked < 300 {
			t.Errorf("only %d pairs of route and caller were asked", asked)
		}
	})
}

func (s *server) askRole(t *testing.T, method, path, as, role string, allowed []any) {
	t.Helper()
	if strings.HasPrefix(as, "session ") && (s.sessions[as].cookie == nil || path == "/api/v1/session") { // which ends it
		s.sessions[as] = s.signIn(t, strings.Replace(role, "agent", "ana", 1))
	}
	body := ""
	if method != http.MethodGet && method != http.MethodDelete {
		body = "not json"
	}
	path = strings.NewReplacer("{id}", "cb_00000000000000000000000000", "{name}", "nobody").Replace(path)
	got := s.ask(t, as, method, path, body)
	may := slices.Contains(allowed, any(role))
	if may == (got.status == http.StatusForbidden) || got.status == http.StatusUnauthorized {
		t.Errorf("%s %s as %s: %d, allowed is %v: %s", method, path, as, got.status, may, got.body)
	}
	if may && path == "/api/v1/session" && method == http.MethodDelete {
		delete(s.sessions, as)
	}
}

func TestFlexUsers(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		sim := s.withFlex(t)
		s.knows(t, ana)
		issue := func(name, worker string, roles ...string) {
			s.keys[name] = sim.IssueFlexToken(twiliosim.FlexToken{WorkerSid: worker, Roles: roles})
		}
		issue("flex ana", ana, "agent")
		issue("flex boss", ben, "agent", "supervisor")
		own := s.book(t, "flex ana", "D-1", `,"routing":"agent"`)
		if str(own.WorkerSid) != ana || str(own.Team) != "welcome" || own.CreatedBy != "agent:"+ana {
			t.Errorf("owner %s, team %s, by %s", str(own.WorkerSid), str(own.Team), own.CreatedBy)
		}
		s.ask(t, "flex ana", http.MethodPost, "/api/v1/callbacks", `{"record":{"external_id":"D-9","phone":"+61491570156"},"local_time":"2026-12-01T18:00","worker_sid":"`+ben+`"}`).
			refused(t, http.StatusForbidden, "forbidden", "")
		if other := s.book(t, "flex boss", "D-2", `,"routing":"agent","worker_sid":"`+cyn+`"`); str(other.WorkerSid) != cyn || other.CreatedBy != "flex:"+ben {
			t.Errorf("owner %s, by %s", str(other.WorkerSid), other.CreatedBy)
		}
		who := s.ask(t, "flex ana", http.MethodGet, "/api/v1/session", "").want(t, http.StatusOK)
		if got := string(who.body); !strings.Contains(got, `"via":"flex_token","name":"`+ana+`","role":"agent","worker_sid":"`+ana+`","team":"welcome","expires_at":"2026-11-30T13:00:00.000Z","csrf_token":null`) {
			t.Errorf("who am I: %s", got)
		}
		issue("nobody", "", "admin")
		issue("guest", cyn, "guest")
		for _, name := range []string{"nobody", "guest"} {
			s.ask(t, name, http.MethodGet, "/api/v1/callbacks", "").refused(t, http.StatusForbidden, "forbidden", "")
		}
		s.keys["unknown"] = "eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGc"
		got := s.ask(t, "unknown", http.MethodGet, "/api/v1/callbacks", "")
		got.refused(t, http.StatusUnauthorized, "unauthenticated", "")
		if !strings.Contains(got.header.Get("WWW-Authenticate"), "invalid_token") {
			t.Errorf("challenge %s", got.header.Get("WWW-Authenticate"))
		}
	})
}

// TestTwilioThatCannotBeAsked holds that nobody is let in by a token of which nobody knows.
func TestTwilioThatCannotBeAsked(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		sim := s.withFlex(t)
		s.keys["flex"] = sim.IssueFlexToken(twiliosim.FlexToken{WorkerSid: ana, Roles: []string{"admin"}})
		for _, kind := range []twiliosim.FaultKind{twiliosim.FaultErrorBefore, twiliosim.FaultTooMany, twiliosim.FaultGateway, twiliosim.FaultResetBefore, twiliosim.FaultTruncate} {
			if err := sim.Inject(twiliosim.Fault{Op: "ValidateToken", Kind: kind, Count: 1}); err != nil {
				t.Fatal(err)
			}
			got := s.ask(t, "flex", http.MethodGet, "/api/v1/callbacks", "")
			got.refused(t, http.StatusServiceUnavailable, "unavailable", "")
			if got.header.Get("Retry-After") == "" {
				t.Errorf("%s: no Retry-After", kind)
			}
		}
		s.ask(t, "flex", http.MethodGet, "/api/v1/callbacks", "").want(t, http.StatusOK)
		if strings.Contains(s.logs.String(), s.keys["flex"]) {
			t.Error("a token was logged")
		}
	})
}
