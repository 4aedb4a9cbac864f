package smoke_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"go.uber.org/goleak"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/e2e/smoke"
	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/integrations/twiliosim/contract"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const name = smoke.Prefix + "01kb0000000000000000000000"

// account is a simulated account with the workspace of a site.
type account struct {
	*twiliosim.Server
	t   *testing.T
	cfg smoke.Config
	out bytes.Buffer
}

// newAccount serves the account, each exchange held to Twilio's documents where they are at hand, through wrap.
func newAccount(t *testing.T, wrap func(http.Handler) http.Handler) *account {
	t.Helper()
	a := &account{t: t}
	clock := clockwork.NewFakeClockAt(time.Date(2026, 12, 1, 18, 30, 30, 0, time.UTC)) // the middle of the night in Perth
	a.Server = twiliosim.New(twiliosim.Config{Clock: clock, Seed: 7, AccountSid: "AC" + strings.Repeat("a", 32)})
	_, err := a.SeedRingback(twiliosim.SeedOptions{})
	a.must(err)
	web := httptest.NewServer(wrap(contract.Hold(t, a.Server)))
	t.Cleanup(func() {
		web.CloseClientConnections()
		web.Close()
		a.must(a.Close())
	})
	settings, err := config.Load(nil, []string{"TWILIO_ACCOUNT_SID=" + a.AccountSid(), "TWILIO_AUTH_TOKEN=" + a.AuthToken(),
		"RINGBACK_TASKROUTER_URL=" + web.URL, "RINGBACK_IAM_URL=" + web.URL})
	a.must(err)
	a.cfg = smoke.Config{Settings: settings, Name: name, Dir: t.TempDir(), Clock: clock, Out: &a.out}
	return a
}

func (a *account) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

func plain(h http.Handler) http.Handler { return h }

func TestStories(t *testing.T) {
	t.Parallel()
	a := newAccount(t, plain)
	if err := smoke.Run(t.Context(), a.cfg); err != nil {
		t.Errorf("%v\n%s", err, &a.out)
	}
	if told := a.out.String(); strings.Count(told, "ok ") != 7 || !strings.Contains(told, "nothing is left behind") {
		t.Errorf("told %s", told)
	}
}

// Whichever request fails, all that was made is deleted.
func TestFailuresAreCleanedUp(t *testing.T) {
	t.Parallel()
	for _, broken := range []string{"/Tokens/validate", "/TaskQueues", "/Workflows", "/v1/Sinks", "/v1/Subscriptions", "/Tasks"} {
		t.Run(strings.Trim(strings.ReplaceAll(broken, "/", " "), " "), func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, func(h http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, broken) {
						http.Error(w, `{"code":20001,"message":"not today","status":400}`, http.StatusBadRequest)
						return
					}
					h.ServeHTTP(w, r)
				})
			})
			err := smoke.Run(t.Context(), a.cfg)
			if told := a.out.String(); err == nil || !strings.Contains(told, "FAILED") || !strings.Contains(told, "nothing is left behind") {
				t.Errorf("%v\n%s", err, told)
			}
		})
	}
}

// What cannot be deleted is told by its id, and is an error; so is a run that was called off.
func TestLeftoversAreTold(t *testing.T) {
	t.Parallel()
	a := newAccount(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				http.Error(w, `{"code":20403,"message":"not allowed","status":403}`, http.StatusForbidden)
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	err := smoke.Run(t.Context(), a.cfg)
	told := a.out.String()
	if err == nil || !strings.Contains(err.Error(), "2 things are left behind") || !strings.Contains(told, "LEFT    workspace WS") || !strings.Contains(told, "LEFT    sink DG") {
		t.Errorf("%v\n%s", err, told)
	}
}

func TestCalledOff(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	a := newAccount(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.ServeHTTP(w, r)
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/TaskQueues") {
				cancel()
			}
		})
	})
	if err := smoke.Run(ctx, a.cfg); err == nil || !strings.Contains(a.out.String(), "nothing is left behind") {
		t.Errorf("%v\n%s", err, &a.out)
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	for env, want := range map[string]string{
		"":                                      "TWILIO_ACCOUNT_SID; TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
		"TWILIO_ACCOUNT_SID=a":                  "TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
		"TWILIO_ACCOUNT_SID=a TWILIO_API_KEY=b": "TWILIO_API_SECRET",
		"TWILIO_ACCOUNT_SID=a TWILIO_API_SECRET=b":                  "TWILIO_API_KEY",
		"TWILIO_ACCOUNT_SID=a TWILIO_API_KEY=b TWILIO_API_SECRET=c": "",
		"TWILIO_ACCOUNT_SID=a TWILIO_AUTH_TOKEN=b":                  "",
		"TWILIO_ACCOUNT_SID= TWILIO_AUTH_TOKEN=b":                   "TWILIO_ACCOUNT_SID",
	} {
		if got := strings.Join(smoke.Missing(strings.Fields(env)), "; "); got != want {
			t.Errorf("%q: missing %q, want %q", env, got, want)
		}
	}
}
