package models

import "github.com/ringback/ringback/models/hours"

// RecordState says whether a record may be called from the main list.
type RecordState string

// The record states.
const (
	RecordCallable  RecordState = "callable"
	RecordDormant   RecordState = "dormant" // held out of the call list: it has an open callback
	RecordClosed    RecordState = "closed"
	RecordDoNotCall RecordState = "do_not_call"
)

// Record is a donor on a call list.
type Record struct {
	ID               string      `gorm:"primaryKey"` // rec_...
	ExternalID       OptionalKey // the caller's own id, unique when given
	Identity         OptionalKey // the phone of a record made without an external id, so that two bookings cannot make it twice
	Name             string
	Phone            string // E.164, or empty
	Timezone         string // IANA name, or empty
	TimezoneInferred bool   // taken from the phone number, not stated
	Region           string // ISO 3166 (AU, US-FL), or empty
	RegionInferred   bool   // taken from the phone number, not stated
	Campaign         string
	Team             string
	State            RecordState
	ClosedAs         Resolution              // how its last callback ended, if that closed the record: deceased and erased bar any other
	RefusedAt        Instant                 // the donor's latest refusal
	Preference       JSON[*hours.Preference] // the donor's standing wish, or none
	CreatedAt        Instant
	UpdatedAt        Instant
	Version          int64
}

// RecordRef is how a caller names a donor and says what it knows of them. Empty fields are not known.
type RecordRef struct {
	ExternalID string `json:"external_id,omitempty"`
	Name       string `json:"name,omitempty"`
	Phone      string `json:"phone,omitempty"`
	Timezone   string `json:"timezone,omitempty"`
	Region     string `json:"region,omitempty"`
	Campaign   string `json:"campaign,omitempty"`
	Team       string `json:"team,omitempty"`

	Preference *hours.Preference `json:"preference,omitempty"` // the donor's standing wish
}
