package hours

import "time"

// newZealand: the national holidays of the Holidays Act 2003, Mondayised as its section 45 says. The anniversary days of the provinces
// are kept by local custom and are not here.
func newZealand() []holidayRule {
	return []holidayRule{
		{name: "New Year's Day", falls: on(time.January, 1), lieu: lieuNextWorkday},
		{name: "Day after New Year's Day", falls: on(time.January, 2), lieu: lieuNextWorkday},
		{name: "Waitangi Day", falls: on(time.February, 6), lieu: lieuNextWorkday},
		{name: "Good Friday", falls: easter(-2)},
		{name: "Easter Monday", falls: easter(1)},
		{name: "Anzac Day", falls: on(time.April, 25), lieu: lieuNextWorkday},
		{name: "King's Birthday", falls: nth(1, time.Monday, time.June)},
		{name: "Matariki", falls: matariki()},
		{name: "Labour Day", falls: nth(4, time.Monday, time.October)},
		{name: "Christmas Day", falls: on(time.December, 25), lieu: lieuNextWorkday},
		{name: "Boxing Day", falls: on(time.December, 26), lieu: lieuNextWorkday},
	}
}

// matariki follows the moon and is set by law up to 2052: Te Kāhui o Matariki Public Holiday Act 2022, Schedule 1.
func matariki() when {
	const june, july = time.June, time.July
	return listed(
		Date{2024, june, 28}, Date{2025, june, 20}, Date{2026, july, 10}, Date{2027, june, 25}, Date{2028, july, 14},
		Date{2029, july, 6}, Date{2030, june, 21}, Date{2031, july, 11}, Date{2032, july, 2}, Date{2033, june, 24},
		Date{2034, july, 7}, Date{2035, june, 29}, Date{2036, july, 18}, Date{2037, july, 10}, Date{2038, june, 25},
		Date{2039, july, 15}, Date{2040, july, 6}, Date{2041, july, 19}, Date{2042, july, 11}, Date{2043, july, 3},
		Date{2044, june, 24}, Date{2045, july, 7}, Date{2046, june, 29}, Date{2047, july, 19}, Date{2048, july, 3},
		Date{2049, june, 25}, Date{2050, july, 15}, Date{2051, june, 30}, Date{2052, june, 21},
	)
}
