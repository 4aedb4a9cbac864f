package api_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

func TestUnknownRoutesAndMethods(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for _, path := range []string{"/", "/nothing", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/callbacks/cb_1/nothing", "/api/v2/callbacks"} {
		s.ask(t, "admin", http.MethodGet, path, "").refused(t, http.StatusNotFound, "not_found", "")
	}
	for path, allow := range map[string]string{"/healthz": "GET", "/openapi.json": "GET", "/api/v1/callbacks": "GET, POST", "/api/v1/callbacks/mine": "GET",
		"/api/v1/callbacks/cb_1/cancel": "POST", "/api/v1/callbacks/cb_1": "GET", "/api/v1/inbox/in_1/replay": "POST", "/api/v1/records": "GET, POST"} {
		got := s.ask(t, "admin", http.MethodDelete, path, "")
		got.refused(t, http.StatusMethodNotAllowed, "method_not_allowed", "")
		if got.header.Get("Allow") != allow {
			t.Errorf("%s allows %q, want %q", path, got.header.Get("Allow"), allow)
		}
	}
}

// TestOwnAnswersOfARouterStay holds that an app's page for unknown paths is kept, but not below the API.
func TestOwnAnswersOfARouterStay(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	router := mux.NewRouter()
	router.NotFoundHandler = http.RedirectHandler("/console", http.StatusSeeOther)
	newHandler(t, s, func() {}).Register(router)
	s.router = router
	if got := s.serve(t, s.request(t.Context(), "admin", http.MethodGet, "/nothing", "")); got.status != http.StatusSeeOther {
		t.Errorf("status %d", got.status)
	}
	s.ask(t, "admin", http.MethodGet, "/api/v1/nothing", "").refused(t, http.StatusNotFound, "not_found", "")
}

func newHandler(t *testing.T, s *server, wake func()) *api.Handler {
	t.Helper()
	log := slog.New(slog.NewTextHandler(s.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h, err := api.New(api.Config{Store: s.store, Clock: s.clock, Log: log, Wake: wake})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestPanicIsA500(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	s.router = mux.NewRouter()
	newHandler(t, s, func() { panic("the number is +61491570156") }).Register(s.router)
	body := `{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"2026-12-01T18:00","timezone":"Australia/Perth"}`
	got := s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", body)
	got.refused(t, http.StatusInternalServerError, "internal_error", "")
	logs := s.logs.String()
	if strings.Count(logs, "level=ERROR") != 1 || !strings.Contains(logs, `msg="request panicked"`) || strings.Contains(logs, "1570156") {
		t.Errorf("logs: %s", logs)
	}
}

func TestAbsentStoreIsA503(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	got := s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks", "")
	got.refused(t, http.StatusServiceUnavailable, "unavailable", "")
	if got.header.Get("Retry-After") == "" || strings.Contains(string(got.body), "closed") {
		t.Errorf("Retry-After %q: %s", got.header.Get("Retry-After"), got.body)
	}
	if n := strings.Count(s.logs.String(), "level=ERROR"); n != 1 {
		t.Errorf("logged %d times: %s", n, s.logs)
	}
}

func TestHeadersAndAccessLog(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for _, path := range []string{"/healthz", "/openapi.json", "/nothing", "/api/v1/callbacks?q=Secret", "/api/v1/nothing", "/api/v1/records/secret"} {
		got := s.ask(t, "admin", http.MethodGet, path, "")
		if got.header.Get("X-Content-Type-Options") != "nosniff" || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", path, got.header)
		}
	}
	logs := s.logs.String()
	for _, line := range []string{"level=DEBUG msg=request method=GET route=/api/v1/callbacks status=200 duration=0s", "route=/api/v1/records/{id} status=404", "route=none status=404"} {
		if !strings.Contains(logs, line) {
			t.Errorf("no line %q in %s", line, logs)
		}
	}
	if strings.Contains(strings.ToLower(logs), "secret") {
		t.Errorf("a query or path was logged: %s", logs)
	}
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	good := api.Config{Store: &models.Store{}, Clock: clockwork.NewFakeClockAt(time.Unix(0, 0)), Log: slog.New(slog.DiscardHandler), Wake: func() {}}
	if _, err := api.New(good); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*api.Config){
		"store": func(c *api.Config) { c.Store = nil }, "clock": func(c *api.Config) { c.Clock = nil }, "log": func(c *api.Config) { c.Log = nil },
		"wake": func(c *api.Config) { c.Wake = nil }, "check": func(c *api.Config) { c.Ready = []api.Check{{Name: "x"}} },
	} {
		cfg := good
		spoil(&cfg)
		if _, err := api.New(cfg); err == nil {
			t.Errorf("no error without %s", name)
		}
	}
}
