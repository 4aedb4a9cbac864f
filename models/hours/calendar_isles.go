package hours

import "time"

// unitedKingdom: the bank holidays of the Banking and Financial Dealings Act 1971 and those proclaimed each year, with the substitute
// days that https://www.gov.uk/bank-holidays lists. GB alone is England and Wales.
func unitedKingdom(part string) []holidayRule {
	rules := []holidayRule{
		{name: "New Year's Day", falls: on(time.January, 1), lieu: lieuNextWorkday},
		{name: "Good Friday", falls: easter(-2)},
		{name: "Early May bank holiday", falls: nth(1, time.Monday, time.May)},
		{name: "Spring bank holiday", falls: nth(-1, time.Monday, time.May)},
		{name: "Christmas Day", falls: on(time.December, 25), lieu: lieuNextWorkday},
		{name: "Boxing Day", falls: on(time.December, 26), lieu: lieuNextWorkday},
	}
	if part == "SCT" {
		return append(rules,
			holidayRule{name: "2nd January", falls: on(time.January, 2), lieu: lieuNextWorkday},
			holidayRule{name: "Summer bank holiday", falls: nth(1, time.Monday, time.August)},
			holidayRule{name: "St Andrew's Day", falls: on(time.November, 30), lieu: lieuNextWorkday})
	}
	rules = append(rules,
		holidayRule{name: "Easter Monday", falls: easter(1)},
		holidayRule{name: "Summer bank holiday", falls: nth(-1, time.Monday, time.August)})
	if part == "NIR" {
		rules = append(rules,
			holidayRule{name: "St Patrick's Day", falls: on(time.March, 17), lieu: lieuNextWorkday},
			holidayRule{name: "Battle of the Boyne", falls: on(time.July, 12), lieu: lieuNextWorkday})
	}
	return rules
}

// ireland: the public holidays of the Organisation of Working Time Act 1997, Schedule 2, and St Brigid's Day (S.I. 50 of 2022). The
// law gives an employee another day for one that falls on a weekend, and moves none.
func ireland() []holidayRule {
	return []holidayRule{
		{name: "New Year's Day", falls: on(time.January, 1)},
		{name: "St Brigid's Day", falls: stBrigid, since: 2023},
		{name: "St Patrick's Day", falls: on(time.March, 17)},
		{name: "Easter Monday", falls: easter(1)},
		{name: "May Day", falls: nth(1, time.Monday, time.May)},
		{name: "June holiday", falls: nth(1, time.Monday, time.June)},
		{name: "August holiday", falls: nth(1, time.Monday, time.August)},
		{name: "October holiday", falls: nth(-1, time.Monday, time.October)},
		{name: "Christmas Day", falls: on(time.December, 25)},
		{name: "St Stephen's Day", falls: on(time.December, 26)},
	}
}

// stBrigid is the first Monday of February, or the 1st when that is a Friday.
func stBrigid(year int) (Date, bool) {
	if first := (Date{year, time.February, 1}); first.Weekday() == time.Friday {
		return first, true
	}
	return nth(1, time.Monday, time.February)(year)
}
