package webhooks

// How long tests outside of the package have to wait.
const (
	AlarmEvery  = alarmEvery
	OutcomesAge = outcomesAge
)
