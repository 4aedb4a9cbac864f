package webhooks

import (
	"fmt"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics count what came in and what became of it.
type metrics struct {
	requests          *prometheus.CounterVec
	ignored           *prometheus.CounterVec
	signatureFailures *prometheus.CounterVec
	storeFailures     prometheus.Counter
	storeSeconds      prometheus.Histogram
}

func newMetrics(registry prometheus.Registerer) (*metrics, error) {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "ringback", Subsystem: "webhooks", Name: name, Help: help}, labels)
	}
	m := &metrics{
		requests:          counter("received_total", "Requests from Twilio by route and result.", "route", "result"),
		ignored:           counter("ignored_total", "Events that passed by without being stored, by reason.", "reason"),
		signatureFailures: counter("signature_failures_total", "Requests refused because of their signature, by reason.", "reason"),
		storeFailures: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "ringback", Subsystem: "webhooks", Name: "store_failures_total",
			Help: "Requests answered 503 because the database could not be asked or written."}),
		storeSeconds: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "ringback", Subsystem: "webhooks", Name: "store_seconds",
			Help: "Time to commit one batch of messages, in seconds.", Buckets: prometheus.ExponentialBuckets(0.0005, 2, 14)}),
	}
	for _, c := range []prometheus.Collector{m.requests, m.ignored, m.signatureFailures, m.storeFailures, m.storeSeconds} {
		if err := registry.Register(c); err != nil {
			return nil, fmt.Errorf("register metrics: %w", err)
		}
	}
	return m, nil
}

// received counts a request by the status it was answered with.
func (h *Handler) received(route string, status int) {
	result := "accepted"
	switch {
	case status == http.StatusForbidden:
		result = "forbidden"
	case status == http.StatusRequestEntityTooLarge:
		result = "too_large"
	case status >= http.StatusInternalServerError:
		result = "unavailable"
	case status >= http.StatusBadRequest:
		result = "refused"
	}
	h.counts.requests.WithLabelValues(route, result).Inc()
}
