package config

import (
	"maps"
	"slices"
	"time"

	"github.com/ringback/ringback/models/welcome"
)

// DefaultWebhookTimeout is how long an endpoint has to answer a webhook, within
// the 15 to 30 seconds that the Standard Webhooks specification advises.
const DefaultWebhookTimeout = 15 * time.Second

// maxWebhookTimeout bounds it: a longer try would outlast the lease it is under.
const maxWebhookTimeout = 30 * time.Second

// Webhooks say how webhooks are sent.
type Webhooks struct {
	// AllowPrivate lets them go to private, loopback and link-local addresses, and
	// over http.
	AllowPrivate bool
	// Timeout is how long an endpoint has to answer.
	Timeout time.Duration
}

// Welcome says how welcome calls are read.
type Welcome struct {
	// Sources map, for each sender whose events have names of their own, the fields
	// of a welcome call (record.phone) to paths in its body ($.donor.mobile) or to
	// fixed texts.
	Sources map[string]map[string]string
}

func (p *Problems) webhooks(w Webhooks) {
	if w.Timeout < time.Second || w.Timeout > maxWebhookTimeout {
		p.add("webhooks.timeout", "want a duration from 1s to 30s; got %q", w.Timeout.String())
	}
}

func (p *Problems) welcome(w Welcome) {
	for _, name := range slices.Sorted(maps.Keys(w.Sources)) {
		for _, fault := range welcome.Check(name, w.Sources[name]) {
			at := "welcome.sources." + name
			if fault.Field != "" {
				at += "." + fault.Field
			}
			p.add(at, "%s", fault.Text)
		}
	}
}
