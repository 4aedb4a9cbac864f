package models

import "slices"

// Status is where a callback stands. See docs/STATES.md.
type Status string

// The statuses of a callback. The last four are terminal and carry a Resolution.
const (
	Scheduled   Status = "scheduled"   // dormant, waits for its time; WaitReason says why
	Dispatching Status = "dispatching" // a lease: a Task is being made, or nobody knows yet whether it was
	Queued      Status = "queued"      // exactly one live Task
	Assigned    Status = "assigned"    // with an agent
	Completed   Status = "completed"
	Cancelled   Status = "cancelled"
	Expired     Status = "expired"
	Failed      Status = "failed"
)

// OpenStatuses are the statuses in which a promise is still owed.
func OpenStatuses() []Status { return []Status{Scheduled, Dispatching, Queued, Assigned} }

// Statuses are all statuses.
func Statuses() []Status { return append(OpenStatuses(), Completed, Cancelled, Expired, Failed) }

// Open says whether the promise is still owed.
func (s Status) Open() bool { return slices.Contains(OpenStatuses(), s) }

// CanBecome is the transition table. Remaining in a status (a moved window, a recorded attempt) is no transition.
func (s Status) CanBecome(to Status) bool {
	switch {
	case !s.Open():
		return false
	case !to.Open():
		return true
	}
	switch s {
	case Scheduled:
		return to == Dispatching
	case Dispatching:
		return to == Scheduled || to == Queued
	case Queued:
		return to == Scheduled || to == Assigned
	default: // Assigned
		return to == Scheduled
	}
}

// WaitReason says why a scheduled callback waits.
type WaitReason string

// The wait reasons.
const (
	WaitPromised WaitReason = "promised"
	WaitHours    WaitReason = "outside_calling_hours"
	WaitCap      WaitReason = "attempt_cap"
	WaitRetry    WaitReason = "retry"
	WaitProvider WaitReason = "provider_backoff"
	WaitReturned WaitReason = "returned"
)

// Resolution says how a promise ended.
type Resolution string

// The resolutions.
const (
	Contacted          Resolution = "contacted"
	Rebooked           Resolution = "rebooked"
	SatisfiedElsewhere Resolution = "satisfied_elsewhere"
	NoContact          Resolution = "no_contact"
	WrongNumber        Resolution = "wrong_number"
	DoNotCall          Resolution = "do_not_call"
	Refused            Resolution = "refused"
	Deceased           Resolution = "deceased"
	DonorCancelled     Resolution = "donor_cancelled"
	ManagerCancelled   Resolution = "manager_cancelled"
	Duplicate          Resolution = "duplicate"
	TimedOut           Resolution = "expired"
	ProviderRejected   Resolution = "provider_rejected"
	Erased             Resolution = "erased"
)

// ending is what a resolution does: the callback's terminal status, and what becomes of the record.
type ending struct {
	status Status
	record RecordState
}

// endings is the table of resolutions in docs/STATES.md. It is nil for a resolution that does not exist.
func (r Resolution) ending() (ending, bool) {
	switch r {
	case Contacted, SatisfiedElsewhere, Refused:
		return ending{Completed, RecordClosed}, true
	case Rebooked:
		return ending{Completed, RecordDormant}, true
	case NoContact, ProviderRejected:
		return ending{Failed, RecordCallable}, true
	case WrongNumber:
		return ending{Failed, RecordClosed}, true
	case DoNotCall:
		return ending{Cancelled, RecordDoNotCall}, true
	case Deceased, Erased:
		return ending{Cancelled, RecordClosed}, true
	case DonorCancelled, ManagerCancelled, Duplicate:
		return ending{Cancelled, RecordCallable}, true
	case TimedOut:
		return ending{Expired, RecordCallable}, true
	}
	return ending{}, false
}

// Routing says to whom a callback goes when it is due.
type Routing string

// The routings. An agent routing widens to the team and then to anyone, unless the callback is strict.
const (
	ToAgent  Routing = "agent"
	ToTeam   Routing = "team"
	ToAnyone Routing = "anyone"
)

// Step is what is to be done with a callback at its NextAt, and by which pass.
type Step string

// The steps. A callback with nothing to be done has none.
const (
	StepNone     Step = ""
	StepDispatch Step = "dispatch" // make a Task
	StepRescue   Step = "rescue"   // find out whether a Task was made
	StepWatch    Step = "watch"    // look whether the Task is still what we believe
	StepClose    Step = "close"    // end the Task, which is no longer wanted
)
