package api_test

import (
	"database/sql"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models/dbtest"
)

// A request that the database does not answer in time is refused in words, over the connection it came by.
func TestARequestOutOfTimeIsA503(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	h, err := api.New(api.Config{Store: s.store, Clock: s.clock, Log: slog.New(slog.DiscardHandler), Wake: func() {}, Patience: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	router := mux.NewRouter()
	h.Register(router)
	at := httptest.NewUnstartedServer(router)
	at.Config.WriteTimeout = 20 * time.Second
	at.Start()
	t.Cleanup(func() { h.Close(); at.Close() })

	s.lock(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, at.URL+"/api/v1/records", strings.NewReader(`{"external_id":"D-1"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+s.keys["supervisor"])
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" || got.Header.Get("Content-Type") != "application/problem+json" ||
		!strings.Contains(string(body), "longer than the 200ms") {
		t.Errorf("%s %v: %s", got.Status, got.Header, body)
	}
}

// lock keeps everybody else from writing until the test ends.
func (s *server) lock(t *testing.T) {
	t.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(s.url, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := db.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
}
