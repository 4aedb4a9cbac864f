package api_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gorilla/mux"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models/dbtest"
)

// change is an event of the stream.
type change struct {
	event string // change, reset, or empty for a comment
	id    string
	body  string
	Type  string `json:"type"`
	ID    string `json:"callback_id"`
	Gone  bool   `json:"gone"`
}

// stream is a connection to an instance. events is closed when it ends.
type stream struct {
	s      *server
	status int
	events chan change
	stop   context.CancelFunc
}

// patience bounds what a test waits for.
const patience = 20 * time.Second

// serve starts an instance of its own on the server's database, with a tailer of its own.
func (s *server) instance(t *testing.T) string {
	t.Helper()
	router := mux.NewRouter()
	h := newHandler(t, s, func() {})
	h.Register(router)
	at := httptest.NewServer(router)
	t.Cleanup(func() { h.Close(); at.Close() })
	return at.URL
}

// listen opens a stream, and returns once it is open.
func (s *server) listen(t *testing.T, address, who, after string) *stream {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/api/v1/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.keys[who])
	if after != "" {
		r.Header.Set("Last-Event-ID", after)
	}
	got, err := http.DefaultClient.Do(r) //nolint:bodyclose // closed by read
	if err != nil {
		t.Fatal(err)
	}
	l := &stream{s: s, status: got.StatusCode, events: make(chan change, 1000), stop: stop}
	t.Cleanup(stop)
	go l.read(t, got)
	if got.StatusCode == http.StatusOK {
		l.next(t) // hello: it is subscribed
	}
	return l
}

func (l *stream) read(t *testing.T, got *http.Response) {
	defer close(l.events)
	defer got.Body.Close() //nolint:errcheck // read only
	e := change{}
	for lines := bufio.NewScanner(got.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch name {
		case "": // the end of an event, or a comment
			if lines.Text() != "" {
				continue
			}
			l.taken(t, e)
			e = change{}
		case "id":
			e.id = value
		case "event":
			e.event = value
		case "data":
			e.body = value
		}
	}
}

// taken passes an event on, and holds it to the document.
func (l *stream) taken(t *testing.T, e change) {
	if e.event == "change" {
		var value any
		if err := errors.Join(json.Unmarshal([]byte(e.body), &e), json.Unmarshal([]byte(e.body), &value)); err != nil {
			t.Errorf("%s: %v", e.body, err)
		} else if err := l.s.spec.doc.Components.Schemas["StreamedChange"].Value.VisitJSON(value, openapi3.EnableJSONSchema2020()); err != nil {
			t.Errorf("the document forbids %s: %v", e.body, err)
		}
	}
	l.events <- e
}

// next waits for an event; one of no kind when the stream has ended.
func (l *stream) next(t *testing.T) change {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	select {
	case e := <-l.events:
		return e
	case <-ctx.Done():
		t.Fatal("nothing was told")
	}
	return change{}
}

// wants waits for changes of a type, one after the other, and returns the last.
func (l *stream) wants(t *testing.T, types ...string) (e change) {
	t.Helper()
	for _, want := range types {
		if e = l.next(t); e.event != "change" || e.Type != want {
			t.Fatalf("told %+v, want %s", e, want)
		}
	}
	return e
}

// tick lets time go by once n clocks of streams and followers wait for it.
func (s *server) tick(t *testing.T, n int, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := s.clock.BlockUntilContext(ctx, n); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(d)
}

// What is changed through one instance is told by the other, to those who may see it.
func TestStreamOfTwoInstances(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		first, second := s.instance(t), s.instance(t)
		a, b, c := s.listen(t, first, "supervisor", ""), s.listen(t, second, "ana", ""), s.listen(t, second, "cyn", "")
		cb := s.book(t, "supervisor", "D-1", `,"routing":"team","team":"welcome","notes":"secret"`)
		others := s.book(t, "cyn", "D-2", `,"routing":"agent","agent_strict":true`)
		s.tick(t, 5, time.Second)
		a.wants(t, "created", "created")
		got := b.wants(t, "created")
		if got.ID != cb.ID || strings.Contains(got.body, "secret") || strings.Contains(got.body, "Aroha") || strings.Contains(got.body, "+61") {
			t.Errorf("told %s", got.body)
		}
		if got := c.wants(t, "created"); got.ID != others.ID {
			t.Errorf("cyn is told of %s", got.ID)
		}
	})
}

// Whoever was away is told what they missed: by the instance they were on exactly that, by another at least that.
func TestStreamResumes(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		first, second := s.instance(t), s.instance(t)
		stays := s.listen(t, first, "admin", "")
		s.book(t, "supervisor", "D-1", "")
		s.tick(t, 2, time.Second)
		last := stays.wants(t, "created")
		missed := s.book(t, "supervisor", "D-2", "")
		s.tick(t, 2, time.Second)
		stays.wants(t, "created")
		if got := s.listen(t, first, "supervisor", last.id).wants(t, "created"); got.ID != missed.ID {
			t.Errorf("resumed with %s", got.ID)
		}
		stays.stop()
		elsewhere := s.listen(t, second, "supervisor", last.id)
		for got := elsewhere.next(t); got.ID != missed.ID; got = elsewhere.next(t) {
			if got.event != "change" {
				t.Fatalf("told %+v", got)
			}
		}
		s.clock.Advance(25 * time.Hour)
		third := s.instance(t)
		for _, after := range []string{last.id, "evt_x", "nonsense"} {
			if got := s.listen(t, third, "supervisor", after).next(t); got.event != "reset" {
				t.Errorf("after %s: %+v", after, got)
			}
		}
	})
}

// A line whose transaction began before others and committed after them is told, too.
func TestStreamOfALateLine(t *testing.T) {
	t.Parallel()
	url := dbtest.SQLite(t)
	s := start(t, url)
	at := s.instance(t)
	l := s.listen(t, at, "supervisor", "")
	s.book(t, "supervisor", "D-1", "")
	s.tick(t, 2, 5*time.Second)
	first := l.wants(t, "created")
	s.book(t, "supervisor", "D-2", "")
	s.tick(t, 2, time.Second)
	second := l.wants(t, "created")
	db, err := sql.Open("sqlite", strings.TrimPrefix(url, "sqlite:")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	late := first.id[:len(first.id)-1] + map[bool]string{true: "Z", false: "0"}[first.id[len(first.id)-1] == '0']
	_, err = db.ExecContext(t.Context(), "INSERT INTO events (id, callback_id, seq, record_id, type, actor, reason, before_status, after_status, data, at, made_start, ended_start, verdict) "+
		"SELECT '"+late+"', callback_id, 9, record_id, 'outcome', actor, reason, before_status, after_status, data, at, made_start, ended_start, verdict FROM events WHERE id = '"+first.id+"'")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s.tick(t, 2, time.Second)
	if got := l.wants(t, "outcome"); got.id != late {
		t.Errorf("told %s", got.id)
	}
	if got := s.listen(t, at, "admin", second.id).wants(t, "outcome"); got.id != late {
		t.Errorf("resumed with %s", got.id)
	}
}

// A stream shows that it lives, and ends with its key.
func TestStreamLivesAndEnds(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		l := s.listen(t, s.instance(t), "ana", "")
		for range 3 {
			s.tick(t, 2, 5*time.Second)
		}
		if got := l.next(t); got.event != "" {
			t.Errorf("told %+v", got)
		}
		if err := s.store.RevokeAPIKey(t.Context(), "ana"); err != nil {
			t.Fatal(err)
		}
		s.tick(t, 2, 5*time.Second)
		if got := l.next(t); got != (change{}) {
			t.Errorf("told %+v", got)
		}
		if _, open := <-l.events; open {
			t.Error("goes on")
		}
		if again := s.listen(t, s.instance(t), "ana", ""); again.status != http.StatusUnauthorized {
			t.Errorf("status %d", again.status)
		}
		if dialer := s.listen(t, s.instance(t), "dialer", ""); dialer.status != http.StatusForbidden {
			t.Errorf("status %d", dialer.status)
		}
	})
}

// The server's own deadlines, which hold for every other answer, do not end a stream.
func TestStreamOutlivesTheServersDeadlines(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	router := mux.NewRouter()
	const deadline = 200 * time.Millisecond
	h, err := api.New(api.Config{Store: s.store, Clock: s.clock, Log: slog.New(slog.DiscardHandler), Wake: func() {}, WriteBy: func() time.Time { return time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	h.Register(router)
	at := httptest.NewUnstartedServer(router)
	at.Config.ReadTimeout, at.Config.WriteTimeout = deadline, deadline
	at.Start()
	t.Cleanup(func() { h.Close(); at.Close() })
	l := s.listen(t, at.URL, "supervisor", "")
	ctx, cancel := context.WithTimeout(t.Context(), 3*deadline)
	defer cancel()
	select {
	case e, open := <-l.events:
		t.Fatalf("told %+v, open %v", e, open)
	case <-ctx.Done():
	}
	s.book(t, "supervisor", "D-1", "")
	s.tick(t, 2, time.Second)
	l.wants(t, "created")
}

// A caller has so many streams and no more; an instance that stops ends them.
func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	router := mux.NewRouter()
	h := newHandler(t, s, func() {})
	h.Register(router)
	at := httptest.NewServer(router)
	defer at.Close()
	var all []*stream
	for range 20 {
		all = append(all, s.listen(t, at.URL, "ana", ""))
	}
	if one := s.listen(t, at.URL, "ana", ""); one.status != http.StatusTooManyRequests {
		t.Errorf("status %d", one.status)
	}
	if other := s.listen(t, at.URL, "ben", ""); other.status != http.StatusOK {
		t.Errorf("status %d", other.status)
	}
	h.Close()
	for _, l := range all {
		if _, open := <-l.events; open {
			t.Fatal("goes on")
		}
	}
	if late := s.listen(t, at.URL, "ana", ""); late.status != http.StatusServiceUnavailable {
		t.Errorf("status %d", late.status)
	}
}
