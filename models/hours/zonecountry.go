package hours

import (
	_ "embed"
	"slices"
	"strings"
)

// zoneCountries has a line for each country: its ISO 3166 code and its zones. It is derived from zone.tab of the tz database, release
// 2025b, which is in the public domain. After the bar stand other names of the same zones (Asia/Calcutta, US/Eastern).
//
//go:embed zonecountry.txt
var zoneCountries string

// CountryOfZone returns the ISO 3166 country of an accepted zone name; empty for the zones of no country (UTC, GMT and Etc/...) and for
// names that are not zones.
func CountryOfZone(zone string) string {
	for line := range strings.Lines(zoneCountries) {
		words := strings.Fields(line)
		if slices.Contains(words[1:], zone) {
			return words[0]
		}
	}
	return ""
}

// ZonesOfCountry lists the zones of an ISO 3166 country in the order of the tz database, each by its one current name.
func ZonesOfCountry(country string) []string {
	for line := range strings.Lines(zoneCountries) {
		current, _, _ := strings.Cut(line, "|")
		if words := strings.Fields(current); words[0] == country {
			return words[1:]
		}
	}
	return nil
}
