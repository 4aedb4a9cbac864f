package twiliosim

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// fields reads the parameters of one request, strictly: a key that was not asked for, a repeated key or a value of
// the wrong kind is a 400, so that a client's mistake is seen. The first problem found is kept.
type fields struct {
	values  url.Values
	problem *problem
}

// only refuses every key that is not named, and ids of the wrong shape. Lists of values are allowed for the keys in
// repeatable.
func (f *fields) only(known, repeatable []string) {
	for key, values := range f.values {
		switch {
		case slices.Contains(repeatable, key):
		case !slices.Contains(known, key):
			f.fail("unknown parameter %q", key)
		case len(values) > 1:
			f.fail("parameter %q is repeated", key)
		}
	}
	f.ids()
}

func (f *fields) fail(format string, args ...any) {
	if f.problem == nil {
		f.problem = invalid(format, args...)
	}
}

func (f *fields) has(key string) bool { return f.values.Has(key) }

func (f *fields) text(key string) string { return f.values.Get(key) }

// required is a text that must not be empty.
func (f *fields) required(key string) string {
	if f.values.Get(key) == "" {
		f.fail("parameter %q is required", key)
	}
	return f.values.Get(key)
}

// number is fallback when the key is absent.
func (f *fields) number(key string, low, high, fallback int) int {
	if !f.has(key) {
		return fallback
	}
	n, err := strconv.Atoi(f.text(key))
	if err != nil || n < low || n > high {
		f.fail("parameter %q must be a number from %d to %d", key, low, high)
	}
	return n
}

func (f *fields) truth(key string, fallback bool) bool {
	switch f.text(key) {
	case "":
		return fallback
	case "true":
		return true
	case "false":
		return false
	}
	f.fail("parameter %q must be true or false", key)
	return fallback
}

// instant is the zero time when the key is absent.
func (f *fields) instant(key string) time.Time {
	if !f.has(key) {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, f.text(key))
	if err != nil {
		f.fail("parameter %q must be an ISO 8601 time", key)
	}
	return at
}

// ids checks the shape of every id that is given: its prefix is the one its name stands for in TaskRouter.
func (f *fields) ids() {
	for key, prefix := range map[string]string{"WorkflowSid": "WW", "TaskQueueSid": "WQ", "TaskSid": "WT", "WorkerSid": "WK",
		"ReservationSid": "WR", "ActivitySid": "WA", "WorkerActivitySid": "WA", "Sid": "EV"} {
		if f.has(key) && !isSid(f.text(key), prefix) {
			f.fail("parameter %q must be an id that starts with %s", key, prefix)
		}
	}
}

// err is the first problem as an error, nil when there was none.
func (f *fields) err() error {
	if f.problem == nil {
		return nil
	}
	return f.problem
}

// agrees says whether a filter is absent or equal to what a resource has.
func (f *fields) agrees(key, has string) bool { return !f.has(key) || f.text(key) == has }

// agreesTruth is agrees for a yes or no; Twilio's clients send 1, 0, true or false.
func (f *fields) agreesTruth(key string, has bool) bool {
	wants := f.text(key) == "true" || f.text(key) == "1"
	return !f.has(key) || wants == has
}
