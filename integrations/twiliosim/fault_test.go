package twiliosim_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// answer is what a plain request got.
type answer struct {
	status     int // 0: none
	retryAfter string
	body       string
}

// create sends a plain CreateTask, for faults that twilio-go's types would hide.
func (o *office) create(ctx context.Context) (answer, error) {
	form := url.Values{"WorkflowSid": {o.seeded.WorkflowSid}, "Attributes": {`{"taskType":"callback","callback_id":"cb_1"}`}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, o.web.URL+"/v1/Workspaces/"+o.sim.WorkspaceSid()+"/Tasks", strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, fmt.Errorf("make request: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(account, token)
	response, err := o.web.Client().Do(request)
	if err != nil {
		return answer{}, fmt.Errorf("send request: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	got := answer{status: response.StatusCode, retryAfter: response.Header.Get("Retry-After"), body: string(body)}
	if err != nil {
		return got, fmt.Errorf("read answer: %w", err)
	}
	return got, nil
}

func TestFaultsOfRequests(t *testing.T) {
	t.Parallel()
	cases := []struct {
		fault   twiliosim.Fault
		applied int
		status  int // 0: no answer
	}{
		{twiliosim.Fault{Kind: twiliosim.FaultTooMany}, 0, 429},
		{twiliosim.Fault{Kind: twiliosim.FaultErrorBefore}, 0, 500},
		{twiliosim.Fault{Kind: twiliosim.FaultErrorBefore, Status: 503}, 0, 503},
		{twiliosim.Fault{Kind: twiliosim.FaultErrorAfter}, 1, 500},
		{twiliosim.Fault{Kind: twiliosim.FaultGateway}, 0, 502},
		{twiliosim.Fault{Kind: twiliosim.FaultResetBefore}, 0, 0},
		{twiliosim.Fault{Kind: twiliosim.FaultResetAfter}, 1, 0},
		{twiliosim.Fault{Kind: twiliosim.FaultTruncate}, 1, 201},
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.fault.Kind, c.fault.Status), func(t *testing.T) {
			t.Parallel()
			o := open(t)
			c.fault.Op, c.fault.Count = "CreateTask", 1
			must(t, o.sim.Inject(c.fault))
			if _, err := o.api.ListTask(o.sim.WorkspaceSid(), nil); err != nil {
				t.Fatalf("another operation was struck: %v", err)
			}
			got, err := o.create(t.Context())
			wantFault(t, c.status, got, err)
			if n := o.sim.CreatedCount(); n != c.applied {
				t.Errorf("%d Tasks were created, want %d", n, c.applied)
			}
			if _, err := o.create(t.Context()); err != nil {
				t.Errorf("the next request was struck too: %v", err)
			}
		})
	}
}

func wantFault(t *testing.T, status int, got answer, err error) {
	t.Helper()
	switch {
	case status == 0:
		if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) {
			t.Errorf("error is %v, want a reset", err)
		}
	case status == 201:
		if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(got.body, `{"account_sid"`) {
			t.Errorf("error is %v with body %q, want half a Task", err, got.body)
		}
	case err != nil || got.status != status:
		t.Errorf("answer is %d, %v, want %d", got.status, err, status)
	case status == 502 && !strings.HasPrefix(got.body, "<html>"):
		t.Errorf("body is %q, want HTML", got.body)
	case status == 429 && !strings.Contains(got.body, `"code":20429`):
		t.Errorf("body is %q, want Twilio's code", got.body)
	}
}

func TestRetryAfterIsASwitch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pause time.Duration
		want  string
	}{{0, ""}, {1500 * time.Millisecond, "2"}} {
		o := open(t)
		must(t, o.sim.Inject(twiliosim.Fault{Kind: twiliosim.FaultTooMany, Count: 1, RetryAfter: c.pause}))
		got, err := o.create(t.Context())
		must(t, err)
		if got.retryAfter != c.want || got.status != http.StatusTooManyRequests {
			t.Errorf("status %d with Retry-After %q, want %q", got.status, got.retryAfter, c.want)
		}
		if o.sim.Refused() != 1 {
			t.Errorf("%d refused, want one", o.sim.Refused())
		}
	}
}

func TestHangsEndWithTheClientOrByRelease(t *testing.T) {
	t.Parallel()
	for kind, applied := range map[twiliosim.FaultKind]int{twiliosim.FaultHangBefore: 0, twiliosim.FaultHangAfter: 1} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			o := open(t)
			must(t, o.sim.Inject(twiliosim.Fault{Op: "CreateTask", Kind: kind, Count: 2}))
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 2)
			phase := twiliosim.PhaseArrived
			if applied > 0 {
				phase = twiliosim.PhaseApplied
			}
			go func() { _, err := o.create(ctx); done <- err }()
			o.await(phase, 1)
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("the client that went got %v", err)
			}
			go func() { _, err := o.create(t.Context()); done <- err }()
			o.await(phase, 2)
			o.sim.Release()
			if err := <-done; (err == nil) != (applied > 0) {
				t.Errorf("the released client got %v", err)
			}
			if n := o.sim.CreatedCount(); n != 2*applied {
				t.Errorf("%d Tasks were created, want %d", n, 2*applied)
			}
		})
	}
}

// await waits for so many creations to come to a phase.
func (o *office) await(phase twiliosim.Phase, count int) {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), patience)
	defer cancel()
	must(o.t, o.sim.Await(ctx, "CreateTask", phase, count))
}

func TestLatencyIsByTheClock(t *testing.T) {
	t.Parallel()
	o := open(t)
	must(t, o.sim.Inject(twiliosim.Fault{Kind: twiliosim.FaultLatency, Count: 1, Latency: time.Minute, Jitter: time.Second}))
	done := make(chan error, 1)
	go func() { _, err := o.create(t.Context()); done <- err }()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	must(t, o.clock.BlockUntilContext(ctx, 1))
	if n := o.sim.CreatedCount(); n != 0 {
		t.Errorf("%d Tasks were created before the time", n)
	}
	o.clock.Advance(61 * time.Second)
	must(t, <-done)
	if n := o.sim.CreatedCount(); n != 1 {
		t.Errorf("%d Tasks were created, want one", n)
	}
}

func TestProbabilityIsTheSeeds(t *testing.T) {
	t.Parallel()
	run := func() (pattern string) {
		o := open(t)
		must(t, o.sim.Inject(twiliosim.Fault{Kind: twiliosim.FaultErrorBefore, Probability: 0.5}))
		for range 40 {
			got, err := o.create(t.Context())
			must(t, err)
			pattern += fmt.Sprint(got.status/100, " ")
		}
		return pattern
	}
	first := run()
	if second := run(); first != second {
		t.Errorf("one seed gave\n%s and\n%s", first, second)
	}
	if n := strings.Count(first, "5"); n < 8 || n > 32 {
		t.Errorf("%d of 40 were struck", n)
	}
}

func TestUnknownFault(t *testing.T) {
	t.Parallel()
	o := open(t)
	if err := o.sim.Inject(twiliosim.Fault{Kind: "gremlin"}); err == nil {
		t.Error("an unknown kind was taken")
	}
	must(t, o.sim.Inject(twiliosim.Fault{Kind: twiliosim.FaultErrorBefore}))
	o.sim.ClearFaults()
	if got, err := o.create(t.Context()); err != nil || got.status != http.StatusCreated {
		t.Errorf("after clearing: %v", err)
	}
}

func TestConcurrencyLimit(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.sim.SetLimits(twiliosim.Limits{Concurrent: 1})
	must(t, o.sim.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultHangAfter, Count: 1}))
	done := make(chan error, 1)
	go func() { _, err := o.create(t.Context()); done <- err }()
	o.await(twiliosim.PhaseApplied, 1)
	_, err := o.api.ListTask(o.sim.WorkspaceSid(), nil)
	wantRefused(t, err, http.StatusTooManyRequests)
	o.sim.Release()
	must(t, <-done)
	if _, err := o.api.ListTask(o.sim.WorkspaceSid(), nil); err != nil {
		t.Errorf("refused though nothing is in flight: %v", err)
	}
	if n := o.sim.Requests()[1].Concurrent; n != 2 {
		t.Errorf("the refused one saw %d in flight", n)
	}
}

func TestCreateRateLimit(t *testing.T) {
	t.Parallel()
	for _, pause := range []time.Duration{0, time.Second} {
		o := open(t)
		o.sim.SetLimits(twiliosim.Limits{CreatesPerSecond: 2})
		o.sim.Assume(twiliosim.Assumptions{RetryAfter: pause})
		statuses := ""
		for range 3 {
			got, err := o.create(t.Context())
			must(t, err)
			statuses += fmt.Sprint(got.status, got.retryAfter, " ")
		}
		o.pass(500 * time.Millisecond)
		got, err := o.create(t.Context())
		must(t, err)
		want := map[time.Duration]string{0: "201 201 429 ", time.Second: "201 201 4291 "}[pause]
		if statuses != want || got.status != http.StatusCreated {
			t.Errorf("answers are %q then %d, want %q then 201", statuses, got.status, want)
		}
	}
}

func TestObserverSeesPhasesAndMayHoldARequest(t *testing.T) {
	t.Parallel()
	o := open(t)
	seen := make(chan string, 9)
	hold := make(chan struct{})
	o.sim.OnRequest(func(op string, phase twiliosim.Phase) {
		seen <- op + " " + string(phase)
		if phase == twiliosim.PhaseApplied {
			<-hold
		}
	})
	done := make(chan error, 1)
	go func() {
		_, err := o.api.CreateTask(o.sim.WorkspaceSid(), (&tr.CreateTaskParams{}).SetWorkflowSid(o.seeded.WorkflowSid))
		done <- err
	}()
	o.await(twiliosim.PhaseApplied, 1)
	if n := o.sim.CreatedCount(); n != 1 {
		t.Errorf("%d Tasks after applying", n)
	}
	close(hold)
	must(t, <-done)
	for _, want := range []string{"CreateTask arrived", "CreateTask applied", "CreateTask answered"} {
		if got := <-seen; got != want {
			t.Errorf("seen %s, want %s", got, want)
		}
	}
}
