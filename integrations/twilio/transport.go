package twilio

import (
	"net/http"
	"net/url"
	"time"
)

// idleTimeout closes a connection before the far side is likely to: load balancers commonly do so after 60 s, and a
// request sent into a connection that is just being closed has an unknown result.
const idleTimeout = 45 * time.Second

// newHTTPClient follows no redirect: a redirected POST would be sent twice, and credentials to another host.
func newHTTPClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}

// newTransport keeps one connection open for each call expected in flight (the default keeps two, and pays a TLS
// handshake for each further one). It speaks HTTP/1.1 only: over HTTP/2 all calls share a connection, and its loss
// would make every one of them unknown at once.
func newTransport(concurrency int, timeout time.Duration) *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = proxyFor
	transport.MaxIdleConns = concurrency
	transport.MaxIdleConnsPerHost = concurrency
	transport.IdleConnTimeout = idleTimeout
	transport.ResponseHeaderTimeout = timeout * 9 / 10
	transport.ForceAttemptHTTP2 = false
	transport.Protocols = new(http.Protocols)
	transport.Protocols.SetHTTP1(true)
	return transport
}

// proxyFor honours HTTPS_PROXY and its kin, but never for this machine: a simulator beside us must be reached directly.
func proxyFor(req *http.Request) (*url.URL, error) {
	if isLoopback(req.URL.Hostname()) {
		return nil, nil
	}
	return http.ProxyFromEnvironment(req)
}
