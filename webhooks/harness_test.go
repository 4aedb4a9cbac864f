package webhooks_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/webhooks"
)

func TestMain(m *testing.M) {
	durable := flag.Bool("durable", false, "flush the database server's logs at each commit, for benchmarks")
	flag.Parse()
	var options []dbtest.Option
	if *durable {
		options = append(options, dbtest.Durable())
	}
	dbtest.Main(m, options...)
}

const (
	public     = "https://calls.example.org/ringback" // as Twilio knows it; the proxy keeps the path's first part
	token      = "first-token"
	otherToken = "second-token"
	formType   = "application/x-www-form-urlencoded"
	jsonType   = "application/json"

	eventsPath       = "/webhooks/twilio/events"
	streamsPath      = "/webhooks/twilio/event-streams"
	dispositionsPath = "/webhooks/twilio/dispositions"

	// noon is when every test begins: Tuesday 1 December 2026, 12:00 in Perth.
	noon = "2026-12-01T04:00:00Z"
)

// site is a handler on a fresh database, with what it logs, counts and calls.
type site struct {
	*models.Store
	*webhooks.Handler
	t        testing.TB
	url      string
	clock    *clockwork.FakeClock
	router   *mux.Router
	registry *prometheus.Registry
	log      *safeBuffer
	hooks    *calls
}

// calls counts what the handler called.
type calls struct {
	mu                       sync.Mutex
	stored, woken, directory int
}

func (c *calls) count(n *int) func() {
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		*n++
	}
}

func (c *calls) of(n *int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return *n
}

type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// each runs f on every database.
func each(t *testing.T, f func(t *testing.T, s *site)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) { f(t, newSite(t, url)) })
}

func newSite(t testing.TB, databaseURL string) *site {
	t.Helper()
	start, err := time.Parse(time.RFC3339, noon)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, url: databaseURL, clock: clockwork.NewFakeClockAt(start), router: mux.NewRouter(), registry: prometheus.NewRegistry(),
		log: &safeBuffer{}, hooks: &calls{}}
	s.Store = s.openStore()
	_, err = s.SavePolicy(t.Context(), models.ReplaceWelcomeSources(welcomeSources()), models.Saving{Actor: "test"})
	s.must(err)
	verifier, err := twilio.NewVerifier(public, token, otherToken)
	if err != nil {
		t.Fatal(err)
	}
	s.Handler, err = webhooks.New(webhooks.Config{Store: s.Store, Verifier: verifier, Clock: s.clock, Metrics: s.registry,
		Log: slog.New(slog.NewTextHandler(s.log, nil)), WorkspaceSid: workspace, WelcomeSecrets: []string{oldWelcomeSecret, welcomeSecret}, Stored: s.hooks.count(&s.hooks.stored),
		Wake: s.hooks.count(&s.hooks.woken), DirectoryChanged: s.hooks.count(&s.hooks.directory)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.shut)
	s.Register(s.router)
	return s
}

func (s *site) openStore() *models.Store {
	s.t.Helper()
	store, err := models.Open(s.t.Context(), models.Config{URL: s.url, Clock: s.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		if err := store.Close(); err != nil {
			s.t.Error(err)
		}
	})
	return store
}

func (s *site) shut() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.Handler.Close(ctx); err != nil {
		s.t.Error(err)
	}
}

// post sends a body signed as Twilio signs it: a form by its parameters, anything else by its hash in the URL.
func (s *site) post(path, contentType, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	uri := path
	if contentType != formType {
		sum := sha256.Sum256([]byte(body))
		uri += "?bodySHA256=" + hex.EncodeToString(sum[:])
	}
	return s.send(http.MethodPost, uri, contentType, body, sign(token, uri, contentType, body))
}

func (s *site) send(method, uri, contentType, body, signature string) *httptest.ResponseRecorder {
	s.t.Helper()
	req := httptest.NewRequestWithContext(s.t.Context(), method, uri, strings.NewReader(body))
	req.Header.Set("Content-Type", contentType)
	if signature != "" {
		req.Header.Set("X-Twilio-Signature", signature)
	}
	answer := httptest.NewRecorder()
	s.router.ServeHTTP(answer, req)
	held(s.t, req, answer)
	return answer
}

// sign is an implementation of its own of Twilio's algorithm.
func sign(key, uri, contentType, body string) string {
	mac := hmac.New(sha1.New, []byte(key))
	_, _ = io.WriteString(mac, public+uri)
	if contentType == formType {
		form, _ := url.ParseQuery(body)
		names := make([]string, 0, len(form))
		for name := range form {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			_, _ = io.WriteString(mac, name+form.Get(name))
		}
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// accepted posts and wants 204 without a body.
func (s *site) accepted(path, contentType, body string) {
	s.t.Helper()
	if answer := s.post(path, contentType, body); answer.Code != http.StatusNoContent || answer.Body.Len() != 0 {
		s.t.Fatalf("%s answered %d %s", path, answer.Code, answer.Body)
	}
}

// together runs f n times at once and waits for all.
func together(n int, f func(i int)) {
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() { <-start; f(i) })
	}
	close(start)
	all.Wait()
}
