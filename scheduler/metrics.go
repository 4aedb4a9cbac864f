package scheduler

import "github.com/prometheus/client_golang/prometheus"

// metrics are the numbers by which an operator sees whether promises are being kept.
type metrics struct {
	late     prometheus.Histogram
	calls    *prometheus.CounterVec
	claimed  prometheus.Counter
	deferred prometheus.Counter
	inFlight prometheus.Gauge
	limit    prometheus.Gauge
	settings prometheus.Counter
	passes   *prometheus.HistogramVec
	worked   *prometheus.CounterVec
	failures *prometheus.CounterVec
	rejected prometheus.Counter
	broken   prometheus.Counter
	alerted  prometheus.Counter

	deliveries *prometheus.CounterVec
}

func newMetrics(to prometheus.Registerer) *metrics {
	const space = "ringback"
	m := &metrics{
		late: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: space, Name: "dispatch_late_seconds",
			Help:    "From the moment a callback was due to the request for its Task.",
			Buckets: []float64{.001, .002, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30, 60, 300, 1800}}),
		calls:    prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: space, Name: "dispatch_calls_total", Help: "Requests for a Task, by what became of them."}, []string{"class"}),
		claimed:  prometheus.NewCounter(prometheus.CounterOpts{Namespace: space, Name: "dispatch_claimed_total", Help: "Callbacks taken in hand."}),
		deferred: prometheus.NewCounter(prometheus.CounterOpts{Namespace: space, Name: "dispatch_deferred_total", Help: "Callbacks put off when due, since their donor may not be rung at that hour."}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Namespace: space, Name: "dispatch_in_flight", Help: "Requests for a Task under way."}),
		limit:    prometheus.NewGauge(prometheus.GaugeOpts{Namespace: space, Name: "dispatch_limit", Help: "Requests allowed under way at once, as found out."}),
		settings: prometheus.NewCounter(prometheus.CounterOpts{Namespace: space, Name: "provider_settings_refused_total", Help: "Requests refused for credentials or settings that a person must mend."}),
		passes: prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: space, Name: "pass_seconds", Help: "How long a pass took.",
			Buckets: []float64{.001, .01, .1, 1, 10, 60}}, []string{"pass"}),
		worked:   prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: space, Name: "pass_done_total", Help: "What passes did, counted in their own things."}, []string{"pass"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: space, Name: "pass_failures_total", Help: "Passes that ended in an error."}, []string{"pass"}),
		rejected: prometheus.NewCounter(prometheus.CounterOpts{Namespace: space, Name: "inbox_rejected_total", Help: "Messages that ask for what cannot be honoured; a person should look."}),
	}
	m.broken = prometheus.NewCounter(prometheus.CounterOpts{Namespace: space, Name: "promises_broken_total", Help: "Promises without an attempt by their window's end and the grace."})
	m.alerted = prometheus.NewCounter(prometheus.CounterOpts{Namespace: space, Name: "managers_told_total", Help: "Due callbacks that waited for an agent longer than their team's managers want."})
	m.deliveries = prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: space, Name: "deliveries_total", Help: "Tries to deliver webhooks, by what became of the delivery."}, []string{"fate"})
	to.MustRegister(m.deliveries, m.broken, m.alerted, m.late, m.calls, m.claimed, m.deferred, m.inFlight, m.limit, m.settings, m.passes, m.worked, m.failures, m.rejected)
	return m
}
