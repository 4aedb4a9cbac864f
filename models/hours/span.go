package hours

import (
	"errors"
	"fmt"
)

// Minutes of the wall clock.
const (
	minutesPerHour = 60
	minutesPerDay  = 24 * minutesPerHour
)

// ErrSpan is returned for text that is not a span of a day.
var ErrSpan = errors.New("not a span HH:MM-HH:MM")

// Span is a part of a day on the donor's clock, in minutes from that day's midnight: From is inside, To is not. To may exceed 24:00:
// a span from 22:00 to 26:00 belongs to the day it starts on and ends at 02:00 of the next.
type Span struct {
	From int
	To   int
}

// ParseSpan reads HH:MM-HH:MM. An end at or before the start is of the next day, so that 22:00-02:00 and 22:00-26:00 are the same;
// two equal times are ErrSpan, since nobody can say whether a whole day or nothing is meant.
func ParseSpan(text string) (Span, error) {
	if len(text) != len("00:00-00:00") || text[5] != '-' {
		return Span{}, fmt.Errorf("%q: %w", text, ErrSpan)
	}
	from, okFrom := parseMinutes(text[:5])
	to, okTo := parseMinutes(text[6:])
	if !okFrom || !okTo || from >= minutesPerDay || from == to {
		return Span{}, fmt.Errorf("%q: %w", text, ErrSpan)
	}
	if to < from {
		to += minutesPerDay
	}
	span := Span{from, to}
	if fault := span.fault(); fault != "" {
		return Span{}, fmt.Errorf("%q: %s: %w", text, fault, ErrSpan)
	}
	return span, nil
}

// parseMinutes reads HH:MM up to 48:00.
func parseMinutes(text string) (int, bool) {
	for i, c := range []byte(text) {
		if i == 2 && c != ':' || i != 2 && (c < '0' || c > '9') {
			return 0, false
		}
	}
	hour, minute := int(text[0]-'0')*10+int(text[1]-'0'), int(text[3]-'0')*10+int(text[4]-'0')
	total := hour*minutesPerHour + minute
	return total, minute < minutesPerHour && total <= 2*minutesPerDay
}

// fault says what is wrong with a span, or nothing.
func (s Span) fault() string {
	switch {
	case s.From < 0 || s.From >= minutesPerDay:
		return "starts outside 00:00 to 23:59"
	case s.To <= s.From:
		return "ends before it starts"
	case s.To > s.From+minutesPerDay:
		return "is longer than 24 hours"
	}
	return ""
}

// String writes HH:MM-HH:MM, an end past midnight as 24:00 and more.
func (s Span) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/minutesPerHour, s.From%minutesPerHour, s.To/minutesPerHour, s.To%minutesPerHour)
}

// MarshalText writes HH:MM-HH:MM.
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what ParseSpan reads. Its error is ErrSpan.
func (s *Span) UnmarshalText(text []byte) error {
	span, err := ParseSpan(string(text))
	if err != nil {
		return err
	}
	*s = span
	return nil
}

// holds says whether a second of the wall clock, counted from the midnight of the span's day, is inside.
func (s Span) holds(second int64) bool {
	return second >= int64(s.From)*60 && second < int64(s.To)*60
}
