package twilio

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/twiliosim"
)

const flexToken = "eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGc"

// tokensOf is a validator that asks this handler, and how often it did. Its clock stands still unless change gives another.
func tokensOf(t *testing.T, handler http.Handler, change func(*FlexTokenConfig)) (*FlexTokens, *atomic.Int64) {
	t.Helper()
	asked := &atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	cfg := FlexTokenConfig{BaseURL: server.URL, AccountSid: testAccount, Username: testAccount, Password: testPassword, Clock: clockwork.NewFakeClockAt(testNow())}
	if change != nil {
		change(&cfg)
	}
	f, err := NewFlexTokens(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f, asked
}

func TestFlexTokensAreValidatedBySimulatedTwilio(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClockAt(testNow())
	sim := twiliosim.New(twiliosim.Config{Clock: clock, AccountSid: testAccount, AuthToken: testPassword})
	defer func() {
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	}()
	f, asked := tokensOf(t, sim, func(c *FlexTokenConfig) { c.Clock = clock })
	token := sim.IssueFlexToken(twiliosim.FlexToken{WorkerSid: testWorker, Roles: []string{"agent", "admin"}, ExpiresAt: testNow().Add(90 * time.Second)})
	for range 3 {
		user, err := f.Validate(t.Context(), token)
		if err != nil || user.WorkerSid != testWorker || strings.Join(user.Roles, " ") != "agent admin" || !user.ExpiresAt.Equal(testNow().Add(90*time.Second)) {
			t.Fatalf("%+v, %v", user, err)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
	clock.Advance(time.Minute) // what was said is believed for so long
	if _, err := f.Validate(t.Context(), token); err != nil || asked.Load() != 2 {
		t.Errorf("after a minute: %v, asked %d times", err, asked.Load())
	}
	clock.Advance(30 * time.Second) // the token's own end comes before the next minute's
	for range 2 {
		if _, err := f.Validate(t.Context(), token); !errors.Is(err, ErrFlexToken) {
			t.Errorf("an expired token: %v", err)
		}
	}
	if asked.Load() != 3 {
		t.Errorf("asked %d times", asked.Load())
	}
	clock.Advance(badTokenFor)
	if _, err := f.Validate(t.Context(), token); !errors.Is(err, ErrFlexToken) || asked.Load() != 4 {
		t.Errorf("a refusal is remembered for longer: %v, asked %d times", err, asked.Load())
	}
}

func TestAnswersAboutFlexTokens(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		known  bool // that it is invalid
	}{
		"invalid":                   {200, `{"valid":false,"code":20101,"message":"no"}`, true},
		"invalid by a status":       {403, `{"valid":false}`, true},
		"expired already":           {200, `{"valid":true,"expiration":"2026-12-01T09:30:00Z","worker_sid":"` + testWorker + `"}`, true},
		"our credentials are wrong": {401, `{"code":20003,"message":"Authenticate","status":401}`, false},
		"too many requests":         {429, `{"code":20429}`, false},
		"valid by a status alone":   {200, `{}`, false},
		"valid with an error":       {500, `{"valid":true,"worker_sid":"` + testWorker + `"}`, false},
		"a broken service":          {503, `{"valid":false}`, false},
		"a redirect":                {302, `{"valid":true}`, false},
		"a page":                    {200, `<html>`, false},
		"cut off":                   {200, `{"valid":tr`, false},
		"no time":                   {200, `{"valid":true,"expiration":"soon"}`, false},
		"no worker":                 {200, `{"valid":true,"worker_sid":"WT00000000000000000000000000000005"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, asked := tokensOf(t, &answer{status: c.status, body: c.body}, nil)
			for range 2 {
				user, err := f.Validate(t.Context(), flexToken)
				if err == nil || errors.Is(err, ErrFlexToken) != c.known || user.WorkerSid != "" {
					t.Errorf("%+v, %v", user, err)
				}
				if strings.Contains(err.Error(), flexToken) || strings.Contains(err.Error(), testPassword) {
					t.Errorf("told too much: %v", err)
				}
			}
			if want := map[bool]int64{true: 1, false: 2}[c.known]; asked.Load() != want {
				t.Errorf("asked %d times, want %d", asked.Load(), want)
			}
		})
	}
}

func TestManyAskForOneFlexToken(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}, 1), make(chan struct{})
	f, asked := tokensOf(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		arrived <- struct{}{}
		<-release
		_, _ = w.Write([]byte(`{"valid":true,"expiration":null,"roles":["agent"],"worker_sid":"` + testWorker + `"}`))
	}), nil)
	impatient, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		if _, err := f.Validate(impatient, flexToken); !errors.Is(err, context.Canceled) {
			t.Errorf("who began and went away: %v", err)
		}
	})
	<-arrived
	for range 20 {
		all.Go(func() {
			if user, err := f.Validate(t.Context(), flexToken); err != nil || user.WorkerSid != testWorker {
				t.Errorf("%+v, %v", user, err)
			}
		})
	}
	leave()
	close(release)
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestFlexTokensHaveADeadline(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	f, _ := tokensOf(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }), func(c *FlexTokenConfig) { c.Timeout = 20 * time.Millisecond })
	_, err := f.Validate(t.Context(), flexToken)
	close(release)
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrFlexToken) {
		t.Errorf("%v", err)
	}
}

func TestWhatCannotBeAFlexTokenIsNotAsked(t *testing.T) {
	t.Parallel()
	f, asked := tokensOf(t, &answer{status: 200, body: `{"valid":true}`}, nil)
	for _, token := range []string{"", "two words", "é", strings.Repeat("x", maxFlexToken+1), "a\"b"} {
		if _, err := f.Validate(t.Context(), token); !errors.Is(err, ErrFlexToken) {
			t.Errorf("%.20q: %v", token, err)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestTokenCacheIsBounded(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClockAt(testNow())
	c := newTokenCache(clock)
	put := func(n int) {
		for i := range n {
			c.keep(tokenID{byte(i), byte(i >> 8), byte(i >> 16), byte(len(c.said))}, FlexUser{}, nil, time.Minute)
		}
	}
	put(maxTokens)
	last := tokenID{1, 2, 3, 4, 5}
	c.keep(last, FlexUser{WorkerSid: testWorker}, nil, time.Minute)
	if v, ok := c.find(last); len(c.said) > maxTokens || !ok || v.user.WorkerSid != testWorker {
		t.Errorf("%d are remembered; the last: %v", len(c.said), ok)
	}
	clock.Advance(time.Minute)
	if _, ok := c.find(last); ok {
		t.Error("remembered for too long")
	}
}

func TestNewFlexTokensSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := FlexTokenConfig{BaseURL: "https://iam.twilio.com", AccountSid: testAccount, Username: "SK", Password: "p", Clock: clockwork.NewRealClock()}
	for name, spoil := range map[string]func(*FlexTokenConfig){
		"url": func(c *FlexTokenConfig) { c.BaseURL = "http://iam.twilio.com" }, "account": func(c *FlexTokenConfig) { c.AccountSid = "AC1" },
		"password": func(c *FlexTokenConfig) { c.Password = "" }, "clock": func(c *FlexTokenConfig) { c.Clock = nil },
	} {
		cfg := good
		spoil(&cfg)
		if _, err := NewFlexTokens(cfg); err == nil {
			t.Errorf("no error: %s", name)
		}
	}
}

func FuzzTokenAnswer(f *testing.F) {
	for _, body := range []string{`{"valid":true,"worker_sid":"` + testWorker + `","roles":["agent"],"expiration":"2026-12-01T10:30:00.240Z"}`, `{"valid":false}`, `{}`, `[]`, `null`,
		`{"valid":true,"worker_sid":null,"expiration":null,"roles":null}`, `{"valid":"true"}`} {
		f.Add(200, []byte(body))
	}
	f.Add(500, []byte(`{"valid":true}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		user, err := readTokenAnswer(status, body, testNow())
		if err == nil && (status != http.StatusOK || !user.ExpiresAt.After(testNow()) || user.WorkerSid != "" && !validSid("WK", user.WorkerSid)) {
			t.Errorf("%d %s is believed: %+v", status, body, user)
		}
		if err != nil && user.WorkerSid != "" {
			t.Errorf("%d %s names somebody: %+v", status, body, user)
		}
	})
}
