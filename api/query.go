package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/ringback/ringback/models"
)

// The bounds of a page.
const (
	defaultLimit = 50
	maxLimit     = 200
)

// maxText bounds a value of a query: nothing that is looked for is longer than an external id.
const maxText = 128

// query reads the parameters of a request and collects all that is wrong with them.
type query struct {
	values url.Values
	found  []models.Problem
}

// readQuery parses a query. Parameters that the route does not have, or that come twice, are errors: a misspelt filter would else
// show everything.
func readQuery(raw string, known []string) (*query, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, invalid("query", "this is not a query: percent-encode its values")
	}
	q := &query{values: values}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch value := values[name]; {
		case !slices.Contains(known, name):
			q.wrong(strings.ToValidUTF8(name, "?"), "there is no such parameter here%s", offer(known))
		case len(value) > 1:
			q.wrong(name, "give it once")
		case !utf8.ValidString(value[0]) || len(value[0]) > maxText:
			q.wrong(name, "at most %d bytes of UTF-8", maxText)
		}
	}
	return q, q.err()
}

func offer(known []string) string {
	if len(known) == 0 {
		return ": this route takes none"
	}
	return "; there are " + strings.Join(known, ", ")
}

func (q *query) wrong(name, format string, args ...any) {
	q.found = append(q.found, invalid(name, format, args...).Problems...)
}

// err is all that was found wrong so far.
func (q *query) err() error { return gather(q.found) }

func (q *query) text(name string) string { return q.values.Get(name) }

// oneOf reads a parameter with fixed values; empty when it is absent.
func (q *query) oneOf(name string, allowed ...string) string {
	value := q.text(name)
	if value != "" && !slices.Contains(allowed, value) {
		q.wrong(name, "one of %s", strings.Join(allowed, ", "))
	}
	return value
}

// flag reads a parameter that is on or off.
func (q *query) flag(name string) bool {
	value := q.oneOf(name, "1", "0", "true", "false")
	return value == "1" || value == "true"
}

// number reads a whole number over 0; 0 when it is absent.
func (q *query) number(name string) int {
	text := q.text(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || len(text) > 9 {
		q.wrong(name, "a whole number from 1 on")
	}
	return n
}

// limit reads the size of a page.
func (q *query) limit() int {
	text := q.text("limit")
	if text == "" {
		return defaultLimit
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 1 || limit > maxLimit {
		q.wrong("limit", "a whole number from 1 to %d", maxLimit)
	}
	return limit
}

// cursor reads where a list goes on. One of another list, or of another order, would skip rows unseen: its form is checked.
func (q *query) cursor(fits func(string) bool) string {
	cursor := q.text("cursor")
	if cursor != "" && !fits(cursor) {
		q.wrong("cursor", "not a cursor of this list; give next_cursor as it came, with the same sort")
	}
	return cursor
}

// instant reads a time; fallback when it is absent.
func (q *query) instant(name string, fallback models.Instant) models.Instant {
	text := strings.ReplaceAll(q.text(name), " ", "+") // a + that was not percent-encoded came as a space
	if text == "" {
		return fallback
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		q.wrong(name, "want a time such as 2026-12-01T10:00:00Z")
		return fallback
	}
	return models.At(at)
}

// statuses reads a comma list of statuses.
func (q *query) statuses() []models.Status {
	if q.text("status") == "" {
		return nil
	}
	var list []models.Status
	for _, name := range strings.Split(q.text("status"), ",") {
		status := models.Status(strings.TrimSpace(name))
		if !slices.Contains(models.Statuses(), status) {
			q.wrong("status", "a comma list of scheduled, dispatching, queued, assigned, completed, cancelled, expired, failed")
			return nil
		}
		list = append(list, status)
	}
	return list
}

// idLength is the length of the part of an id after its prefix: a ULID.
const idLength = 26

// isID says whether a text has the form of an id with this prefix.
func isID(prefix, text string) bool {
	id, ok := strings.CutPrefix(text, prefix)
	return ok && len(id) == idLength && strings.Trim(id, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isNumber says whether a text is the milliseconds of a time within the years that are kept.
func isNumber(text string) bool {
	return text != "" && len(text) <= 15 && strings.Trim(text, "0123456789") == ""
}
