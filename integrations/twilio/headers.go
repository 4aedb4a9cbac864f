package twilio

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds the pause that an answer can ask for, so that one wrong header cannot stop dispatch for days.
const maxRetryAfter = time.Hour

// Rate is what Twilio's headers said about limits; -1 stands for a header that was absent or no number.
type Rate struct {
	// Limit is X-Rate-Limit-Limit, requests a second.
	Limit int
	// Remaining is X-Rate-Limit-Remaining, requests left in the current second.
	Remaining int
	// Concurrent is Twilio-Concurrent-Requests, this account's requests in flight.
	Concurrent int
}

func readRate(h http.Header) Rate {
	return Rate{
		Limit:      headerInt(h, "X-Rate-Limit-Limit"),
		Remaining:  headerInt(h, "X-Rate-Limit-Remaining"),
		Concurrent: headerInt(h, "Twilio-Concurrent-Requests"),
	}
}

func headerInt(h http.Header, name string) int {
	n, err := strconv.Atoi(strings.TrimSpace(h.Get(name)))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// parseRetryAfter reads a Retry-After header, which is whole seconds or an HTTP date. What cannot be read, or has
// passed, is 0.
func parseRetryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	if seconds, err := strconv.ParseUint(value, 10, 32); err == nil {
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), maxRetryAfter)
}
