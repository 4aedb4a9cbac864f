package hours

import (
	"slices"
	"time"
)

// Question is all that bears on whether a record may be rung.
type Question struct {
	At  time.Time      // the instant that is asked about
	Now time.Time      // NextAllowedAt is never before it. Whether At is in the past is for whoever asks
	Loc *time.Location // the donor's zone; nil is UTC

	Legal  []Set // the sets of the law. Which list a set is in decides what lifts it, not its Layer
	Policy []Set // the sets of charity, team and campaign

	DoNotCall bool
	Deceased  bool
	Erased    bool

	Attempts  []Dial    // dials already made, in any order; 30 days back are enough for any cap
	RefusedAt time.Time // the donor's latest refusal, zero for none; a later refused Dial counts as well
	Override  *Override // nil for none

	// Horizon is how far past the later of At and Now the next allowed instant is looked for; 0 is DefaultHorizon.
	Horizon time.Duration
}

// DefaultHorizon is how far ahead Judge looks for the next allowed instant: longer than any cool-off that ships with Ringback.
const DefaultHorizon = 400 * 24 * time.Hour

// OutcomeRefused is the built-in outcome that starts a refusal's cool-off.
const OutcomeRefused = "refused"

// Dial is one attempt that was made. Every one counts towards the caps, whatever came of it: the phone may have rung.
type Dial struct {
	At         time.Time
	SameNumber bool // it was to the number that is asked about
	SameRecord bool // it was for the record that is asked about
	Outcome    string
}

// Override is a recorded permission to ring outside calling hours. It lifts nothing without an ID, since every dial made under it
// names it, nor without an end.
type Override struct {
	ID         string
	From       time.Time // zero: from when it was recorded
	ExpiresAt  time.Time // the first instant at which it lifts nothing any more: its window's end + grace
	Evidence   bool      // the donor's wording or a recording is kept
	ApprovedBy string    // who approved it, where approval is needed
}

// holds says whether the override can lift anything at an instant.
func (o *Override) holds(at time.Time) bool {
	return o != nil && o.ID != "" && !at.Before(o.From) && at.Before(o.ExpiresAt)
}

// lifts says whether the override, while it holds, lifts the hours of a set.
func (o *Override) lifts(r rule) bool {
	if !r.legal {
		return true
	}
	switch r.set.ConsentLifts {
	case WithEvidence:
		return o.Evidence
	case WithApproval:
		return o.ApprovedBy != ""
	}
	return false
}

// Counts says whether the dials made bear on the answer: whether a set has caps, or asks for silence after a refusal.
func (q *Question) Counts() bool {
	counts := func(s Set) bool { return len(s.Caps) > 0 || s.RefusalCoolOff > 0 }
	return slices.ContainsFunc(q.Legal, counts) || slices.ContainsFunc(q.Policy, counts)
}
