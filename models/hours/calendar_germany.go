package hours

import "time"

// germany: the days that all the states keep, and each state's own, from the states' Feiertagsgesetze. Days kept in some communes only
// (Mariä Himmelfahrt in Bavaria's Catholic ones) are given for the whole state.
func germany(state string) []holidayRule {
	national := []holidayRule{
		{name: "Neujahr", falls: on(time.January, 1)},
		{name: "Karfreitag", falls: easter(-2)},
		{name: "Ostermontag", falls: easter(1)},
		{name: "Tag der Arbeit", falls: on(time.May, 1)},
		{name: "Christi Himmelfahrt", falls: easter(39)},
		{name: "Pfingstmontag", falls: easter(50)},
		{name: "Tag der Deutschen Einheit", falls: on(time.October, 3)},
		{name: "1. Weihnachtstag", falls: on(time.December, 25)},
		{name: "2. Weihnachtstag", falls: on(time.December, 26)},
	}
	return append(national, germanState(state)...)
}

func germanState(state string) []holidayRule {
	kings := holidayRule{name: "Heilige Drei Könige", falls: on(time.January, 6)}
	women := holidayRule{name: "Internationaler Frauentag", falls: on(time.March, 8)}
	corpus := holidayRule{name: "Fronleichnam", falls: easter(60)}
	mary := holidayRule{name: "Mariä Himmelfahrt", falls: on(time.August, 15)}
	children := holidayRule{name: "Weltkindertag", falls: on(time.September, 20)}
	reformation := holidayRule{name: "Reformationstag", falls: on(time.October, 31)}
	saints := holidayRule{name: "Allerheiligen", falls: on(time.November, 1)}
	prayer := holidayRule{name: "Buß- und Bettag", falls: onOrBefore(time.Wednesday, time.November, 22)}
	switch state {
	case "BB":
		return []holidayRule{{name: "Ostersonntag", falls: easter(0)}, {name: "Pfingstsonntag", falls: easter(49)}, reformation}
	case "BE":
		return []holidayRule{women}
	case "BW":
		return []holidayRule{kings, corpus, saints}
	case "BY":
		return []holidayRule{kings, corpus, mary, saints}
	case "HB", "HH", "NI", "SH":
		return []holidayRule{reformation}
	case "HE":
		return []holidayRule{corpus}
	case "MV":
		return []holidayRule{women, reformation}
	case "NW", "RP":
		return []holidayRule{corpus, saints}
	case "SL":
		return []holidayRule{corpus, mary, saints}
	case "SN":
		return []holidayRule{reformation, prayer}
	case "ST":
		return []holidayRule{kings, reformation}
	case "TH":
		return []holidayRule{children, reformation}
	}
	return nil
}
