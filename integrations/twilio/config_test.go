package twilio

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestNewNamesTheWrongField(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		field string
		spoil func(*Config)
	}{
		"no URL":          {"BaseURL", func(c *Config) { c.BaseURL = "" }},
		"relative URL":    {"BaseURL", func(c *Config) { c.BaseURL = "taskrouter.twilio.com" }},
		"other scheme":    {"BaseURL", func(c *Config) { c.BaseURL = "ftp://taskrouter.twilio.com" }},
		"plain http":      {"BaseURL", func(c *Config) { c.BaseURL = "http://taskrouter.twilio.com" }},
		"password in URL": {"BaseURL", func(c *Config) { c.BaseURL = "https://u:" + testPassword + "@taskrouter.twilio.com" }},
		"broken URL":      {"BaseURL", func(c *Config) { c.BaseURL = "https://u:" + testPassword + "@[::1" }},
		"query":           {"BaseURL", func(c *Config) { c.BaseURL = "https://taskrouter.twilio.com?a=b" }},
		"account":         {"AccountSid", func(c *Config) { c.AccountSid = "AC1" }},
		"workspace":       {"WorkspaceSid", func(c *Config) { c.WorkspaceSid = testWorkflow }},
		"workflow":        {"WorkflowSid", func(c *Config) { c.WorkflowSid = "" }},
		"user":            {"Username", func(c *Config) { c.Username = "" }},
		"colon in user":   {"Username", func(c *Config) { c.Username = "SK1:" + testPassword }},
		"password":        {"Password", func(c *Config) { c.Password = "" }},
		"concurrency":     {"Concurrency", func(c *Config) { c.Concurrency = -1 }},
		"timeout":         {"Timeout", func(c *Config) { c.Timeout = -1 }},
		"clock":           {"Clock", func(c *Config) { c.Clock = nil }},
	} {
		cfg := testConfig("https://taskrouter.twilio.com")
		test.spoil(&cfg)
		_, err := New(cfg)
		if err == nil || !strings.Contains(err.Error(), test.field+": ") || strings.Contains(err.Error(), testPassword) {
			t.Errorf("%s: error %v, want one that names %s", name, err, test.field)
		}
	}
}

func TestNewAcceptsSimulators(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"https://taskrouter.twilio.com/", "http://127.0.0.1:8081", "http://[::1]:8081", "http://localhost:1", "http://twiliosim:8081", "http://10.1.2.3"} {
		c, err := New(testConfig(base))
		if err != nil {
			t.Errorf("%s: %v", base, err)
			continue
		}
		if c.cfg.Timeout != 10*time.Second || c.cfg.Concurrency != 32 {
			t.Errorf("defaults: %s, %d", c.cfg.Timeout, c.cfg.Concurrency)
		}
	}
}

func TestTransportIsTuned(t *testing.T) {
	t.Parallel()
	transport := newTransport(50, 10*time.Second)
	if transport.MaxIdleConnsPerHost < 50 || transport.MaxIdleConns < 50 {
		t.Errorf("keeps %d of %d connections", transport.MaxIdleConnsPerHost, transport.MaxIdleConns)
	}
	if h := transport.ResponseHeaderTimeout; h <= 0 || h >= 10*time.Second {
		t.Errorf("waits %s for headers", h)
	}
	if transport.Protocols.HTTP2() || transport.Protocols.UnencryptedHTTP2() || !transport.Protocols.HTTP1() {
		t.Errorf("speaks %s", transport.Protocols)
	}
}

func TestLoopbackHasNoProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://proxy.example:3128")
	t.Setenv("HTTPS_PROXY", "http://proxy.example:3128")
	for _, host := range []string{"127.0.0.1", "127.8.9.1", "localhost", "[::1]", "sim.localhost"} {
		req := &http.Request{URL: &url.URL{Scheme: "http", Host: host + ":8081"}}
		if proxy, err := proxyFor(req); proxy != nil || err != nil {
			t.Errorf("%s goes through %v, error %v", host, proxy, err)
		}
	}
}

// TestRegionCannotRedirect: twilio-go turns 127.0.0.1 into 127.dublin.ie1.0.1 when these are set.
func TestRegionCannotRedirect(t *testing.T) {
	t.Setenv("TWILIO_REGION", "ie1")
	t.Setenv("TWILIO_EDGE", "dublin")
	page := answer{status: http.StatusOK, body: `{"sid":"` + testWorkspace + `"}`}
	server := httptest.NewServer(&page)
	t.Cleanup(server.Close)
	if err := newTestClient(t, server.URL, nil).CheckWorkspace(t.Context()); err != nil || page.asked.Load() != 1 {
		t.Errorf("%d requests, error %v", page.asked.Load(), err)
	}
}

// TestSendRequestRewritesAnyHost: the base URL is put in place last, whatever twilio-go made of the host.
func TestSendRequestRewritesAnyHost(t *testing.T) {
	t.Parallel()
	c := newTestClient(t, "https://taskrouter.example", nil)
	one := &call{ctx: t.Context(), client: c}
	query := url.Values{"q": {`callback_id == "cb.42.7"`}, "at": {"2026-12-01T09:30:00.123Z"}}
	req, err := one.request(http.MethodGet, "https://taskrouter.dublin.ie1.twilio.com/v1/Workspaces", query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if req.URL.Host != "taskrouter.example" || req.URL.Query().Encode() != query.Encode() {
		t.Errorf("request to %s", req.URL)
	}
}

func TestBodiesCannotBeSentTwice(t *testing.T) {
	t.Parallel()
	one := &call{ctx: t.Context(), client: newTestClient(t, "https://taskrouter.example", nil)}
	req, err := one.request(http.MethodPost, "https://taskrouter.twilio.com/v1", url.Values{"a": {"b"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if req.GetBody != nil || req.ContentLength != 3 {
		t.Errorf("rewinds: %t, length %d", req.GetBody != nil, req.ContentLength)
	}
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		if _, sent := req.Header[name]; sent {
			t.Errorf("%s would let Go's transport repeat a POST", name)
		}
	}
}
