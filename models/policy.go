package models

import "time"

// Policy holds the rules that are settings rather than rows. The zero value of a field means its default.
type Policy struct {
	Grace         time.Duration // after the window's end until the promise counts as broken; 15 min
	ExpireAfter   time.Duration // after the window's end until an open promise is given up; 7 days
	MaxAhead      time.Duration // how far ahead a promise may be; 90 days
	MaxAttempts   int           // dials per callback; 6
	WindowMinutes int           // of a booking that names none; 30
	OwnerRung     time.Duration // how long a callback waits for its owner; 10 min
	TeamRung      time.Duration // how long it then waits for the team; 20 min
	AlertAfter    time.Duration // how long a due callback waits for an agent until its managers are told; 30 min
	OutcomeGrace  time.Duration // how long a finished Task may wait for the outcome of its call; 2 min
	PluginGrace   time.Duration // how long the agent's softphone has to complete the Task after the outcome; 1 min
	WatchEvery    time.Duration // how often a live Task is compared with TaskRouter; 5 min
	EarlyDialHold time.Duration // no dispatch so soon after an agent dialled by hand; 10 min
	Suppression   Suppression

	FullNames   bool          // donors' names may leave in whole: else calendars hold initials
	MaskNumbers []Role        // who sees only the end of a number, but of a callback that they have
	ScrubAfter  time.Duration // after a callback's end until what it holds of its donor is erased; 0: never

	PrivateWebhooks bool // webhooks may go to private networks, and over http
}

// The bounds of a window in minutes.
const (
	MinWindowMinutes = 5
	MaxWindowMinutes = 720
)

func (p Policy) withDefaults() Policy {
	set := func(d *time.Duration, value time.Duration) {
		if *d == 0 {
			*d = value
		}
	}
	set(&p.Grace, 15*time.Minute)
	set(&p.ExpireAfter, 7*24*time.Hour)
	set(&p.MaxAhead, 90*24*time.Hour)
	set(&p.OwnerRung, 10*time.Minute)
	set(&p.TeamRung, 20*time.Minute)
	set(&p.AlertAfter, 30*time.Minute)
	set(&p.OutcomeGrace, 2*time.Minute)
	set(&p.PluginGrace, time.Minute)
	set(&p.WatchEvery, 5*time.Minute)
	set(&p.EarlyDialHold, 10*time.Minute)
	if p.MaxAttempts == 0 {
		p.MaxAttempts = 6
	}
	if p.WindowMinutes == 0 {
		p.WindowMinutes = 30
	}
	return p
}

// Backoff is how long a callback waits after its n-th failure in a row (n from 1): a minute, doubled each time, half an hour at
// most. Never less than a minute: a Task that comes back at once must not be dispatched in a hot loop.
func Backoff(n int) time.Duration {
	const least, most = time.Minute, 30 * time.Minute
	pause := least
	for i := 1; i < n && pause < most; i++ {
		pause *= 2
	}
	return min(pause, most)
}
