package hours

import "time"

// unitedStates: the federal holidays of 5 U.S.C. 6103, with the days in lieu of Executive Order 11582. States keep others, and not all
// of these; a telephone law that closes "holidays" means its own state's list, which is why the presets flag it.
func unitedStates() []holidayRule {
	return []holidayRule{
		{name: "New Year's Day", falls: on(time.January, 1), lieu: lieuNearest},
		{name: "Birthday of Martin Luther King, Jr.", falls: nth(3, time.Monday, time.January)},
		{name: "Washington's Birthday", falls: nth(3, time.Monday, time.February)},
		{name: "Memorial Day", falls: nth(-1, time.Monday, time.May)},
		{name: "Juneteenth", falls: on(time.June, 19), lieu: lieuNearest},
		{name: "Independence Day", falls: on(time.July, 4), lieu: lieuNearest},
		{name: "Labor Day", falls: nth(1, time.Monday, time.September)},
		{name: "Columbus Day", falls: nth(2, time.Monday, time.October)},
		{name: "Veterans Day", falls: on(time.November, 11), lieu: lieuNearest},
		{name: "Thanksgiving Day", falls: nth(4, time.Thursday, time.November)},
		{name: "Christmas Day", falls: on(time.December, 25), lieu: lieuNearest},
	}
}

// canada: the general holidays of the Canada Labour Code, Part III, section 166; in lieu as section 193 says. The provinces' own days
// are not here.
func canada() []holidayRule {
	return []holidayRule{
		{name: "New Year's Day", falls: on(time.January, 1), lieu: lieuNextWorkday},
		{name: "Good Friday", falls: easter(-2)},
		{name: "Victoria Day", falls: onOrBefore(time.Monday, time.May, 24)},
		{name: "Canada Day", falls: on(time.July, 1), lieu: lieuNextWorkday},
		{name: "Labour Day", falls: nth(1, time.Monday, time.September)},
		{name: "National Day for Truth and Reconciliation", falls: on(time.September, 30), lieu: lieuNextWorkday},
		{name: "Thanksgiving Day", falls: nth(2, time.Monday, time.October)},
		{name: "Remembrance Day", falls: on(time.November, 11), lieu: lieuNextWorkday},
		{name: "Christmas Day", falls: on(time.December, 25), lieu: lieuNextWorkday},
		{name: "Boxing Day", falls: on(time.December, 26), lieu: lieuNextWorkday},
	}
}
