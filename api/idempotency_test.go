package api_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

const (
	promises = "/api/v1/callbacks"
	promise  = `{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"2026-12-01T18:00","timezone":"Australia/Perth"}`
	other    = `{"record":{"external_id":"D-2","phone":"+61491570157"},"local_time":"2026-12-01T18:00","timezone":"Australia/Perth"}`
)

// post sends a body with an Idempotency-Key.
func (s *server) post(t testing.TB, as, path, body, key string) answer {
	t.Helper()
	return s.ask(t, as, http.MethodPost, path, body, "Idempotency-Key", key)
}

// same fails unless a is the answer b again.
func (a answer) same(t testing.TB, b answer) {
	t.Helper()
	if a.status != b.status || string(a.body) != string(b.body) {
		t.Errorf("got %d %s\nwant %d %s", a.status, a.body, b.status, b.body)
	}
	for _, name := range []string{"ETag", "Location", "Content-Type", "Content-Length"} {
		if a.header.Get(name) != b.header.Get(name) {
			t.Errorf("%s: %q, want %q", name, a.header.Get(name), b.header.Get(name))
		}
	}
}

func TestTheSameRequestAgainIsDoneOnce(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		first := s.post(t, "admin", promises, promise, "k1").want(t, http.StatusCreated)
		id := into[callback](t, first).ID
		cancelled := s.post(t, "admin", promises+"/"+id+"/cancel", `{"reason":"x"}`, "k1").want(t, http.StatusOK) // of another route
		if first.header.Get("ETag") == "" || first.header.Get("Location") == "" {
			t.Errorf("%v", first.header)
		}
		another := openStore(t, models.Config{URL: s.url, Clock: s.clock, Log: slog.New(slog.DiscardHandler)})
		s.rebuild(t, func(c *api.Config) { c.Store = another })
		s.post(t, "admin", promises, promise, "k1").same(t, first)
		s.post(t, "admin", promises+"/"+id+"/cancel", `{"reason":"x"}`, "k1").same(t, cancelled)
		if all := s.ids(t, "admin", promises); len(all) != 1 {
			t.Errorf("%d callbacks", len(all))
		}
		s.post(t, "admin", promises, other, "k1").refused(t, http.StatusUnprocessableEntity, "idempotency_mismatch", "")
		s.post(t, "admin", promises, promise+" ", "k1").refused(t, http.StatusUnprocessableEntity, "idempotency_mismatch", "")
		elsewhere := promises + "/cb_00000000000000000000000000/cancel"
		s.post(t, "admin", elsewhere, `{"reason":"x"}`, "k1").refused(t, http.StatusUnprocessableEntity, "idempotency_mismatch", "")
		s.post(t, "supervisor", promises, other, "k1").want(t, http.StatusCreated) // of another caller
		s.ask(t, "admin", http.MethodGet, promises, "", "Idempotency-Key", "k1").want(t, http.StatusOK)
		s.clock.Advance(models.KeepAnswers)
		s.post(t, "admin", promises, `{"record":{"external_id":"D-3","phone":"+61491570158"},"local_time":"2026-12-02T18:00","timezone":"Australia/Perth"}`, "k1").want(t, http.StatusCreated)
	})
}

func TestARefusalIsNotKept(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.post(t, "admin", promises, `{}`, "k1").want(t, http.StatusUnprocessableEntity)
		s.post(t, "admin", promises, `{`, "k1").want(t, http.StatusUnprocessableEntity)
		s.post(t, "dialer", promises, promise, "k1").want(t, http.StatusForbidden)
		s.post(t, "admin", promises, promise, "k1").want(t, http.StatusCreated)
	})
}

func TestIdempotencyKeysThatAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for _, key := range []string{"", strings.Repeat("k", 256), "é", "a\tb"} {
		s.post(t, "admin", promises, promise, key).refused(t, http.StatusUnprocessableEntity, "validation_failed", "Idempotency-Key")
	}
	r := s.request(t.Context(), "admin", http.MethodPost, promises, promise, "Idempotency-Key", "a")
	r.Header.Add("Idempotency-Key", "a")
	s.send(t, r, promise).refused(t, http.StatusUnprocessableEntity, "validation_failed", "Idempotency-Key")
	if all := s.ids(t, "admin", promises); len(all) != 0 {
		t.Errorf("%d callbacks", len(all))
	}
	s.post(t, "admin", promises, promise, strings.Repeat("k", 255)).want(t, http.StatusCreated)
}

// TestAKilledProcessFreesItsKeys begins a request and never ends it.
func TestAKilledProcessFreesItsKeys(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		if _, err := s.store.BeginOnce(t.Context(), models.Once{Caller: "key:admin", Route: "POST /callbacks", Key: "k1"}); err != nil {
			t.Fatal(err)
		}
		got := s.post(t, "admin", promises, promise, "k1")
		got.refused(t, http.StatusConflict, "idempotency_in_progress", "")
		if got.header.Get("Retry-After") != "1" {
			t.Errorf("Retry-After %s", got.header.Get("Retry-After"))
		}
		s.clock.Advance(models.TurnFor)
		s.post(t, "admin", promises, promise, "k1").want(t, http.StatusCreated)
	})
}

// TestALostAnswerIsGivenAgain closes the connection of a request whose promise is made and whose answer is not yet sent.
func TestALostAnswerIsGivenAgain(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		made, release, ended := make(chan struct{}), make(chan struct{}), make(chan struct{}, 1)
		s.rebuild(t, func(c *api.Config) {
			c.Wake = func() {
				if s.woken.Add(1) == 1 {
					close(made)
					<-release
				}
			}
		})
		gone := make(chan struct{})
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			go func() { <-r.Context().Done(); close(gone) }()
			s.router.ServeHTTP(w, r)
			ended <- struct{}{}
		}))
		defer web.Close()
		ctx, hangUp := context.WithCancel(t.Context())
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, web.URL+promises, strings.NewReader(promise))
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range map[string]string{"Authorization": "Bearer " + s.keys["admin"], "Content-Type": "application/json", "Idempotency-Key": "k1"} {
			r.Header.Set(name, value)
		}
		lost := make(chan error, 1)
		go func() {
			response, err := web.Client().Do(r)
			if err == nil {
				_, _ = io.Copy(io.Discard, response.Body)
				err = errors.Join(errors.New("it was answered"), response.Body.Close())
			}
			lost <- err
		}()
		<-made
		s.post(t, "admin", promises, promise, "k1").refused(t, http.StatusConflict, "idempotency_in_progress", "")
		hangUp()
		if err := <-lost; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		<-gone
		close(release)
		<-ended
		again := s.post(t, "admin", promises, promise, "k1").want(t, http.StatusCreated)
		if all := s.ids(t, "admin", promises); len(all) != 1 || all[0] != into[callback](t, again).ID || again.header.Get("ETag") == "" {
			t.Errorf("callbacks %v, answer %v %s", all, again.header, again.body)
		}
	})
}
