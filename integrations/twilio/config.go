package twilio

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"
)

const (
	// defaultTimeout is twilio-go's own limit for a call; Twilio publishes none.
	defaultTimeout = 10 * time.Second
	// defaultConcurrency is the default of RINGBACK_DISPATCH_CONCURRENCY.
	defaultConcurrency = 32
)

// Config says how to reach one TaskRouter workspace.
type Config struct {
	// BaseURL is TaskRouter's address. Plain http is accepted only where nobody else can listen: loopback, private
	// addresses and names without a dot.
	BaseURL string
	// AccountSid is the account (AC...) the workspace belongs to.
	AccountSid string
	// Username and Password are an API key and its secret, or the account's sid and auth token.
	Username, Password string
	// WorkspaceSid (WS...) and WorkflowSid (WW...) are printed by "ringback setup".
	WorkspaceSid, WorkflowSid string
	// Concurrency is how many calls are expected in flight; as many connections are kept open. 0 means 32.
	Concurrency int
	// PageSize is how many a page of a list holds: 0 means 1,000, the most that TaskRouter serves.
	PageSize int
	// Timeout bounds one call, connecting and reading included. 0 means 10 s.
	Timeout time.Duration
	// Clock reads dates in answers. It does not bound calls: a network keeps real time even when a test does not.
	Clock clockwork.Clock
	// Transport carries the calls; nil means a pool of connections of the client's own.
	Transport http.RoundTripper
}

func (c Config) withDefaults() Config {
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	if c.Concurrency == 0 {
		c.Concurrency = defaultConcurrency
	}
	if c.PageSize == 0 {
		c.PageSize = pageSize
	}
	return c
}

func (c Config) check() error {
	if err := c.checkAccount(); err != nil {
		return err
	}
	switch {
	case !validSid("WS", c.WorkspaceSid):
		return errors.New("WorkspaceSid: want WS and 32 hexadecimal digits")
	case !validSid("WW", c.WorkflowSid):
		return errors.New("WorkflowSid: want WW and 32 hexadecimal digits")
	}
	return nil
}

// checkAccount checks all but the workspace and the workflow, which setup is there to find.
func (c Config) checkAccount() error {
	for _, field := range []struct {
		name, want string
		ok         bool
	}{
		{"AccountSid", "want AC and 32 hexadecimal digits", validSid("AC", c.AccountSid)},
		{"Username", "want an API key's sid or the account's", c.Username != "" && !strings.Contains(c.Username, ":")},
		{"Password", "want the API key's secret or the auth token", c.Password != ""},
		{"Concurrency", "must not be negative", c.Concurrency >= 0},
		{"PageSize", "want at most 1,000", c.PageSize >= 0 && c.PageSize <= pageSize},
		{"Timeout", "must not be negative", c.Timeout >= 0},
		{"Clock", "is missing", c.Clock != nil},
	} {
		if !field.ok {
			return fmt.Errorf("%s: %s", field.name, field.want)
		}
	}
	return nil
}

// parseBase reads the base URL. Its errors never repeat the URL, which may hold a password.
func parseBase(raw string) (*url.URL, error) {
	base, err := url.Parse(strings.TrimRight(raw, "/"))
	switch {
	case err != nil || base.Hostname() == "":
		return nil, errors.New("BaseURL: want an absolute URL such as https://taskrouter.twilio.com")
	case base.User != nil || base.RawQuery != "" || base.Fragment != "" || base.ForceQuery:
		return nil, errors.New("BaseURL: must hold no user, query or fragment")
	case base.Scheme == "https":
		return base, nil
	case base.Scheme == "http" && closeBy(base.Hostname()):
		return base, nil
	}
	return nil, errors.New("BaseURL: want https; http would show the credentials to the network")
}

// closeBy reports whether a host is this machine, a private address, or a name only a local resolver can know.
func closeBy(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || ip.IsPrivate()
	}
	return !strings.Contains(host, ".") || isLoopback(host)
}

// isLoopback reports whether a host names this machine.
func isLoopback(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
