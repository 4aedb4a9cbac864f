package app

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringback/ringback/models"
)

// scrapeWithin bounds what a scrape waits for the database.
const scrapeWithin = 3 * time.Second

// gauges counts the ledger at each scrape: what is owed, overdue and broken now, whichever instance is asked.
type gauges struct {
	store    *models.Store
	statuses *prometheus.Desc
	owed     *prometheus.Desc
	overdue  *prometheus.Desc
	broken   *prometheus.Desc
	rejected *prometheus.Desc
	leaks    *prometheus.Desc
}

func newGauges(store *models.Store) *gauges {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("ringback_"+name, help, labels, nil)
	}
	return &gauges{store,
		desc("callbacks", "Callbacks, by status.", "status"),
		desc("owed", "Promises that are open."),
		desc("overdue", "Open promises whose window has begun without an attempt."),
		desc("broken", "Open promises whose window and grace are over without an attempt."),
		desc("inbox_rejected", "Messages that ask for what cannot be honoured and wait for a person."),
		desc("suppression_leaks_total", "Tasks of the main list that reached an agent although their donor had a promise, of all instances together."),
	}
}

// Describe is for Prometheus.
func (g *gauges) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{g.statuses, g.owed, g.overdue, g.broken, g.rejected, g.leaks} {
		to <- d
	}
}

// Collect is for Prometheus.
func (g *gauges) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeWithin)
	defer cancel()
	counts, err := g.store.Count(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(g.owed, err)
		return
	}
	leaks, err := g.store.Leaks(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(g.leaks, err)
		return
	}
	to <- prometheus.MustNewConstMetric(g.leaks, prometheus.CounterValue, float64(leaks))
	for _, status := range models.Statuses() {
		to <- prometheus.MustNewConstMetric(g.statuses, prometheus.GaugeValue, float64(counts.ByStatus[status]), string(status))
	}
	to <- prometheus.MustNewConstMetric(g.owed, prometheus.GaugeValue, float64(counts.Owed))
	to <- prometheus.MustNewConstMetric(g.overdue, prometheus.GaugeValue, float64(counts.Overdue))
	to <- prometheus.MustNewConstMetric(g.broken, prometheus.GaugeValue, float64(counts.Broken))
	to <- prometheus.MustNewConstMetric(g.rejected, prometheus.GaugeValue, float64(counts.Rejected))
}
