package twilio

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
)

const (
	testAccount   = "AC00000000000000000000000000000001"
	testWorkspace = "WS00000000000000000000000000000002"
	testWorkflow  = "WW00000000000000000000000000000003"
	testTask      = "WT00000000000000000000000000000004"
	testWorker    = "WK00000000000000000000000000000005"
	testPassword  = "a-secret-nobody-may-see"
	tasksPath     = "/v1/Workspaces/" + testWorkspace + "/Tasks"
)

func testNow() time.Time { return time.Date(2026, 12, 1, 9, 30, 0, 0, time.UTC) }

func testConfig(baseURL string) Config {
	return Config{
		BaseURL:      baseURL,
		AccountSid:   testAccount,
		Username:     "SK00000000000000000000000000000006",
		Password:     testPassword,
		WorkspaceSid: testWorkspace,
		WorkflowSid:  testWorkflow,
		Clock:        clockwork.NewFakeClockAt(testNow()),
	}
}

// newTestClient returns a client that ends with the test; change, if not nil, alters its settings.
func newTestClient(t *testing.T, baseURL string, change func(*Config)) *Client {
	t.Helper()
	cfg := testConfig(baseURL)
	if change != nil {
		change(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatalf("new client: %v", err)
	}
	t.Cleanup(c.Close)
	return c
}

// serve starts a server and a client of it.
func serve(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return newTestClient(t, server.URL, nil)
}

// answer is a handler that always says the same and counts how often.
type answer struct {
	status int
	header map[string]string
	body   string
	asked  atomic.Int64
}

func (a *answer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.asked.Add(1)
	_, _ = io.Copy(io.Discard, r.Body)
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

func sampleTask() NewTask {
	return NewTask{
		Attributes:     `{"taskType":"callback","callback_id":"cb_1","dispatch":2}`,
		Timeout:        90 * time.Second,
		Priority:       5,
		VirtualStartAt: testNow().Add(-time.Minute),
	}
}

func createdJSON(sid string) string {
	return `{"sid":"` + sid + `","assignment_status":"pending","date_created":"2026-12-01T09:30:00Z",` +
		`"attributes":"{\"taskType\":\"callback\",\"callback_id\":\"cb_1\",\"dispatch\":2}"}`
}

func wantClass(t *testing.T, err error, want Class) {
	t.Helper()
	_ = mustClass(t, err, want)
}

// mustClass returns a failure of the wanted class, which must not tell what nobody may read.
func mustClass(t *testing.T, err error, want Class) *Error {
	t.Helper()
	if got := ClassOf(err); got != want {
		t.Fatalf("class = %s, want %s; error: %v", got, want, err)
	}
	var failed *Error
	if !errors.As(err, &failed) {
		t.Fatalf("%v is no *Error", err)
	}
	for _, secret := range []string{testPassword, "cb_1", "Anna", "+61491570156", "61491570156"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("error tells %q: %v", secret, err)
		}
	}
	return failed
}
