package site

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/integrations/twilio"
)

// The probe says how the URL that an instance believes in differs from the one that Twilio calls.
func TestProbeTellsHowTheURLDiffers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		believes func(url string) string
		token    string
		want     doctor.Form // the one that is accepted; empty: none
	}{
		"right":        {func(url string) string { return url }, "token1", doctor.AsConfigured},
		"other scheme": {func(url string) string { return strings.Replace(url, "http://", "https://", 1) }, "token1", doctor.OtherScheme},
		"path gone":    {func(url string) string { return strings.TrimSuffix(url, "/base") }, "token1", doctor.WithoutPath},
		"other token":  {func(url string) string { return url }, "token2", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var verifier *twilio.Verifier
			web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { verified(w, r, verifier) }))
			defer web.Close()
			public := web.URL + "/base"
			var err error
			if verifier, err = twilio.NewVerifier(c.believes(public), c.token); err != nil {
				t.Fatal(err)
			}
			cfg := Config{PublicURL: public, AccountSid: "AC00000000000000000000000000000001", AuthToken: "token1"}
			accepted := doctor.Form("")
			for form, status := range probe(t.Context(), cfg) {
				if status == http.StatusNoContent {
					accepted = form
				}
			}
			if accepted != c.want {
				t.Errorf("accepted %q, want %q", accepted, c.want)
			}
		})
	}
}

// verified answers as the webhooks do, behind a proxy that takes /base off.
func verified(w http.ResponseWriter, r *http.Request, verifier *twilio.Verifier) {
	body, err := io.ReadAll(r.Body)
	if err != nil || verifier.Verify(strings.TrimPrefix(r.RequestURI, "/base"), r.Header.Get("Content-Type"), body, r.Header.Get("X-Twilio-Signature")) != nil {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func TestRefusedAreCountedFromMetrics(t *testing.T) {
	t.Parallel()
	page := "# TYPE ringback_webhooks_signature_failures_total counter\nringback_webhooks_signature_failures_total{reason=\"no_signature\"} 2\n" +
		"ringback_webhooks_signature_failures_total{reason=\"wrong_signature\"} 5\nringback_other_total 9\n"
	if n := refusedIn(page); n != 7 {
		t.Errorf("%d, want 7", n)
	}
}
