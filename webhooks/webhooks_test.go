package webhooks_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/webhooks"
)

func TestNewSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	whole := webhooks.Config{Store: &models.Store{}, Verifier: &twilio.Verifier{}, Clock: clockwork.NewFakeClock(), Log: slog.New(slog.DiscardHandler), Metrics: registry}
	for missing, take := range map[string]func(*webhooks.Config){
		"Store":    func(c *webhooks.Config) { c.Store = nil },
		"Verifier": func(c *webhooks.Config) { c.Verifier = nil },
		"Clock":    func(c *webhooks.Config) { c.Clock = nil },
		"Log":      func(c *webhooks.Config) { c.Log = nil },
		"Metrics":  func(c *webhooks.Config) { c.Metrics = nil },
	} {
		cfg := whole
		take(&cfg)
		if _, err := webhooks.New(cfg); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("without %s: %v", missing, err)
		}
	}
	h, err := webhooks.New(whole)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := webhooks.New(whole); err == nil {
		t.Error("one registry took the metrics twice")
	}
	if err := h.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
