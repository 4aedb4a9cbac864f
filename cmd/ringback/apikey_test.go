package main

import (
	"testing"
	"time"
)

func TestExpiry(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"2027-12-31": "2028-01-01T00:00:00Z", "2027-12-31T17:00:00+02:00": "2027-12-31T15:00:00Z"} {
		at, err := expiry(text)
		if err != nil || at.Time().Format(time.RFC3339) != want {
			t.Errorf("%s: %v, %v", text, at.Time(), err)
		}
	}
	for _, text := range []string{"tomorrow", "31.12.2027", "2027-13-01", "90d"} {
		if _, err := expiry(text); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}

func TestSignInLinksKeepTheirCodeFromServers(t *testing.T) {
	t.Parallel()
	if got := signInLink("https://ringback.example.org", "rbc_x"); got != "https://ringback.example.org/signin#code=rbc_x" {
		t.Error(got)
	}
}
