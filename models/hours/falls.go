package hours

import "time"

// on is the same date each year.
func on(month time.Month, day int) when {
	return func(year int) (Date, bool) { return Date{year, month, day}, true }
}

// nth is the nth of a weekday in a month; -1 is the last.
func nth(n int, weekday time.Weekday, month time.Month) when {
	return func(year int) (Date, bool) {
		if n < 0 {
			lastOfMonth := DateOf(time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC))
			return weekdayBefore(lastOfMonth, weekday), true
		}
		return weekdayAfter(Date{year, month, 1}, weekday).plus(7 * (n - 1)), true
	}
}

// onOrBefore is the last of a weekday up to a date.
func onOrBefore(weekday time.Weekday, month time.Month, day int) when {
	return func(year int) (Date, bool) { return weekdayBefore(Date{year, month, day}, weekday), true }
}

// onOrAfter is the first of a weekday from a date on.
func onOrAfter(weekday time.Weekday, month time.Month, day int) when {
	return func(year int) (Date, bool) { return weekdayAfter(Date{year, month, day}, weekday), true }
}

// easter is so many days after Easter Sunday of the western churches.
func easter(days int) when {
	return func(year int) (Date, bool) { return easterSunday(year).plus(days), true }
}

// listed is for days that no rule gives: one date a year, and none in years that are not listed.
func listed(dates ...Date) when {
	return func(year int) (Date, bool) {
		for _, date := range dates {
			if date.Year == year {
				return date, true
			}
		}
		return Date{}, false
	}
}

func weekdayAfter(from Date, weekday time.Weekday) Date {
	return from.plus((int(weekday) - int(from.Weekday()) + 7) % 7)
}

func weekdayBefore(until Date, weekday time.Weekday) Date {
	return until.plus(-((int(until.Weekday()) - int(weekday) + 7) % 7))
}

// easterSunday follows the Gregorian rule: the Sunday after the first ecclesiastical full moon from 21 March on. The moon is reckoned
// by the golden number and the epact, corrected for the leap days the calendar drops (solar) and for the moon's drift (lunar).
func easterSunday(year int) Date {
	golden := year % 19
	century := year / 100
	solar := century - century/4
	lunar := (8*century + 13) / 25
	epact := (19*golden + solar - lunar + 15) % 30
	moon := epact - epact/28*(1-29/(epact+1)*((21-golden)/11)) // days from 21 March to the full moon
	weekday := (year + year/4 + moon + 2 - solar) % 7
	return Date{year, time.March, 1}.plus(27 + moon - weekday)
}
