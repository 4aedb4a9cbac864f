package twilio

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/twilio/twilio-go/client"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// Client makes calls to one TaskRouter workspace. It is safe for concurrent use.
type Client struct {
	cfg   Config
	base  *url.URL
	http  *http.Client
	clock clockwork.Clock
}

// New checks cfg and returns a client for it; nothing is sent yet. The error names the field that is wrong and never
// its value.
func New(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("twilio client: %w", err)
	}
	return newClient(cfg)
}

// newClient builds a client of settings that are checked.
func newClient(cfg Config) (*Client, error) {
	base, err := parseBase(cfg.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("twilio client: %w", err)
	}
	transport := cfg.Transport
	if transport == nil {
		transport = newTransport(cfg.Concurrency, cfg.Timeout)
	}
	return &Client{cfg: cfg, base: base, http: newHTTPClient(transport), clock: cfg.Clock}, nil
}

// Close drops the idle connections. Calls in flight are not disturbed, and the client remains usable.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// do runs one call of twilio-go under a deadline and gives its failure a class.
func (c *Client) do(ctx context.Context, op string, run func(*taskrouter.ApiService) error) (*call, *Error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	one := &call{ctx: ctx, client: c}
	err := run(one.service())
	if err == nil {
		return one, nil
	}
	return one, one.failure(op, err)
}

// service is twilio-go's TaskRouter over one call. It is built without NewRequestHandler, which would let
// TWILIO_REGION and TWILIO_EDGE choose another host.
func (a *call) service() *taskrouter.ApiService {
	return taskrouter.NewApiService(&client.RequestHandler{Client: a})
}

// now is the injected clock's time, for dates in headers.
func (c *Client) now() time.Time { return c.clock.Now() }
