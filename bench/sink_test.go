package bench

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// limits are those of a provider's account; zero is none.
type limits struct {
	latency   time.Duration // of a Task that is made
	atOnce    int           // requests in flight
	perSecond int           // Tasks made a second, with as large a burst
}

// sink is the provider: it makes no Tasks, but answers like TaskRouter and notes when it was asked for what.
type sink struct {
	limits
	server   *httptest.Server
	bucket   *rate.Limiter
	inFlight atomic.Int64
	refused  atomic.Int64
	wanted   int
	all      chan struct{} // closed when as many Tasks were made as wanted

	mu    sync.Mutex
	taken []arrival
}

// arrival is one request that was granted.
type arrival struct {
	number int // of the callback
	at     time.Time
}

func newSink(b *testing.B, l limits, wanted int) *sink {
	b.Helper()
	s := &sink{limits: l, wanted: wanted, all: make(chan struct{}), taken: make([]arrival, 0, wanted)}
	if l.perSecond > 0 {
		s.bucket = rate.NewLimiter(rate.Limit(l.perSecond), l.perSecond)
	}
	s.server = httptest.NewServer(s)
	b.Cleanup(s.server.Close)
	return s
}

// ServeHTTP answers creations of Tasks; lists, which passes ask for now and then, are empty.
func (s *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at := time.Now()
	w.Header().Set("Content-Type", "application/json")
	if r.Method != http.MethodPost {
		name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		_, _ = fmt.Fprintf(w, `{%q:[],"meta":{"key":%q,"page":0,"page_size":1000}}`, strings.ToLower(name), strings.ToLower(name))
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the caller went away
	}
	inFlight := s.inFlight.Add(1)
	defer s.inFlight.Add(-1)
	if s.atOnce > 0 && int(inFlight) > s.atOnce || s.bucket != nil && !s.bucket.AllowN(at, 1) {
		s.refused.Add(1)
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"code":20429,"message":"Too Many Requests","more_info":"https://www.twilio.com/docs/errors/20429","status":429}`)
		return
	}
	number := numberIn(body)
	s.note(arrival{number, at})
	if s.latency > 0 {
		time.Sleep(s.latency)
	}
	w.Header().Set("ETag", `"0"`)
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, taskOf(number))
}

func (s *sink) note(a arrival) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = append(s.taken, a)
	if len(s.taken) == s.wanted {
		close(s.all)
	}
}

// numberIn finds which callback a request is for: its id ends in its number (seed.go). -1 when there is none.
func numberIn(body []byte) int {
	_, rest, ok := bytes.Cut(body, []byte("callback_id%22%3A%22cb_"))
	if !ok || len(rest) < idDigits {
		return -1
	}
	n, err := strconv.Atoi(string(rest[:idDigits]))
	if err != nil {
		return -1
	}
	return n
}

// taskOf is a Task as TaskRouter answers it, about 1.5 KB.
func taskOf(number int) string {
	const account, workspace = "https://taskrouter.twilio.com/v1/Workspaces/" + workspaceSid, "/Tasks/"
	sid := fmt.Sprintf("WT%032x", number)
	return `{"account_sid":"` + accountSid + `","age":0,"assignment_status":"pending","attributes":"{\"taskType\":\"callback\",\"callback_id\":\"` + callbackID(number) +
		`\",\"dispatch\":1,\"record_id\":\"rec_01JD0000000000000000000000\",\"cb_routing\":\"team\",\"cb_team\":\"welcome\",\"name\":\"A. D.\",\"reason_code\":\"driving\",` +
		`\"callBackData\":{\"attempts\":0,\"mainTimeZone\":\"Australia/Perth\",\"utcDateTimeReceived\":\"2026-12-01T04:00:00Z\",\"isDeleted\":false},\"cb_agent_sid\":null,` +
		`\"conversations\":{\"conversation_id\":\"cb_01JD0000000000000000000000\"}}","addons":"{}","date_created":"2026-12-01T10:00:00Z","date_updated":"2026-12-01T10:00:00Z",` +
		`"task_queue_entered_date":"2026-12-01T10:00:00Z","priority":0,"reason":null,"sid":"` + sid + `","task_queue_sid":"WQ00000000000000000000000000000001",` +
		`"task_queue_friendly_name":"Ringback everyone","task_channel_sid":"TC00000000000000000000000000000001","task_channel_unique_name":"voice","timeout":4500,` +
		`"workflow_sid":"` + workflowSid + `","workflow_friendly_name":"Ringback","workspace_sid":"` + workspaceSid + `","url":"` + account + workspace + sid + `",` +
		`"links":{"workspace":"` + account + `","task_queue":"` + account + `/TaskQueues/WQ00000000000000000000000000000001","workflow":"` + account + "/Workflows/" + workflowSid +
		`","reservations":"` + account + workspace + sid + `/Reservations"},"virtual_start_time":"2026-12-01T10:00:00Z","ignore_capacity":false,"routing_target":null}`
}

// wait returns once all Tasks that are wanted were made.
func (s *sink) wait(b *testing.B, atMost time.Duration) {
	b.Helper()
	select {
	case <-s.all:
	case <-time.After(atMost):
		s.mu.Lock()
		defer s.mu.Unlock()
		b.Fatalf("%d of %d Tasks after %v, %d requests refused", len(s.taken), s.wanted, atMost, s.refused.Load())
	}
}

// once fails the benchmark unless each of n callbacks got exactly one Task.
func (s *sink) once(b *testing.B, n int) {
	b.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	times := make(map[int]int, n)
	for _, a := range s.taken {
		times[a.number]++
	}
	for number := range n {
		if times[number] != 1 {
			b.Fatalf("callback %d got %d Tasks", number, times[number])
		}
	}
	if len(times) != n {
		b.Fatalf("Tasks for %d callbacks, want %d", len(times), n)
	}
}

// span is from a moment to the last Task.
func (s *sink) span(from time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken[len(s.taken)-1].at.Sub(from)
}

// lateness is how long after its due time each request came, in milliseconds.
func (s *sink) lateness(due func(number int) time.Time) []float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	late := make([]float64, len(s.taken))
	for i, a := range s.taken {
		late[i] = float64(a.at.Sub(due(a.number)).Microseconds()) / 1000
	}
	return late
}

// refusals is the share of requests that were refused, in per cent.
func (s *sink) refusals() float64 {
	refused := float64(s.refused.Load())
	return 100 * refused / (refused + float64(s.wanted))
}
