// Package welcome says how a sender's own names of what a welcome call holds are mapped to ours, and what is wrong with such a mapping.
package welcome

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Fault is something wrong with a mapping.
type Fault struct {
	Field string // of the welcome call, which need not be one; empty: the sender's name
	Text  string // for a person
}

// maxValue bounds a path or a fixed text, in bytes.
const maxValue = 200

// Check finds all that is wrong with a sender's name and mapping: of fields of a welcome call (record.phone) to paths in the sender's body
// ($.donor.mobile) or to fixed texts.
func Check(name string, mapping map[string]string) []Fault {
	var found []Fault
	if !regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`).MatchString(name) {
		found = append(found, Fault{"", "want a name of 1 to 64 small letters, digits, - and _"})
	}
	path := regexp.MustCompile(`^\$(\.[^.\s]+)+$`)
	fields := Fields()
	for _, field := range slices.Sorted(maps.Keys(mapping)) {
		value := mapping[field]
		switch {
		case !slices.Contains(fields, field):
			found = append(found, Fault{field, "no such field of a welcome call; there are " + strings.Join(fields, ", ")})
		case value == "" || len(value) > maxValue:
			found = append(found, Fault{field, fmt.Sprintf("want a path such as $.donor.mobile, or a fixed text, of at most %d characters", maxValue)})
		case strings.HasPrefix(value, "$") && !path.MatchString(value):
			found = append(found, Fault{field, fmt.Sprintf("want a path of names and list places with dots between, such as $.donor.phones.0; got %q", value)})
		}
	}
	for _, field := range []string{"type", "reference"} {
		if mapping[field] == "" {
			found = append(found, Fault{field, "missing: it says what each event is about"})
		}
	}
	return found
}

// Fields are the fields of a welcome call that can be mapped.
func Fields() []string {
	return []string{"type", "reference", "dry_run", "fundraiser.code", "fundraiser.team",
		"record.external_id", "record.name", "record.phone", "record.timezone", "record.region", "record.campaign", "record.team",
		"callback_request.local_time", "callback_request.timezone", "callback_request.window_minutes", "callback_request.routing",
		"callback_request.agent_strict", "callback_request.team", "callback_request.worker_sid", "callback_request.reason",
		"callback_request.notes", "callback_request.phone", "callback_request.override.requested_by", "callback_request.override.captured_via",
		"callback_request.override.wording", "callback_request.override.recording_sid"}
}
