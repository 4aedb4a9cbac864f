package twilio

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// deadAddress is an address on which nobody listens.
func deadAddress(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server.URL
}

func TestCreateTaskBeforeItIsSent(t *testing.T) {
	t.Parallel()
	refuse := errors.New("no such host")
	for name, change := range map[string]func(*Config){
		"connection refused": func(*Config) {},
		"unknown host": func(cfg *Config) {
			cfg.Transport = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.DNSError{Err: refuse.Error(), IsNotFound: true}
			}}
		},
		"never connects": func(cfg *Config) {
			cfg.Timeout = 20 * time.Millisecond
			cfg.Transport = &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newTestClient(t, deadAddress(t), change)
			_, err := c.CreateTask(t.Context(), sampleTask())
			wantClass(t, err, NotApplied)
		})
	}
}

func TestCreateTaskDistrustsCertificates(t *testing.T) {
	t.Parallel()
	var never answer
	server := httptest.NewUnstartedServer(&never)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it would report the handshake
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	_, err := newTestClient(t, server.URL, nil).CreateTask(t.Context(), sampleTask())
	wantClass(t, err, NotApplied)
	if n := never.asked.Load(); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestCreateTaskWithEndedContext(t *testing.T) {
	t.Parallel()
	var never answer
	c := serve(t, never.ServeHTTP)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.CreateTask(ctx, sampleTask())
	wantClass(t, err, NotApplied)
	if !errors.Is(err, context.Canceled) || never.asked.Load() != 0 {
		t.Errorf("%d requests, error %v", never.asked.Load(), err)
	}
}

func TestCreateTaskCancelledUnderWay(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		cancel()
		<-r.Context().Done()
	})
	_, err := c.CreateTask(ctx, sampleTask())
	wantClass(t, err, Unknown)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v is not the cancellation", err)
	}
}

func TestCreateTaskHangs(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	c := newTestClient(t, server.URL, func(cfg *Config) { cfg.Timeout = 200 * time.Millisecond })
	_, err := c.CreateTask(t.Context(), sampleTask())
	wantClass(t, err, Unknown)
}

func TestCreateTaskHangsInTheBody(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"sid":`)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	c := newTestClient(t, server.URL, func(cfg *Config) { cfg.Timeout = 200 * time.Millisecond })
	_, err := c.CreateTask(t.Context(), sampleTask())
	wantClass(t, err, Unknown)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v is not the deadline", err)
	}
}

// silentTransport fails without telling a trace how far it came.
type silentTransport struct{ err error }

func (s silentTransport) RoundTrip(*http.Request) (*http.Response, error) { return nil, s.err }

func TestCreateTaskDoubtsSilentTransports(t *testing.T) {
	t.Parallel()
	c := newTestClient(t, "http://127.0.0.1", func(cfg *Config) { cfg.Transport = silentTransport{io.ErrUnexpectedEOF} })
	_, err := c.CreateTask(t.Context(), sampleTask())
	wantClass(t, err, Unknown)
}

// wire is a server that speaks HTTP by hand: it answers the first request of each connection and does with the second
// what the test says.
func wire(t *testing.T, second func(net.Conn)) (address string, posts *atomic.Int64) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	posts = new(atomic.Int64)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serveWire(conn, posts, second)
		}
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-done
	})
	return "http://" + listener.Addr().String(), posts
}

func serveWire(conn net.Conn, posts *atomic.Int64, second func(net.Conn)) {
	defer func() { _ = conn.Close() }()
	reader := bufio.NewReader(conn)
	for n := 0; ; n++ {
		req, err := http.ReadRequest(reader)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, req.Body)
		posts.Add(1)
		if n > 0 {
			second(conn)
			return
		}
		body := createdJSON(testTask)
		resp := http.Response{
			StatusCode: http.StatusCreated, ProtoMajor: 1, ProtoMinor: 1,
			ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body)),
		}
		_ = resp.Write(conn)
	}
}

// TestOneCallIsOnePost is the test that Go's transport, which repeats requests on connections that died in the pool,
// does not repeat ours.
func TestOneCallIsOnePost(t *testing.T) {
	t.Parallel()
	for name, second := range map[string]func(net.Conn){
		"closed after reading": func(net.Conn) {},
		"reset after reading":  func(conn net.Conn) { _ = conn.(*net.TCPConn).SetLinger(0) },
		"half an answer":       func(conn net.Conn) { _, _ = io.WriteString(conn, "HTTP/1.1 20") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, posts := wire(t, second)
			c := newTestClient(t, address, nil)
			for range 20 {
				if _, err := c.CreateTask(t.Context(), sampleTask()); err != nil {
					t.Fatalf("first on a connection: %v", err)
				}
				_, err := c.CreateTask(t.Context(), sampleTask())
				wantClass(t, err, Unknown)
			}
			if n := posts.Load(); n != 40 {
				t.Errorf("%d requests for 40 calls", n)
			}
		})
	}
}

// TestIdleConnectionsClosedByServer: a call that finds its connection closed never sends twice, and what it calls not
// applied never arrived.
func TestIdleConnectionsClosedByServer(t *testing.T) {
	t.Parallel()
	created := answer{status: http.StatusCreated, body: createdJSON(testTask)}
	server := httptest.NewServer(&created)
	t.Cleanup(server.Close)
	c := newTestClient(t, server.URL, nil)
	var sent, unsure int64
	for range 50 {
		_, err := c.CreateTask(t.Context(), sampleTask())
		switch ClassOf(err) {
		case Applied:
			sent++
		case Unknown:
			unsure++
		case NotApplied:
		default:
			t.Fatalf("create: %v", err)
		}
		server.CloseClientConnections()
	}
	if n := created.asked.Load(); n < sent || n > sent+unsure {
		t.Errorf("%d requests, %d applied, %d unknown", n, sent, unsure)
	}
}

func TestFailuresShareOneConnection(t *testing.T) {
	t.Parallel()
	var conns atomic.Int64
	page := answer{status: http.StatusBadGateway, body: "<html>" + string(make([]byte, 9000)) + "</html>"}
	server := httptest.NewUnstartedServer(&page)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	c := newTestClient(t, server.URL, nil)
	for range 50 {
		_, err := c.CreateTask(t.Context(), sampleTask())
		wantClass(t, err, Unknown)
	}
	if n := conns.Load(); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}
