package hours

import (
	"slices"
	"strings"
	"testing"
)

func TestCountryOfZone(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]string{
		"Australia/Perth": "AU", "Australia/ACT": "AU", "US/Eastern": "US", "America/New_York": "US", "Asia/Calcutta": "IN", "Iceland": "IS",
		"Atlantic/Reykjavik": "IS", "Europe/Amsterdam": "NL", "Pacific/Truk": "FM", "America/Coral_Harbour": "CA", "Africa/Timbuktu": "ML",
		"GB": "GB", "Pacific/Auckland": "NZ", "America/Virgin": "VI", "UTC": "", "": "", "AU": "", "Nowhere/Land": "",
	} {
		if got := CountryOfZone(zone); got != want {
			t.Errorf("%q lies in %q, want %q", zone, got, want)
		}
	}
}

// Every zone that a donor may have is in one country, but for those that are an offset and no place.
func TestEveryZoneHasACountry(t *testing.T) {
	t.Parallel()
	placeless := []string{"GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich", "UCT", "UTC", "Universal", "Zulu"}
	for _, zone := range zones(t).Names() {
		none := strings.HasPrefix(zone, "Etc/") || slices.Contains(placeless, zone)
		if country := CountryOfZone(zone); (country == "") != none {
			t.Errorf("%s lies in %q", zone, country)
		}
	}
}

// No zone stands in two lines, and each line begins with a country.
func TestZoneCountriesAreOneEach(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for line := range strings.Lines(zoneCountries) {
		words := strings.Fields(strings.ReplaceAll(line, "|", " "))
		if !matches(`^[A-Z]{2}$`, words[0]) || len(words) < 2 {
			t.Errorf("not a country and its zones: %q", line)
		}
		for _, zone := range words[1:] {
			if seen[zone] != "" {
				t.Errorf("%s lies in %s and %s", zone, seen[zone], words[0])
			}
			seen[zone] = words[0]
			if _, err := zones(t).Load(zone); err != nil {
				t.Error(err)
			}
		}
	}
}

// The zones of a country are those by which its people know them: each once, none by an older name.
func TestZonesOfCountry(t *testing.T) {
	t.Parallel()
	got := ZonesOfCountry("AU")
	if len(got) != 12 || !slices.Contains(got, "Australia/Perth") || slices.Contains(got, "Australia/West") {
		t.Errorf("Australia: %v", got)
	}
	if got := ZonesOfCountry("ZZ"); got != nil {
		t.Errorf("of no country: %v", got)
	}
}
