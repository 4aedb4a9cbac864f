package scheduler

import "time"

// The priorities of Tasks. A promise in time has none, so that it queues by age. One that was broken is lifted over those, the higher the
// longer it is owed, and always stays below live calls, which sites give 50 and more.
const (
	brokenPriority = 10
	ageStep        = 5
	mostPriority   = 40
)

// priority is that of a promise which has been broken for so long; 0 or less is one in time. It rises where the ageing of overdue
// promises is told to managers: at 15 minutes, an hour, 4 hours, a day and 3 days.
func priority(broken time.Duration) int {
	if broken <= 0 {
		return 0
	}
	p := brokenPriority
	for _, age := range []time.Duration{15 * time.Minute, time.Hour, 4 * time.Hour, 24 * time.Hour, 72 * time.Hour} {
		if broken >= age {
			p += ageStep
		}
	}
	return min(p, mostPriority)
}
