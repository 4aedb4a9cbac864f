package twilio

import (
	"testing"
	"time"
)

func TestParseRetryAfter(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		"": 0, "0": 0, "7": 7 * time.Second, " 7 ": 7 * time.Second, "-1": 0, "1.5": 0, "soon": 0,
		"3600": time.Hour, "999999": maxRetryAfter, "99999999999999999999": 0,
		"Tue, 01 Dec 2026 09:30:20 GMT":     20 * time.Second,
		"Tue, 01 Dec 2026 09:29:00 GMT":     0,
		"Wed, 02 Dec 2026 09:30:00 GMT":     maxRetryAfter,
		"Tuesday, 01-Dec-26 09:31:00 GMT":   time.Minute,
		"Tue Dec  1 09:32:00 2026":          2 * time.Minute,
		"Tue, 01 Dec 2026 09:30:20 +0100 x": 0,
	} {
		if got := parseRetryAfter(value, testNow()); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func FuzzParseRetryAfter(f *testing.F) {
	for _, seed := range []string{"", "7", "-1", "99999999999999999999", "Tue, 01 Dec 2026 09:30:20 GMT", "0x10"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if got := parseRetryAfter(value, testNow()); got < 0 || got > maxRetryAfter {
			t.Errorf("%q: %s", value, got)
		}
	})
}
