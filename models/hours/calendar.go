package hours

import (
	"slices"
	"strings"
)

// CalendarRegions lists the regions that have a calendar of public holidays, in order. The sources stand beside each calendar.
func CalendarRegions() []string {
	return []string{
		"AU", "AU-ACT", "AU-NSW", "AU-NT", "AU-QLD", "AU-SA", "AU-TAS", "AU-VIC", "AU-WA",
		"CA",
		"DE", "DE-BB", "DE-BE", "DE-BW", "DE-BY", "DE-HB", "DE-HE", "DE-HH", "DE-MV", "DE-NI", "DE-NW", "DE-RP", "DE-SH", "DE-SL",
		"DE-SN", "DE-ST", "DE-TH",
		"ES",
		"FR", "FR-57", "FR-67", "FR-68",
		"GB", "GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS",
		"IE", "IT", "NL", "NZ", "US",
	}
}

func hasCalendar(region string) bool { return slices.Contains(CalendarRegions(), region) }

// calendar is the rules of a region's public holidays, none for a country that is not known.
func calendar(region string) []holidayRule {
	country, part, _ := strings.Cut(region, "-")
	switch country {
	case "AU":
		return australia(part)
	case "CA":
		return canada()
	case "DE":
		return germany(part)
	case "ES":
		return spain()
	case "FR":
		return france(part)
	case "GB":
		return unitedKingdom(part)
	case "IE":
		return ireland()
	case "IT":
		return italy()
	case "NL":
		return netherlands()
	case "NZ":
		return newZealand()
	case "US":
		return unitedStates()
	}
	return nil
}
