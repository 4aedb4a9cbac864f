package hours

import "time"

// Preference is a donor's standing wish ("nights Mon-Thu, reach me 14:00-16:00"), kept on the record and used again at the next
// booking. It says when to offer a call; it forbids nothing and lifts nothing.
type Preference struct {
	Week Week   `json:"week" yaml:"week"`
	Zone string `json:"zone,omitempty" yaml:"zone,omitempty"` // IANA name of the clock the donor meant; empty: the record's zone
	Note string `json:"note,omitempty" yaml:"note,omitempty"` // the donor's words
}

// maxNote bounds a preference's words, in bytes.
const maxNote = 500

// Empty says whether the donor has no standing wish. An empty preference is offered nothing and changes nothing.
func (p *Preference) Empty() bool { return p == nil || !p.Week.open() }

// Validate names everything that is wrong with the preference. Whether Zone is a zone is for Zones.Load to say.
func (p *Preference) Validate() []Fault {
	var f faults
	for day := time.Sunday; day <= time.Saturday; day++ {
		f.spans("week."+dayKey(day), p.Week[day])
	}
	f.add(len(p.Note) > maxNote, "note", "is over %d bytes", maxNote)
	return f
}

// Set is the preference as one more set, for offering times. Public holidays are to it as any day of that weekday.
func (p *Preference) Set() Set {
	return Set{
		ID: "preference", Version: 1, Name: "The donor's wish", Layer: Policy,
		Week: p.Week, Holidays: HolidayRule{Mode: HolidaysAsWeekday}, Note: p.Note,
	}
}
