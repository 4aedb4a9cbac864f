package subscribers

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// DefaultTimeout is how long an endpoint has to answer, within the 15 to 30 seconds that the Standard Webhooks specification advises as
// the most.
const DefaultTimeout = 15 * time.Second

// maxAnswer bounds what is read of an answer, in bytes: enough to keep the connection when it is short.
const maxAnswer = 4 << 10

// Config is what a Sender needs.
type Config struct {
	Clock        clockwork.Clock // stamps what is sent
	Version      string          // of the program, for User-Agent
	Timeout      time.Duration   // of one delivery; 0: DefaultTimeout
	AllowPrivate bool            // private, loopback and link-local addresses may be sent to
}

// Sender posts signed webhooks. It may be used by many at once.
type Sender struct {
	clock   clockwork.Clock
	agent   string
	timeout time.Duration
	client  *http.Client
}

// New makes a Sender.
func New(cfg Config) (*Sender, error) {
	if cfg.Clock == nil || cfg.Timeout < 0 {
		return nil, errors.New("subscribers: Clock is required, and Timeout must not be negative")
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = DefaultTimeout
	}
	dialer := &net.Dialer{Timeout: cfg.Timeout}
	if !cfg.AllowPrivate {
		dialer.Control = guard
	}
	transport := &http.Transport{ // no Proxy: one would resolve the name after the guard has looked
		DialContext: dialer.DialContext, TLSHandshakeTimeout: cfg.Timeout, MaxResponseHeaderBytes: 32 << 10, MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute,
		ForceAttemptHTTP2: true,
	}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &Sender{clock: cfg.Clock, agent: "Ringback/" + cfg.Version, timeout: cfg.Timeout, client: client}, nil
}

// Close lets go of idle connections.
func (s *Sender) Close() { s.client.CloseIdleConnections() }

// Message is one webhook to one endpoint.
type Message struct {
	ID      string // the webhook-id, the same at each try
	URL     string
	Secrets []string // whsec_...; each signs
	Body    []byte   // JSON
}

// Result is what became of one try. It holds neither the body of the answer nor anything secret.
type Result struct {
	Status     int // of the answer; 0: none came
	Duration   time.Duration
	RetryAfter time.Duration // as the endpoint asked; 0: it did not
	Err        error         // nil: it was delivered
}

// EndpointFails says whether the endpoint itself fails, so that the next message will fare no better: it cannot be reached, it is
// overloaded or broken.
func (r Result) EndpointFails() bool {
	return r.Err != nil && (r.Status == 0 || r.Status == http.StatusTooManyRequests || r.Status >= http.StatusInternalServerError)
}

// Send posts a message once, and waits for the answer as long as the timeout. Redirects are not followed: they are failures.
func (s *Sender) Send(ctx context.Context, m Message) Result {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	began := s.clock.Now()
	r, err := s.request(ctx, m, began)
	if err != nil {
		return Result{Err: err}
	}
	answer, err := s.client.Do(r)
	result := Result{Duration: s.clock.Since(began)}
	if err != nil {
		result.Err = plain(err)
		return result
	}
	defer answer.Body.Close() //nolint:errcheck // read only
	_, _ = io.CopyN(io.Discard, answer.Body, maxAnswer)
	result.Status, result.Duration = answer.StatusCode, s.clock.Since(began)
	if answer.StatusCode/100 != 2 {
		result.Err = fmt.Errorf("answered %d %s", answer.StatusCode, http.StatusText(answer.StatusCode))
		result.RetryAfter = retryAfter(answer.Header.Get("Retry-After"), s.clock.Now())
	}
	return result
}

func (s *Sender) request(ctx context.Context, m Message, at time.Time) (*http.Request, error) {
	signature, err := Sign(m.ID, at, m.Body, m.Secrets)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, m.URL, bytes.NewReader(m.Body))
	if err != nil {
		return nil, errors.New("its URL cannot be read")
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", s.agent)
	r.Header.Set(standardwebhooks.HeaderWebhookID, m.ID)
	r.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
	r.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	return r, nil
}

// Sign makes the webhook-signature of a body: one signature for each secret, with spaces between.
func Sign(id string, at time.Time, body []byte, secrets []string) (string, error) {
	var signatures []string
	for _, secret := range secrets {
		hook, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			return "", errors.New("its secret cannot be read") // the library's own words may show it
		}
		signature, err := hook.Sign(id, at, body)
		if err != nil {
			return "", fmt.Errorf("sign: %w", err)
		}
		signatures = append(signatures, signature)
	}
	if len(signatures) == 0 {
		return "", errors.New("it has no secret")
	}
	return strings.Join(signatures, " "), nil
}

// plain says why no answer came, without the URL, whose query may hold a secret.
func plain(err error) error {
	var timeout net.Error
	var host *net.DNSError
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	switch {
	case errors.Is(err, ErrPrivateAddress):
		return ErrPrivateAddress
	case errors.As(err, &host):
		return errors.New("its host has no address")
	case errors.As(err, &timeout) && timeout.Timeout():
		return errors.New("no answer in time")
	case errors.As(err, &authority), errors.As(err, &name):
		return errors.New("its certificate is not valid for it")
	case errors.Is(err, context.Canceled):
		return errors.New("stopped while it was sent")
	}
	return errors.New("no connection, or it was cut")
}

// retryAfter reads a Retry-After header, in seconds or as a date; 0 when there is none.
func retryAfter(text string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 24*60*60)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}
