package hours

import "time"

// Default calling hours of a region without a preset of its own, on the recipient's clock: 08:00 to 21:00 every day. They are
// the widest hours common to the telephone-sales rules the presets were drawn from, and unverified for any region in particular.
const (
	DefaultOpens  = 8 * time.Hour
	DefaultCloses = 21 * time.Hour
)

// ClosesAt returns the instant at which the default calling hours that hold at t end in loc, and false when t is outside them. Where
// a record's own sets are known, OpenUntil is asked instead.
func ClosesAt(t time.Time, loc *time.Location) (time.Time, bool) {
	return OpenUntil([]Set{Fallback()}, loc, t)
}
