package shown

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/ringback/ringback/models"
)

// Spoken is an instant as it is read out in English to somebody whose clock is loc: "tomorrow at 6 pm, Perth time". The clock's place is
// said, since it may have been taken from a number or a team, and the donor is elsewhere. Empty where either is not known.
func Spoken(at, now models.Instant, loc *time.Location) string {
	if at.IsZero() || loc == nil {
		return ""
	}
	there := at.Time().In(loc)
	layout := "3:04 pm"
	switch {
	case there.Hour() == 12 && there.Minute() == 0:
		layout = "3 noon" // few know what 12 pm is
	case there.Minute() == 0:
		layout = "3 pm"
	}
	return fmt.Sprintf("%s at %s, %s time", spokenDay(there, now.Time().In(loc)), there.Format(layout), place(loc))
}

func spokenDay(day, today time.Time) string {
	switch daysBetween(today, day) {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	return fmt.Sprintf("%s the %d%s of %s", day.Weekday(), day.Day(), ordinal(day.Day()), day.Month())
}

// daysBetween counts dates, not hours: a day of a clock change has 23 or 25.
func daysBetween(from, to time.Time) int {
	date := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(date(to).Sub(date(from)) / (24 * time.Hour))
}

func ordinal(day int) string {
	if day >= 11 && day <= 13 {
		return "th"
	}
	switch day % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}

// place is the last part of a zone's name: Buenos Aires, of America/Argentina/Buenos_Aires.
func place(loc *time.Location) string { return strings.ReplaceAll(path.Base(loc.String()), "_", " ") }
