package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
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

var (
	sourceName  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)
	welcomePath = regexp.MustCompile(`^\$(\.[^.\s]+)+$`)
)

func (p *Problems) webhooks(w Webhooks) {
	if w.Timeout < time.Second || w.Timeout > maxWebhookTimeout {
		p.add("webhooks.timeout", "want a duration from 1s to 30s; got %q", w.Timeout.String())
	}
}

func (p *Problems) welcome(w Welcome) {
	fields := WelcomeFields()
	for _, name := range slices.Sorted(maps.Keys(w.Sources)) {
		at := "welcome.sources." + name
		if !sourceName.MatchString(name) {
			p.add(at, "want a name of 1 to 64 small letters, digits, - and _")
		}
		mapping := w.Sources[name]
		for _, field := range slices.Sorted(maps.Keys(mapping)) {
			value := mapping[field]
			switch {
			case !slices.Contains(fields, field):
				p.add(at+"."+field, "no such field of a welcome call; there are %s", strings.Join(fields, ", "))
			case value == "" || len(value) > 200:
				p.add(at+"."+field, "want a path such as $.donor.mobile, or a fixed text, of at most 200 characters")
			case strings.HasPrefix(value, "$") && !welcomePath.MatchString(value):
				p.add(at+"."+field, "want a path of names and list places with dots between, such as $.donor.phones.0; got %q", value)
			}
		}
		for _, field := range []string{"type", "reference"} {
			if mapping[field] == "" {
				p.add(at+"."+field, "missing: it says what each event is about")
			}
		}
	}
}

// WelcomeFields are the fields of a welcome call that can be mapped.
func WelcomeFields() []string {
	return []string{"type", "reference", "dry_run", "fundraiser.code", "fundraiser.team",
		"record.external_id", "record.name", "record.phone", "record.timezone", "record.region", "record.campaign", "record.team",
		"callback_request.local_time", "callback_request.timezone", "callback_request.window_minutes", "callback_request.routing",
		"callback_request.agent_strict", "callback_request.team", "callback_request.worker_sid", "callback_request.reason",
		"callback_request.notes", "callback_request.phone", "callback_request.override.requested_by", "callback_request.override.captured_via",
		"callback_request.override.wording", "callback_request.override.recording_sid"}
}
