package hours

import (
	"errors"
	"fmt"
	"time"
)

// ErrDate is returned for text that is not a calendar date.
var ErrDate = errors.New("not a date YYYY-MM-DD")

// Date is a day of the calendar, in no zone: the day a wall clock shows.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that the clock of t's own location shows. Give it t.In(loc).
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// ParseDate reads YYYY-MM-DD. A day the calendar does not have, and the years before 1 and after 9999, are ErrDate.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%q: %w", text, ErrDate)
	}
	return DateOf(t), nil
}

// String writes YYYY-MM-DD.
func (d Date) String() string { return d.midnight().Format(time.DateOnly) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// MarshalText writes YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes. Its error is ErrDate.
func (d *Date) UnmarshalText(text []byte) error {
	read, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = read
	return nil
}

// valid says whether the calendar has the day, in the years 1 to 9999.
func (d Date) valid() bool { return d.Year >= 1 && d.Year <= 9999 && DateOf(d.midnight()) == d }

// midnight is the wall time 00:00 of the day, in UTC for arithmetic only, as ParseWall gives it.
func (d Date) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// compare orders days by the calendar.
func (d Date) compare(other Date) int { return d.midnight().Compare(other.midnight()) }

// plus is the day so many days later.
func (d Date) plus(days int) Date { return DateOf(d.midnight().AddDate(0, 0, days)) }

// startsAt is the first instant of the day on the clocks of loc. A day that loc left out (Samoa, 30 December 2011) starts when the
// next one does.
func (d Date) startsAt(loc *time.Location) time.Time {
	at, _ := Project(d.midnight(), loc)
	return at
}

// daySeconds is the length of a wall clock's day. The wall clock is counted in seconds as if it were UTC, so that each of its days
// has the same length whatever the zone does.
const daySeconds = 24 * 60 * 60

// dayNumber counts days of the wall clock from 1 January 1970. It is the form in which days are walked through.
type dayNumber int64

// dayOf is the day in which a wall clock's second lies.
func dayOf(wallSeconds int64) dayNumber {
	day := wallSeconds / daySeconds
	if wallSeconds%daySeconds < 0 {
		day--
	}
	return dayNumber(day)
}

func (n dayNumber) date() Date { return DateOf(time.Unix(int64(n)*daySeconds, 0).UTC()) }

// weekday relies on 1 January 1970 having been a Thursday.
func (n dayNumber) weekday() time.Weekday {
	return time.Weekday(((int64(n)+int64(time.Thursday))%7 + 7) % 7)
}
