package year

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ringback/ringback/models"
)

// place is where donors live: a region that has a preset of calling hours, a zone in it, and the shape of its phone numbers.
type place struct {
	region, zone string
	phone        string // a format for a number of seven digits
	loc          *time.Location
}

// places are twelve zones on both hemispheres, with and without daylight saving, in all kinds of presets: closed on Sundays, with a
// break at noon, with caps, lifted by evidence, by approval, or never.
func places() []place {
	return []place{
		{region: "AU", zone: "Australia/Perth", phone: "+6141%07d"},
		{region: "AU", zone: "Australia/Sydney", phone: "+6142%07d"},
		{region: "AU", zone: "Australia/Adelaide", phone: "+6143%07d"},
		{region: "NZ", zone: "Pacific/Auckland", phone: "+6421%07d"},
		{region: "GB", zone: "Europe/London", phone: "+44740%07d"},
		{region: "IE", zone: "Europe/Dublin", phone: "+35385%07d"},
		{region: "FR", zone: "Europe/Paris", phone: "+3367%07d"},
		{region: "DE", zone: "Europe/Berlin", phone: "+491511%07d"},
		{region: "US", zone: "America/New_York", phone: "+1917%07d"},
		{region: "US-FL", zone: "America/New_York", phone: "+1305%07d"},
		{region: "US", zone: "America/Los_Angeles", phone: "+1213%07d"},
		{region: "CA", zone: "America/Toronto", phone: "+1416%07d"},
	}
}

// donor is somebody who asks to be rung.
type donor struct {
	place
	ref models.RecordRef
}

// newDonor makes the number-th donor.
func (c *centre) newDonor(number int) donor {
	p := c.places[c.chance.IntN(len(c.places))]
	return donor{p, models.RecordRef{ExternalID: fmt.Sprintf("D-%06d", number), Name: "Aroha Donor", Phone: fmt.Sprintf(p.phone, 2_000_000+number), Timezone: p.zone, Region: p.region,
		Campaign: "welcome"}}
}

// wish is an hour that a donor might name: within the next five days, by daylight as a rule, and by night one time in twenty-five.
type wish struct {
	local string
	night bool
}

func wishOf(chance *rand.Rand, now time.Time, loc *time.Location) wish {
	day := now.In(loc).AddDate(0, 0, 1+chance.IntN(5)).Format(time.DateOnly)
	if chance.IntN(25) == 0 {
		return wish{day + "T23:00", true}
	}
	return wish{fmt.Sprintf("%sT%02d:%02d", day, 9+chance.IntN(11), 15*chance.IntN(4)), false}
}
