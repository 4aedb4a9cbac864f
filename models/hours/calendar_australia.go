package hours

import "time"

// australia: the days that every state and territory keeps, which are the national public holidays that the telemarketing standard
// closes, and each state's own. Sources: the states' public holidays acts, as https://www.fairwork.gov.au/employment-conditions/
// public-holidays sums them up. Western Australia proclaims the King's Birthday and Victoria the day before the Grand Final each year;
// the usual day is given.
func australia(state string) []holidayRule {
	national := []holidayRule{
		{name: "New Year's Day", falls: on(time.January, 1), lieu: lieuNextWorkday},
		{name: "Australia Day", falls: on(time.January, 26), lieu: lieuNextWorkday},
		{name: "Good Friday", falls: easter(-2)},
		{name: "Easter Monday", falls: easter(1)},
		{name: "Anzac Day", falls: on(time.April, 25), lieu: anzacInLieu(state)},
		{name: "Christmas Day", falls: on(time.December, 25), lieu: lieuNextWorkday},
		{name: "Boxing Day", falls: on(time.December, 26), lieu: lieuNextWorkday},
	}
	return append(national, australianState(state)...)
}

func anzacInLieu(state string) lieu {
	switch state {
	case "ACT", "WA":
		return lieuNextWorkday
	case "NT", "QLD", "SA":
		return lieuAfterSunday
	}
	return lieuNone
}

func australianState(state string) []holidayRule {
	saturday := holidayRule{name: "Easter Saturday", falls: easter(-1)}
	sunday := holidayRule{name: "Easter Sunday", falls: easter(0)}
	king := holidayRule{name: "King's Birthday", falls: nth(2, time.Monday, time.June)}
	labour := holidayRule{name: "Labour Day", falls: nth(1, time.Monday, time.October)}
	switch state {
	case "ACT":
		return []holidayRule{saturday, sunday, king, labour,
			{name: "Canberra Day", falls: nth(2, time.Monday, time.March)},
			{name: "Reconciliation Day", falls: onOrAfter(time.Monday, time.May, 27)}}
	case "NSW":
		return []holidayRule{saturday, sunday, king, labour}
	case "NT":
		return []holidayRule{saturday, sunday, king,
			{name: "May Day", falls: nth(1, time.Monday, time.May)},
			{name: "Picnic Day", falls: nth(1, time.Monday, time.August)}}
	case "QLD":
		return []holidayRule{saturday, sunday,
			{name: "Labour Day", falls: nth(1, time.Monday, time.May)},
			{name: "King's Birthday", falls: nth(1, time.Monday, time.October)}}
	case "SA":
		return []holidayRule{saturday, sunday, king, labour,
			{name: "Adelaide Cup Day", falls: nth(2, time.Monday, time.March)}}
	case "TAS":
		return []holidayRule{king, {name: "Eight Hours Day", falls: nth(2, time.Monday, time.March)}}
	case "VIC":
		return []holidayRule{saturday, sunday, king,
			{name: "Labour Day", falls: nth(2, time.Monday, time.March)},
			{name: "Friday before the Grand Final", falls: onOrBefore(time.Friday, time.September, 29)},
			{name: "Melbourne Cup Day", falls: nth(1, time.Tuesday, time.November)}}
	case "WA":
		return []holidayRule{sunday,
			{name: "Labour Day", falls: nth(1, time.Monday, time.March)},
			{name: "Western Australia Day", falls: nth(1, time.Monday, time.June)},
			{name: "King's Birthday", falls: nth(-1, time.Monday, time.September)}}
	}
	return nil
}
