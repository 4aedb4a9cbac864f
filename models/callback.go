package models

import "time"

// Callback is one promise to ring a donor.
type Callback struct {
	ID             string      `gorm:"primaryKey"` // cb_...
	RecordID       string      // whom
	OpenRecordID   OptionalKey // RecordID while open, else NULL: unique, so that a record has at most one open callback
	Status         Status
	WaitReason     WaitReason // while scheduled
	Resolution     Resolution // when terminal
	Routing        Routing
	AgentStrict    bool   // the owner only
	WorkerSid      string // the owner: WK..., or empty
	Team           string
	LocalTime      string // the wall time the donor said, YYYY-MM-DDTHH:MM:SS
	Timezone       string // the zone in which it was said, IANA
	TimeAdjustment string // hours.Adjustment
	WindowMinutes  int
	WindowStart    Instant // derived from LocalTime and Timezone
	WindowEnd      Instant // WindowStart + WindowMinutes elapsed
	DueAt          Instant // when the next dispatch is promised, or the next try planned
	ExpiresAt      Instant // when an open promise is given up; none when terminal
	Phone          string  // the number to ring, E.164
	Warnings       JSON[[]string]
	Reason         string
	ReasonCode     string
	Notes          string
	Override       JSON[*Override] `gorm:"column:override_json"`
	Attempts       int             // dials so far
	MaxAttempts    int
	FirstAttemptAt Instant
	BreaksAt       Instant // when the promise will count as broken and be told as such; none once tried, told or ended
	BrokenAt       Instant // when it was told as broken
	AlertedAt      Instant // when its managers were last told that it waits too long
	ScrubbedAt     Instant // when what it held of its donor was erased
	Step           Step    // what is to be done next
	NextAt         Instant // and when
	HoldUntil      Instant // no dispatch before, whatever DueAt says: backoff of the provider or after a return
	Backoffs       int     // holds in a row, for their growing length
	LeaseToken     string  // the claim that holds it, while dispatching
	Dispatch       int     // number of the last dispatch
	TaskSid        string  // the Task of the current dispatch, when known
	TaskOpen       bool    // a Task of the current dispatch may be live in TaskRouter
	DispatchedAt   Instant // when the current dispatch was claimed
	AssignedSid    string  // the agent who has it: WK..., or empty
	Source         string
	SourceTaskSid  OptionalKey // the Task (or call) whose outcome made it
	ChainID        string      // the first promise's id
	ChainLength    int         // which promise of its chain it is, from 1
	PreviousID     string      // the promise this one follows
	ConversationID string      // links the calls in Flex Insights
	Reference      string      // of a welcome call: its sender's own name of the booking
	FundraiserCode string      // who signed the donor up, carried along the chain
	FundraiserTeam string
	CreatedBy      string
	CreatedAt      Instant
	UpdatedAt      Instant
	ClosedAt       Instant
	Version        int64
}

// Overdue says whether the callback is owed and its window has begun.
func (c *Callback) Overdue(now time.Time) bool {
	return c.Status.Open() && c.FirstAttemptAt.IsZero() && !At(now).Before(c.WindowStart)
}

// Broken says whether no attempt was started by the window's end and the grace after it. A terminal callback is judged at the
// time it was closed.
func (c *Callback) Broken(now time.Time, grace time.Duration) bool {
	limit := c.WindowEnd.Add(grace)
	switch {
	case !c.FirstAttemptAt.IsZero():
		return c.FirstAttemptAt.After(limit)
	case !c.ClosedAt.IsZero():
		return c.ClosedAt.After(limit)
	}
	return At(now).After(limit)
}

// BrokenFor is how long the promise has been broken: since its window's end and the grace, without an attempt. 0 or less: it is not.
func (c *Callback) BrokenFor(now time.Time, grace time.Duration) time.Duration {
	if !c.FirstAttemptAt.IsZero() {
		return 0
	}
	return At(now).Sub(c.WindowEnd.Add(grace))
}

// Attempt is one dial with a result.
type Attempt struct {
	ID           string `gorm:"primaryKey"` // att_...
	CallbackID   string
	ChainID      string // the callback's, which it keeps
	RecordID     string
	Phone        string      // the number that was to be rung, E.164: caps count by it
	Number       int         // 1 for the first
	CallTaskSid  OptionalKey // the outbound call's Task, when known
	WorkerSid    string
	OverrideID   string // the override without which the hour was not allowed, or empty
	OutsideHours bool   // not allowed by the calling hours and caps at StartedAt, whether or not an override lifted them
	Outcome      string // an outcome code, empty while the call is on
	Notes        string
	StartedAt    Instant
	EndedAt      Instant
	CreatedAt    Instant
}
