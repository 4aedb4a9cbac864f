package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// The agents of the tests. Ana and Ben share the team welcome, Cyn is of another.
const (
	ana = "WK000000000000000000000000000000a1"
	ben = "WK000000000000000000000000000000b2"
	cyn = "WK000000000000000000000000000000c3"
)

// server is the API over a fresh database, at noon UTC of a Monday: 20:00 in Perth.
type server struct {
	store  *models.Store
	clock  *clockwork.FakeClock
	router *mux.Router
	url    string            // of the database
	keys   map[string]string // by name: the roles, and ana, ben, cyn
	woken  *atomic.Int64
	logs   *logBuffer
	spec   *contract

	sessions map[string]session // by name, as keys
}

// logBuffer collects log lines of requests that run at once.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// each runs a test on both databases.
func each(t *testing.T, f func(t *testing.T, s *server)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) { f(t, start(t, url)) })
}

func start(t testing.TB, url string, checks ...api.Check) *server {
	t.Helper()
	s := &server{clock: clockwork.NewFakeClockAt(time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)), router: mux.NewRouter(), url: url,
		keys: map[string]string{}, woken: &atomic.Int64{}, logs: &logBuffer{}, spec: loadContract(t)}
	log := slog.New(slog.NewTextHandler(s.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.store = openStore(t, models.Config{URL: url, Clock: s.clock, Log: log})
	for name, key := range map[string]models.APIKey{
		"ana": {Role: models.RoleAgent, WorkerSid: ana, Team: "welcome"}, "ben": {Role: models.RoleAgent, WorkerSid: ben, Team: "welcome"},
		"cyn": {Role: models.RoleAgent, WorkerSid: cyn, Team: "regular"}, "supervisor": {Role: models.RoleSupervisor},
		"admin": {Role: models.RoleAdmin}, "intake": {Role: models.RoleIntake}, "dialer": {Role: models.RoleDialer},
	} {
		key.Name = name
		text, err := s.store.CreateAPIKey(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		s.keys[name] = text
	}
	h, err := api.New(api.Config{Store: s.store, Clock: s.clock, Log: log, Wake: func() { s.woken.Add(1) }, Ready: checks, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	h.Register(s.router)
	return s
}

func openStore(t testing.TB, cfg models.Config) *models.Store {
	t.Helper()
	store, err := models.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ask sends a request as one of the keys and holds the answer to the document. headers are pairs.
func (s *server) ask(t testing.TB, as, method, path, body string, headers ...string) answer {
	t.Helper()
	r := s.request(t.Context(), as, method, path, body, headers...)
	return s.send(t, r, body)
}

func (s *server) request(ctx context.Context, as, method, path, body string, headers ...string) *http.Request {
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
	if key := s.keys[as]; key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	if open, ok := s.sessions[as]; ok {
		r.AddCookie(open.cookie)
		r.Header.Set("X-Ringback-CSRF", open.csrf)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func (s *server) send(t testing.TB, r *http.Request, body string) answer {
	t.Helper()
	got := s.serve(t, r)
	s.spec.check(t, r, body, got)
	return got
}

func (s *server) serve(t testing.TB, r *http.Request) answer {
	t.Helper()
	w := httptest.NewRecorder()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	s.router.ServeHTTP(leaver{w, cancel}, r.WithContext(ctx))
	result := w.Result()
	text, err := io.ReadAll(result.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{result.StatusCode, result.Header, text}
}

// leaver is a caller who goes as soon as a piece of an answer has come: only a stream sends pieces, and it has no end of its own.
type leaver struct {
	*httptest.ResponseRecorder
	leave func()
}

// Flush takes a piece, and goes.
func (l leaver) Flush() { l.leave() }

// into decodes an answer's body.
func into[T any](t testing.TB, a answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%s: %v", a.body, err)
	}
	return v
}

// want fails unless the answer has this status.
func (a answer) want(t testing.TB, status int) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// problem is the part of a problem that tests look at.
type problem struct {
	Code       string `json:"code"`
	Detail     string `json:"detail"`
	CallbackID string `json:"callback_id"`
	Errors     []struct {
		Field  string `json:"field"`
		Code   string `json:"code"`
		Detail string `json:"detail"`
	} `json:"errors"`
}

// refused fails unless the answer is a problem with this status and code, about this field if one is given.
func (a answer) refused(t testing.TB, status int, code, field string) problem {
	t.Helper()
	a.want(t, status)
	p := into[problem](t, a)
	if p.Code != code {
		t.Errorf("code %s, want %s: %s", p.Code, code, a.body)
	}
	if field != "" && (len(p.Errors) == 0 || p.Errors[0].Field != field) {
		t.Errorf("errors %v, want field %s", p.Errors, field)
	}
	return p
}

// callback is the part of a callback that tests look at.
type callback struct {
	ID        string  `json:"id"`
	Status    string  `json:"status"`
	WorkerSid *string `json:"worker_sid"`
	Team      *string `json:"team"`
	Version   int64   `json:"version"`
	ChainID   string  `json:"chain_id"`
	CreatedBy string  `json:"created_by"`
	Overdue   bool    `json:"overdue"`
	Broken    bool    `json:"broken"`
	Record    struct {
		ID string `json:"id"`
	} `json:"record"`
}

// book makes a callback over the API; fields are added to the body.
func (s *server) book(t testing.TB, as, externalID, fields string) callback {
	t.Helper()
	body := `{"record":{"external_id":"` + externalID + `","name":"Aroha Ngata","phone":"+61491570156","timezone":"Australia/Perth","campaign":"welcome"},` +
		`"local_time":"2026-12-01T18:00"` + fields + `}`
	return into[callback](t, s.ask(t, as, http.MethodPost, "/api/v1/callbacks", body).want(t, http.StatusCreated))
}

func str(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
