package hours

import "time"

// Code names a reason for the API. Those that are also problem codes are the same there.
type Code string

// The reasons for which a record may not be rung.
const (
	OutsideCallingHours Code = "outside_calling_hours"
	AttemptCap          Code = "attempt_cap"
	RefusalCoolOff      Code = "refusal_cool_off"
	DoNotCall           Code = "do_not_call"
	Deceased            Code = "deceased"
	Erased              Code = "erased"
)

// Verdict is the answer to a Question.
type Verdict struct {
	Allowed bool
	// Reasons are all that speaks against the call, the final ones first, then by set: law, then policy. Those that an override lifts
	// are there too and name it; the call is allowed when each is lifted.
	Reasons []Reason
	// NextAllowedAt is the first instant from the later of At and Now on at which the call would be allowed, in UTC; At itself when it
	// is. Zero when there is none within the horizon, or ever.
	NextAllowedAt time.Time
	// OverrideUsed is the override without which the call would not be allowed at At. It goes on the attempt.
	OverrideUsed string
}

// Reason is one rule that speaks against a call.
type Reason struct {
	Code       Code
	Set        string // the id of the set, empty for what is no set's rule
	Rule       string // the rule in words, with its source and status
	Detail     string // what the rule met with: the donor's clock, the dials counted
	LiftedBy   string // the id of the override that lifts it, or empty
	Unverified bool   // the rule is enforced, but rests on nothing better than a default of ours
}

// Final says whether no time and no override will make the call allowed.
func (r Reason) Final() bool { return r.Code == DoNotCall || r.Code == Deceased || r.Code == Erased }
