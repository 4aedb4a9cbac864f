package models

import (
	"strings"
	"time"
)

// Action is what an outcome does with the callback.
type Action string

// The actions of outcomes.
const (
	ActCallback Action = "callback" // the donor asked to be rung (again) later
	ActRetry    Action = "retry"    // nobody was reached: try again by RetryDelays
	ActResolve  Action = "resolve"  // the promise ends with Resolution
)

// Outcome is a disposition code that agents choose, and what it means.
type Outcome struct {
	Code        string `gorm:"primaryKey"`
	Label       string
	Action      Action
	Resolution  Resolution  // of ActResolve
	RetryDelays JSON[[]int] // of ActRetry: seconds until the next try after the 1st, 2nd, ... such outcome; none left means no_contact
	BuiltIn     bool
	CreatedAt   Instant
	UpdatedAt   Instant
}

// The codes of the two callback outcomes.
const (
	OutcomeCallbackAgent = "callback_agent"
	OutcomeCallbackQueue = "callback_queue"
)

// NormalOutcome brings an outcome as agents' tools spell it ("Callback Agent", "no_answer") to a code: names are matched without
// case, spaces, hyphens or underscores.
func NormalOutcome(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-':
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(name)))
}

// builtInOutcomes are the outcomes every installation has, with the retry defaults of the field (docs/STATES.md).
func builtInOutcomes() []Outcome {
	retry := func(code, label string, delays ...time.Duration) Outcome {
		seconds := make([]int, len(delays))
		for i, d := range delays {
			seconds[i] = int(d / time.Second)
		}
		return Outcome{Code: code, Label: label, Action: ActRetry, RetryDelays: JSON[[]int]{seconds}}
	}
	resolve := func(code, label string, r Resolution) Outcome {
		return Outcome{Code: code, Label: label, Action: ActResolve, Resolution: r}
	}
	const day = 24 * time.Hour
	all := []Outcome{
		resolve("contacted", "Reached", Contacted),
		{Code: OutcomeCallbackAgent, Label: "Callback Agent", Action: ActCallback},
		{Code: OutcomeCallbackQueue, Label: "Callback Queue", Action: ActCallback},
		retry("no_answer", "No answer", 2*time.Hour, 20*time.Hour, 28*time.Hour),
		retry("busy", "Busy", 10*time.Minute, 10*time.Minute, 10*time.Minute),
		retry("answering_machine", "Answering machine", day, day),
		retry("voicemail_left", "Voicemail left", 2*day),
		retry("network_failed", "Network failure", 5*time.Minute, 5*time.Minute, 5*time.Minute),
		retry("gatekeeper", "Somebody else answered", day, day),
		resolve("wrong_number", "Wrong number", WrongNumber),
		resolve("refused", "Refused", Refused),
		resolve("do_not_call", "Do not call", DoNotCall),
		resolve("deceased", "Deceased", Deceased),
	}
	for i := range all {
		all[i].BuiltIn = true
		if all[i].RetryDelays.V == nil {
			all[i].RetryDelays.V = []int{}
		}
	}
	return all
}
