package twilio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/twilio/twilio-go/client"
)

const (
	// maxBody bounds an answer: a page of 1,000 Tasks with 4,096 characters of attributes each is under 16 MiB.
	maxBody = 32 << 20
	// maxErrorBody bounds what is read of a failure, enough for the HTML page of a gateway, so that its connection is
	// kept.
	maxErrorBody = 256 << 10
)

var (
	errTooLarge   = errors.New("the answer is too large")
	errNotSuccess = errors.New("not a success")
)

// call is twilio-go's BaseClient for exactly one call. It holds the context because that interface passes none, and
// lives no longer than the call; what it learns on the way decides the class of a failure.
type call struct {
	ctx    context.Context
	client *Client

	sent   bool
	status int
	header http.Header
	body   []byte // of an answer that was no success
	traced atomic.Bool
	wrote  atomic.Bool
}

// AccountSid returns the configured account.
func (a *call) AccountSid() string { return a.client.cfg.AccountSid }

// SetTimeout does nothing: the context bounds the call.
func (a *call) SetTimeout(time.Duration) {}

// SetOauth does nothing: calls use basic authentication.
func (a *call) SetOauth(client.OAuth) {}

// OAuth returns nil: calls use basic authentication.
func (a *call) OAuth() client.OAuth { return nil }

// SendRequest sends one request and returns a response whose body is in memory. Any status but 2xx is an error, since
// twilio-go's generated code checks none.
func (a *call) SendRequest(method, rawURL string, data url.Values, headers map[string]interface{}, _ ...byte) (*http.Response, error) {
	req, err := a.request(method, rawURL, data, headers)
	if err != nil {
		return nil, err
	}
	if err := a.ctx.Err(); err != nil {
		return nil, err
	}
	a.sent = true
	resp, err := a.client.http.Do(req)
	if err != nil {
		return nil, err
	}
	a.status, a.header = resp.StatusCode, resp.Header
	return a.read(resp)
}

// read takes the whole body, to a bound, so that the connection can be used again.
func (a *call) read(resp *http.Response) (*http.Response, error) {
	success := resp.StatusCode >= 200 && resp.StatusCode < 300
	limit := int64(maxErrorBody)
	if success {
		limit = maxBody
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	closeErr := resp.Body.Close()
	switch {
	case !success:
		a.body = body
		return nil, errNotSuccess
	case err != nil:
		return nil, fmt.Errorf("read answer: %w", err)
	case int64(len(body)) > limit:
		return nil, errTooLarge
	case closeErr != nil:
		return nil, fmt.Errorf("close answer: %w", closeErr)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

func (a *call) request(method, rawURL string, data url.Values, headers map[string]interface{}) (*http.Request, error) {
	target, err := a.target(rawURL)
	if err != nil {
		return nil, err
	}
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(data.Encode())
	} else {
		target.RawQuery = data.Encode()
	}
	req, err := http.NewRequestWithContext(a.trace(), method, target.String(), body)
	if err != nil {
		return nil, err
	}
	// Without GetBody no transport can send the body a second time, whatever it thinks of a broken connection: one
	// CreateTask is at most one POST.
	req.GetBody = nil
	for name, value := range headers {
		req.Header.Set(name, fmt.Sprint(value))
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "ringback twilio-go/"+client.LibraryVersion)
	req.SetBasicAuth(a.client.cfg.Username, a.client.cfg.Password)
	return req, nil
}

// target puts our base URL in place of the host twilio-go chose. It comes last, so that nothing can redirect us.
func (a *call) target(rawURL string) (*url.URL, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("parse URL: %w", err)
	}
	return a.client.base.JoinPath(u.EscapedPath()), nil
}

// trace notes whether the transport reports its progress, and whether it wrote the request's head. Until that is
// written the far side cannot act on the request.
func (a *call) trace() context.Context {
	return httptrace.WithClientTrace(a.ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { a.traced.Store(true) },
		WroteHeaders: func() { a.wrote.Store(true) },
	})
}
