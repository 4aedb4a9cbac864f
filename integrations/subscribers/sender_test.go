package subscribers

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// The vector of the Standard Webhooks reference implementation's simulator: its id, time, secret and body, and the signature that its
// documentation gives for them.
const (
	vectorID        = "msg_p5jXN8AQM9LWM0D4loKWxJek"
	vectorSecret    = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	vectorBody      = `{"test": 2432232314}`
	vectorTime      = 1614265330
	vectorSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
)

func TestReferenceVector(t *testing.T) {
	t.Parallel()
	got, err := Sign(vectorID, time.Unix(vectorTime, 0), []byte(vectorBody), []string{vectorSecret})
	if err != nil || got != vectorSignature {
		t.Errorf("signature %s, %v, want %s", got, err, vectorSignature)
	}
	two, err := Sign(vectorID, time.Unix(vectorTime, 0), []byte(vectorBody), []string{"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", vectorSecret})
	if err != nil || !strings.HasPrefix(two, "v1,") || !strings.HasSuffix(two, " "+vectorSignature) {
		t.Errorf("two secrets sign %s, %v", two, err)
	}
	for _, secrets := range [][]string{nil, {"whsec_not base64"}} {
		if signature, err := Sign(vectorID, time.Unix(vectorTime, 0), nil, secrets); err == nil || strings.Contains(err.Error(), "base64") {
			t.Errorf("%v signs %s, %v", secrets, signature, err)
		}
	}
}

func newSender(t *testing.T, cfg Config) *Sender {
	t.Helper()
	cfg.Clock, cfg.Version = clockwork.NewFakeClockAt(time.Unix(vectorTime, 0)), "test"
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func TestSend(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		hook, hookErr := standardwebhooks.NewWebhook(vectorSecret)
		if err = errors.Join(err, hookErr); err == nil {
			err = hook.VerifyIgnoringTimestamp(body, r.Header)
		}
		if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" || !json.Valid(body) {
			t.Errorf("%s %v: %v", r.Method, r.Header, err)
		}
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/ok", http.StatusTemporaryRedirect)
		case "/busy":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/no":
			w.WriteHeader(http.StatusBadRequest)
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		case "/cut":
			panic(http.ErrAbortHandler)
		case "/endless":
			_, _ = w.Write([]byte(strings.Repeat("x", 1<<20)))
		}
	}))
	t.Cleanup(server.Close)
	s := newSender(t, Config{AllowPrivate: true})
	for _, want := range []struct {
		path   string
		status int
		ok     bool
		fails  bool
		after  time.Duration
	}{
		{"/ok", 200, true, false, 0}, {"/endless", 200, true, false, 0}, {"/moved", 307, false, false, 0}, {"/busy", 429, false, true, 2 * time.Minute},
		{"/no", 400, false, false, 0}, {"/broken", 500, false, true, 0}, {"/cut", 0, false, true, 0},
	} {
		got := s.Send(t.Context(), Message{ID: vectorID, URL: server.URL + want.path + "?token=secret", Secrets: []string{vectorSecret}, Body: []byte(vectorBody)})
		if got.Status != want.status || (got.Err == nil) != want.ok || got.EndpointFails() != want.fails || got.RetryAfter != want.after {
			t.Errorf("%s: %+v", want.path, got)
		}
		if got.Err != nil && strings.Contains(got.Err.Error(), "secret") {
			t.Errorf("%s tells %v", want.path, got.Err)
		}
	}
}

func TestAHangingEndpointIsLeft(t *testing.T) {
	t.Parallel()
	leave := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-leave }))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(leave) })
	s := newSender(t, Config{AllowPrivate: true, Timeout: 50 * time.Millisecond})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	got := s.Send(ctx, Message{ID: vectorID, URL: server.URL, Secrets: []string{vectorSecret}, Body: []byte("{}")})
	if got.Err == nil || ctx.Err() != nil || !got.EndpointFails() {
		t.Errorf("%+v", got)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was reached") }))
	t.Cleanup(server.Close)
	s := newSender(t, Config{})
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254"} {
		got := s.Send(t.Context(), Message{ID: vectorID, URL: "http://" + host + ":" + port, Secrets: []string{vectorSecret}, Body: []byte("{}")})
		if got.Err == nil || got.Status != 0 || !errors.Is(got.Err, ErrPrivateAddress) {
			t.Errorf("%s: %+v", host, got)
		}
	}
}

func TestPublicAddresses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"93.184.215.14": true, "2606:4700::1111": true, "1.1.1.1": true,
		"10.0.0.1": false, "172.16.0.1": false, "192.168.1.1": false, "127.8.8.8": false, "169.254.169.254": false, "100.100.100.200": false, "0.1.2.3": false, "224.0.0.1": false,
		"255.255.255.255": false, "198.18.0.1": false, "::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "fd00:ec2::254": false, "ff02::1": false,
		"::ffff:10.0.0.1": false, "::7f00:1": false, "64:ff9b::a00:1": false, "2002:7f00:1::": false, "2001:0:7f00:1::": false,
	} {
		if got := isPublic(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: public %t", text, got)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Unix(vectorTime, 0)
	for text, want := range map[string]time.Duration{"": 0, "x": 0, "-3": 0, "30": 30 * time.Second, "999999999": 24 * time.Hour,
		now.Add(time.Minute).UTC().Format(http.TimeFormat): time.Minute, now.Add(-time.Minute).UTC().Format(http.TimeFormat): 0} {
		if got := retryAfter(text, now); got != want {
			t.Errorf("%q is %s", text, got)
		}
	}
}
