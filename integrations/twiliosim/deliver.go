package twiliosim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Bounds of webhooks: event callbacks have 15 s with their retries (webhooks-connection-overrides); Event Streams have
// 5 s a request and are tried for four hours (docs/events).
const (
	callbackDeadline = 15 * time.Second
	streamDeadline   = 5 * time.Second
	streamGiveUp     = 4 * time.Hour
	firstBackoff     = time.Second
	longestBackoff   = 5 * time.Minute
)

// newWebhookClient never follows redirects and keeps enough connections for the deliveries that run at once.
func newWebhookClient(transport http.RoundTripper) *http.Client {
	if transport == nil {
		tuned := http.DefaultTransport.(*http.Transport).Clone()
		tuned.MaxIdleConnsPerHost = parallelDeliveries
		transport = tuned
	}
	return &http.Client{Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Flush delivers everything that waits, one after the other, until nothing is left to send at the present time.
// Batches that must be tried again later wait for the clock. It is for tests: with [Server.Start] running there is
// nothing to do. The error is the context's.
func (s *Server) Flush(ctx context.Context) error {
	for ctx.Err() == nil {
		s.lock()
		d := s.outbox.next()
		s.mu.Unlock()
		if d == nil {
			return nil
		}
		s.deliver(ctx, d)
	}
	return fmt.Errorf("flush webhooks: %w", ctx.Err())
}

// deliver sends one delivery and settles what becomes of it.
func (s *Server) deliver(ctx context.Context, d *delivery) {
	if d.sink == SinkCallback {
		s.deliverCallback(ctx, d)
		return
	}
	s.deliverStream(ctx, d)
}

// deliverCallback tries once, and again only when no connection could be made.
func (s *Server) deliverCallback(ctx context.Context, d *delivery) {
	ctx, cancel := context.WithTimeout(ctx, callbackDeadline)
	defer cancel()
	s.mu.Lock()
	address, retries, form := s.outbox.callbackURL, s.assumptions.CallbackRetries, s.form(d.events[0])
	s.mu.Unlock()
	address = withoutFragment(address)
	signature := sign(s.token, address, form)
	for {
		d.attempt++
		status, err := s.post(ctx, address, "application/x-www-form-urlencoded", signature, []byte(form.Encode()))
		if err == nil && status/100 == 2 {
			s.settle(d, status, nil, OutcomeDelivered)
			return
		}
		if !unconnected(err) || d.attempt > retries {
			s.settle(d, status, err, OutcomeLost)
			return
		}
	}
}

// unconnected says whether the failure came before anything was sent.
func unconnected(err error) bool {
	var failed *net.OpError
	return errors.As(err, &failed) && failed.Op == "dial"
}

func (s *Server) deliverStream(ctx context.Context, d *delivery) {
	ctx, cancel := context.WithTimeout(ctx, streamDeadline)
	defer cancel()
	address, body := s.streamRequest(d)
	d.attempt++
	status, err := s.post(ctx, address, "application/json", sign(s.token, address, nil), body)
	switch {
	case err == nil && status/100 == 2:
		s.settle(d, status, nil, OutcomeDelivered)
	case err == nil && status/100 == 4 && status != http.StatusTooManyRequests:
		s.settle(d, status, nil, OutcomeDiscarded)
	default:
		s.tryLater(d, status, err)
	}
}

func (s *Server) streamRequest(d *delivery) (address string, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	batch := make([]cloudEvent, 0, len(d.events))
	for _, e := range d.events {
		batch = append(batch, s.cloud(e))
	}
	body, _ = json.Marshal(batch) // texts and numbers always encode
	return withBodyHash(withoutFragment(s.outbox.streamURL), body), body
}

// tryLater puts a batch back for a later time, with a growing pause and up to a quarter of it more at random.
func (s *Server) tryLater(d *delivery, status int, err error) {
	s.lock()
	defer s.mu.Unlock()
	if d.began.IsZero() {
		d.began = s.now
	}
	if s.now.Sub(d.began) >= streamGiveUp {
		s.record(d, status, errorText(err), OutcomeLost)
		return
	}
	s.record(d, status, errorText(err), OutcomeRetried)
	pause := min(firstBackoff<<min(d.attempt-1, 10), longestBackoff)
	pause += time.Duration(s.chance.Int64N(int64(pause) / 4))
	s.after(pause, func() {
		s.outbox.retries = append(s.outbox.retries, d)
		s.wakeDeliveries()
	})
}

func (s *Server) post(ctx context.Context, address, kind, signature string, body []byte) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("make webhook: %w", err)
	}
	request.Header.Set("Content-Type", kind)
	request.Header.Set("X-Twilio-Signature", signature)
	request.Header.Set("User-Agent", "TwilioProxy/1.1")
	response, err := s.client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("send webhook: %w", err)
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<16)) // only to reuse the connection
	if err := response.Body.Close(); err != nil {
		return response.StatusCode, fmt.Errorf("close webhook's answer: %w", err)
	}
	return response.StatusCode, nil
}
