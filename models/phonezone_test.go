package models

import "testing"

func TestZoneOfPhone(t *testing.T) {
	t.Parallel()
	for phone, want := range map[string]string{
		"+61491570156":  "", // a mobile of Australia, whose owner may live in Perth
		"+61893000000":  "", // a landline of Perth or Adelaide
		"+6421000000":   "Pacific/Auckland",
		"+33612345678":  "Europe/Paris", // a mobile of a country with one zone
		"+12125550123":  "America/New_York",
		"+441414960000": "Europe/London",
		"+999":          "",
	} {
		if got := zoneOfPhone(phone); got != want {
			t.Errorf("zoneOfPhone(%s) = %q, want %q", phone, got, want)
		}
	}
}
