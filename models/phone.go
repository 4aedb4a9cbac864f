package models

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/ringback/ringback/models/hours"
)

// NormalPhone brings a phone number to E.164. Numbers without a country code are read as of region (ISO 3166, may be empty).
// A number that cannot exist is an InvalidError of code invalid_phone naming field.
func NormalPhone(number, region, field string) (string, error) {
	if strings.HasPrefix(number, " ") && len(number) > 2 && number[1] >= '1' && number[1] <= '9' {
		number = "+" + number[1:] // a + that a form encoder took for a space
	}
	country, _, _ := strings.Cut(strings.ToUpper(region), "-")
	parsed, err := phonenumbers.Parse(strings.TrimSpace(number), country)
	if err != nil || !phonenumbers.IsPossibleNumber(parsed) || len(number) > 40 {
		return "", invalid("invalid_phone", field, "this is not a phone number that can be rung; give it with its country code, such as +61491570156")
	}
	return phonenumbers.Format(parsed, phonenumbers.E164), nil
}

// zoneOfPhone returns the one IANA zone in which an E.164 number can be, or empty when there are several or none.
func zoneOfPhone(phone string) string {
	parsed, err := phonenumbers.Parse(phone, "")
	if err != nil {
		return ""
	}
	if phonenumbers.GetNumberType(parsed) == phonenumbers.MOBILE && severalZones(phonenumbers.GetRegionCodeForNumber(parsed)) {
		return "" // the metadata names the country's largest zone, but its owner may live in any
	}
	zones, err := phonenumbers.GetTimezonesForNumber(parsed)
	if err != nil || len(zones) != 1 || strings.HasPrefix(zones[0], "Etc/Unknown") {
		return ""
	}
	return zones[0]
}

// askZone says what to ask a donor whose zone nobody knows: which of those that their number can be in, where it can be in several.
func askZone(phone string) string {
	zones := zonesOf(phone)
	if len(zones) == 0 {
		return "give one such as Australia/Perth"
	}
	more := ""
	if len(zones) > mostZones {
		zones, more = zones[:mostZones], ", ..."
	}
	return "ask the donor, and give one; their number can be in " + strings.Join(zones, ", ") + more
}

// mostZones is how many zones a person is asked to choose from.
const mostZones = 12

// zonesOf lists the zones in which a number can be.
func zonesOf(phone string) []string {
	parsed, err := phonenumbers.Parse(phone, "")
	if err != nil {
		return nil
	}
	country := phonenumbers.GetRegionCodeForNumber(parsed)
	if phonenumbers.GetNumberType(parsed) != phonenumbers.MOBILE {
		if zones, err := phonenumbers.GetTimezonesForNumber(parsed); err == nil && len(zones) > 1 && len(zones) <= mostZones {
			return zones
		}
	}
	return hours.ZonesOfCountry(country)
}

// severalZones says whether a country's people live in several zones, so that a mobile number of it tells none. Source: the tz
// database's zone.tab, release 2025b. Left out are countries whose zones have agreed on the clock since 2020, and New Zealand, of whose
// people one in eight thousand lives in the other zone.
func severalZones(country string) bool {
	switch country {
	case "AU", "BR", "CA", "CD", "CL", "EC", "ES", "FM", "GL", "ID", "KI", "MN", "MX", "PF", "PG", "PT", "RU", "UM", "US":
		return true
	}
	return false
}

// regionOfPhone returns the ISO 3166 country of an E.164 number, or empty.
func regionOfPhone(phone string) string {
	parsed, err := phonenumbers.Parse(phone, "")
	if err != nil {
		return ""
	}
	region := phonenumbers.GetRegionCodeForNumber(parsed)
	if region == "ZZ" || region == "001" {
		return ""
	}
	return region
}

// MaskName leaves the initials of a name: what a Task may carry of a donor. "Aroha Ngata" becomes "A. N.".
func MaskName(name string) string {
	var initials []string
	for _, word := range strings.Fields(name) {
		initials = append(initials, strings.ToUpper(string([]rune(word)[:1]))+".")
	}
	return strings.Join(initials, " ")
}
