package webhooks

import "time"

// How long tests outside of the package have to wait.
const (
	AlarmEvery  = alarmEvery
	OutcomesAge = outcomesAge
)

// Patient gives every request a minute, for a machine that runs many tests at once with the race detector on.
func (h *Handler) Patient() {
	h.bounds = func(route string) bounds { return bounds{boundsOf(route).bytes, time.Minute} }
}
