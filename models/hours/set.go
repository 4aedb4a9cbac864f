package hours

import "time"

// Layer says who wants a set kept: the law, or the site.
type Layer string

// The layers.
const (
	Legal  Layer = "legal"  // a region's law or code; consent lifts it only where ConsentLifts says so
	Policy Layer = "policy" // the charity's, team's or campaign's own wish; any recorded override lifts it
)

// Status says how well a set is sourced.
type Status string

// The statuses, best first.
const (
	StatusLaw        Status = "law"        // the law's or the regulator's own text, or a summary by the regulator
	StatusCode       Status = "code"       // a code of the sector
	StatusSecondary  Status = "secondary"  // somebody's account of the law
	StatusUnverified Status = "unverified" // a default of ours, for want of anything better
)

// ConsentRule says what lifts the hours of a legal set.
type ConsentRule string

// The rules of consent. An empty one is Never.
const (
	Never        ConsentRule = "never"
	WithEvidence ConsentRule = "with_evidence" // the donor's wish, with its wording or a recording
	WithApproval ConsentRule = "with_approval" // the donor's wish, approved by name
)

// HolidayMode says what a public holiday is to a set.
type HolidayMode string

// The holiday modes.
const (
	HolidaysClosed    HolidayMode = "none"       // no calls
	HolidaysAsWeekday HolidayMode = "as_weekday" // as any day of that weekday
	HolidaysOwn       HolidayMode = "own"        // the spans of the rule
)

// HolidayRule says when a donor may be rung on public holidays, and on the day before one.
type HolidayRule struct {
	Mode  HolidayMode `json:"mode" yaml:"mode"`
	Spans []Span      `json:"spans,omitempty" yaml:"spans,omitempty"` // with HolidaysOwn
	// Eve, when given, narrows the day before a public holiday: that day is open where both its own spans and Eve are (Italy's
	// code counts the eve as a Saturday).
	Eve []Span `json:"eve,omitempty" yaml:"eve,omitempty"`
}

// Set is one body of calling hours and caps: a region's law, or a charity's, team's or campaign's policy. Sets are data: a change
// makes a new Version, and the old one stays for those promises that were judged by it.
type Set struct {
	ID      string `json:"id" yaml:"id"` // a-z, 0-9, hyphens
	Version int    `json:"version" yaml:"version"`
	Name    string `json:"name,omitempty" yaml:"name,omitempty"`
	Region  string `json:"region,omitempty" yaml:"region,omitempty"` // ISO 3166: AU, US-FL
	Layer   Layer  `json:"layer" yaml:"layer"`

	Week      Week            `json:"week" yaml:"week"`
	Holidays  HolidayRule     `json:"holidays" yaml:"holidays"`
	Calendars []string        `json:"calendars,omitempty" yaml:"calendars,omitempty"` // whose public holidays count; see CalendarRegions
	Closed    []Date          `json:"closed,omitempty" yaml:"closed,omitempty"`       // days of the site's own without calls
	Special   map[Date][]Span `json:"special,omitempty" yaml:"special,omitempty"`     // days with hours of their own, before any other rule but Closed

	Caps           []Cap       `json:"caps,omitempty" yaml:"caps,omitempty"`
	RefusalCoolOff int         `json:"refusal_cool_off_days,omitempty" yaml:"refusal_cool_off_days,omitempty"` // whole days of silence after a refusal
	ConsentLifts   ConsentRule `json:"consent_lifts,omitempty" yaml:"consent_lifts,omitempty"`

	Source string `json:"source,omitempty" yaml:"source,omitempty"`
	AsOf   string `json:"as_of,omitempty" yaml:"as_of,omitempty"` // YYYY-MM-DD on which the source was read
	Status Status `json:"status,omitempty" yaml:"status,omitempty"`
	// Unverified names the parts for which Source does not stand; see the Part constants. A set of StatusUnverified is unverified
	// in all its parts.
	Unverified []Part `json:"unverified,omitempty" yaml:"unverified,omitempty"`
	Note       string `json:"note,omitempty" yaml:"note,omitempty"`
	// Confirmed says that an administrator has taken advice and answers for the set; it is then no longer shown as unverified.
	Confirmed bool `json:"confirmed,omitempty" yaml:"confirmed,omitempty"`
}

// CapPeriod is the time in which dials are counted.
type CapPeriod string

// The periods of caps.
const (
	PerDay    CapPeriod = "day" // a calendar day of the donor's clock
	Per24h    CapPeriod = "24h" // 24 hours, rolling
	Per30Days CapPeriod = "30d" // 30 times 24 hours, rolling: never less than 30 calendar days
)

// CapScope says which dials are counted together.
type CapScope string

// The scopes of caps.
const (
	PerNumber CapScope = "number" // to the same number, whoever's record it is
	PerRecord CapScope = "record" // for the same record, whichever number was dialled
)

// Cap is a limit on dials.
type Cap struct {
	Max   int       `json:"max" yaml:"max"`
	Per   CapPeriod `json:"per" yaml:"per"`
	Scope CapScope  `json:"scope" yaml:"scope"`
}

// Default calling hours of a region without a preset of its own, on the recipient's clock: 08:00 to 21:00 every day. They are
// the widest hours common to the telephone-sales rules the presets were drawn from, and unverified for any region in particular.
const (
	DefaultOpens  = 8 * time.Hour
	DefaultCloses = 21 * time.Hour
)

// Fallback is the set of a region without a preset: DefaultOpens to DefaultCloses every day, holidays included, unverified.
func Fallback() Set {
	return Set{
		ID: "default", Version: 1, Name: "Default hours", Layer: Legal,
		Week:     EveryDay(Span{int(DefaultOpens.Minutes()), int(DefaultCloses.Minutes())}),
		Holidays: HolidayRule{Mode: HolidaysAsWeekday}, ConsentLifts: Never, Status: StatusUnverified,
		Note: "No preset is known for this region. Ask counsel, then enter the region's hours.",
	}
}
