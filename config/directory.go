package config

import (
	"time"

	"github.com/ringback/ringback/models/hours"
)

// What the file has when it does not say: 15 minutes of grace, the ladder 10 and 20
// minutes, the manager told after 30, six dials in all, and of one caller 50 requests a second with bursts of 100. They are the product's own choice, documented in
// docs/CONFIGURATION.md.
const (
	DefaultGraceMinutes = 15
	DefaultOwnerMinutes = 10
	DefaultTeamMinutes  = 20
	DefaultAlertMinutes = 30
	DefaultMaxAttempts  = 6
	DefaultPerSecond    = 50
	DefaultBurst        = 100
)

// Directory is the YAML file: what a call centre decides about its promises.
// Everything in it is checked and filled in.
type Directory struct {
	Teams    []Team
	Outcomes []Outcome
	Reasons  []Reason
	Privacy  Privacy
	// Retention says for how long what callbacks hold of their donors is kept.
	Retention Retention
	Retry     Retry
	// Suppression says what becomes of the main list's Tasks of donors who have a promise.
	Suppression Suppression
	Limits      Limits
	Webhooks    Webhooks
	Welcome     Welcome
	// GraceMinutes is how long after its window's end a promise counts as broken.
	GraceMinutes int
	// CallingHours say which sets of calling hours hold for whom, beside the presets
	// that ship. Nil when the file does not have them.
	CallingHours *hours.Rules
}

// Team is a group of agents that callbacks are routed to.
type Team struct {
	Name string
	// Timezone is an IANA name, used when neither the request, nor the record, nor
	// its number says one. Its form is checked here; whether the tz database has
	// it is checked where the team is stored. Empty when the team has none.
	Timezone string
	Ladder   Ladder
	Slots    Slots
}

// Ladder is how long a waiting callback stays on each rung before it widens:
// first to its owner, then to the team, then to anyone.
type Ladder struct {
	OwnerMinutes, TeamMinutes int
	// AlertMinutes is how long it may wait in all until the managers are told.
	AlertMinutes int
}

// Slots say how many promises a team takes for one quarter of an hour.
type Slots struct {
	// Capacity is their number; 0 leaves it to PerAgent.
	Capacity int `yaml:"capacity"`
	// PerAgent is their number for each agent who is rostered then; 0 is no limit
	// but Capacity.
	PerAgent float64 `yaml:"per_agent"`
	// OverbookPercent is how far over that a promise is still taken, with a warning.
	OverbookPercent int `yaml:"overbook_percent"`
}

// Outcome maps a code that an agent chooses at wrap-up to what is done about it.
// One whose code is built in replaces that.
type Outcome struct {
	// Code is matched without regard to case, spaces and underscores.
	Code string `yaml:"code"`
	// Label is what people see; the code when the file has none.
	Label  string `yaml:"label"`
	Action Action `yaml:"action"`
	// Resolution is how the callback ends: required for close, contacted when
	// the file has none for contact, empty otherwise.
	Resolution string `yaml:"resolution"`
	// RetryAfter is the pause before the next attempt, for retry; written 90m or 48h.
	RetryAfter time.Duration `yaml:"retry_after"`
	// RetryMax is how many attempts may end with this outcome before the callback
	// ends as no_contact, for retry.
	RetryMax int `yaml:"retry_max"`
}

// Action is what an outcome does to the callback.
type Action string

// The actions an outcome can have.
const (
	ActionContact  Action = "contact"  // the donor was spoken to: completed
	ActionCallback Action = "callback" // a new promise was made
	ActionRetry    Action = "retry"    // not reached: tried again later
	ActionClose    Action = "close"    // ends with the outcome's resolution
)

// Reason is why donors ask to be rung later: agents choose from them, and reports count them.
type Reason struct {
	Code string `yaml:"code"`
	// Label is what people see; the code when the file has none.
	Label string `yaml:"label"`
	// Labels are what people see who read another language, by its name as in BCP 47.
	Labels map[string]string `yaml:"labels"`
	// Team is the team whose agents are offered it; empty: everyone.
	Team string `yaml:"team"`
	// Match are the words in an agent's free text that mean this reason, without
	// regard to case.
	Match []string `yaml:"match"`
}

// Privacy says how much of a donor leaves Ringback.
type Privacy struct {
	// TaskAttributes is minimal (a masked name, no number) or full, which writes
	// the number into the Task for Twilio's own callback panel.
	TaskAttributes string
	// MaskNumbers are the roles, agent or supervisor, that see only the end of a
	// donor's number, but of a callback that they have.
	MaskNumbers []string
}

// Retention says for how long what callbacks hold of their donors is kept.
type Retention struct {
	// ClosedDays after its end what a callback holds of its donor is erased; 0: never.
	ClosedDays int
}

// Suppression says how the main list is kept from donors who have a promise.
type Suppression struct {
	// Enabled withdraws such Tasks; else they are only counted when they reach an agent.
	Enabled bool
	// TaskTypes are the taskType of the main list's Tasks. Without them a Task is one of the list when its
	// attributes say that the centre rings, and no agent dials by hand.
	TaskTypes []string
}

// Retry bounds attempts whatever their outcome.
type Retry struct {
	// MaxAttempts is the most dials for one callback.
	MaxAttempts int
}

// Limits say how much one caller of the API, a key or a Flex user, may ask of one instance.
type Limits struct {
	// PerSecond is how many requests a second it may go on with.
	PerSecond int
	// Burst is how many it may send at once after a pause.
	Burst int
}
