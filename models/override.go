package models

// OverrideRequest is a donor's wish to be rung outside calling hours, as it was captured: the override of the interface.
type OverrideRequest struct {
	RequestedBy  string `json:"requested_by"`            // who asked for it: donor, or whoever else
	CapturedVia  string `json:"captured_via"`            // call, street, sms, web, ...
	Wording      string `json:"wording,omitempty"`       // the donor's words
	RecordingSid string `json:"recording_sid,omitempty"` // where they can be heard
}

// Override is a recorded permission to ring outside calling hours, for one promise. Its uses are the attempts that name it.
type Override struct {
	ID           string `gorm:"primaryKey" json:"id"` // ovr_...
	CallbackID   string `json:"-"`
	RecordID     string `json:"-"`
	RequestedBy  string `json:"requested_by"`
	CapturedVia  string `json:"captured_via"`
	CapturedBy   string `json:"captured_by"` // the actor who recorded it
	Wording      string `json:"wording,omitempty"`
	RecordingSid string `json:"recording_sid,omitempty"`
	ApprovedBy   string `json:"approved_by,omitempty"` // the manager who answers for it, where the rule asks for one
	// It holds from StartsAt until ExpiresAt: from the window's start, less the tolerance of early calls, until its end and the grace.
	StartsAt  Instant `json:"starts_at"`
	ExpiresAt Instant `json:"expires_at"`
	CreatedAt Instant `json:"created_at"`
	RevokedAt Instant `json:"-"`
}
