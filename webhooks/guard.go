package webhooks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/integrations/twilio"
)

// The routes, as they end below /webhooks/twilio and as metrics name them.
const (
	routeEvents       = "events"
	routeStreams      = "event-streams"
	routeDispositions = "dispositions"
	routeWelcome      = "welcome-calls" // below /webhooks
)

// bounds are what one request of a route may take.
type bounds struct {
	bytes int64
	time  time.Duration
}

// boundsOf keeps each answer within Twilio's patience: 5 s for a stream, 15 s for an event callback (the reference of Event
// Streams and of TaskRouter's events). An event's form holds two sets of attributes of 4,096 characters, up to twelve
// bytes each when percent-encoded.
func boundsOf(route string) bounds {
	switch route {
	case routeStreams:
		return bounds{16 << 20, 4 * time.Second}
	case routeEvents:
		return bounds{256 << 10, 10 * time.Second}
	}
	return bounds{64 << 10, 10 * time.Second}
}

// bodyKey is the context's key of the body that guard has verified.
type bodyKey struct{}

// bodyOf is the raw body of a request that has passed guard.
func bodyOf(r *http.Request) []byte {
	body, _ := r.Context().Value(bodyKey{}).([]byte)
	return body
}

// guard lets through only POSTs of a bounded size that Twilio signed, and gives each a deadline.
func (h *Handler) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route := mux.CurrentRoute(r).GetName()
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			h.refuse(w, route, problem{Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: "send it by POST"})
			return
		}
		limits := h.bounds(route)
		body, err := readBody(w, r, limits.bytes)
		if err != nil {
			h.refuseBody(w, route, limits, err)
			return
		}
		if err := h.cfg.Verifier.Verify(r.RequestURI, r.Header.Get("Content-Type"), body, r.Header.Get("X-Twilio-Signature")); err != nil {
			h.refuseSignature(w, route, err)
			return
		}
		ctx, cancel := context.WithTimeout(context.WithValue(r.Context(), bodyKey{}, body), limits.time)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	const usual = 8 << 10 // an event's form fits
	var body bytes.Buffer
	body.Grow(int(min(max(r.ContentLength, 0)+bytes.MinRead, limit, usual)))
	_, err := io.Copy(&body, http.MaxBytesReader(w, r.Body, limit))
	return body.Bytes(), err
}

func (h *Handler) refuseBody(w http.ResponseWriter, route string, limits bounds, err error) {
	var large *http.MaxBytesError
	if !errors.As(err, &large) { // the sender went away; should it still listen, it may try again
		h.refuse(w, route, problem{Status: http.StatusServiceUnavailable, Code: codeUnavailable, Detail: "the body could not be read"})
		return
	}
	h.alarmed(route, "too_large")
	h.refuse(w, route, problem{Status: http.StatusRequestEntityTooLarge, Code: codeTooLarge, Detail: fmt.Sprintf("at most %d bytes", limits.bytes)})
}

func (h *Handler) refuseSignature(w http.ResponseWriter, route string, err error) {
	reason := signatureFailure(err)
	h.counts.signatureFailures.WithLabelValues(reason).Inc()
	h.alarmed(route, reason)
	h.refuse(w, route, problem{Status: http.StatusForbidden, Code: "forbidden", Detail: "not signed by this account's auth token over the public URL"})
}

// alarmed warns, at most once a minute, of requests that Twilio will not send again: Event Streams discards what is
// answered by any 4xx.
func (h *Handler) alarmed(route, reason string) {
	if unsaid, due := h.forged.due(); due {
		h.cfg.Log.Warn("webhook refused: if Twilio sent it, the auth token or the public URL is wrong", "route", route, "reason", reason, "more_since_last_warning", unsaid)
	}
}

func (h *Handler) refuse(w http.ResponseWriter, route string, p problem) {
	h.received(route, p.Status)
	p.write(w)
}

func signatureFailure(err error) string {
	for _, known := range []struct {
		err  error
		name string
	}{
		{twilio.ErrNoSignature, "no_signature"},
		{twilio.ErrDuplicateKey, "duplicate_key"},
		{twilio.ErrBodyHash, "body_hash"},
	} {
		if errors.Is(err, known.err) {
			return known.name
		}
	}
	return "wrong_signature"
}
