package webhooks

// What tests outside of the package measure themselves against.
const (
	AlarmEvery  = alarmEvery
	OutcomesAge = outcomesAge
	MaxParcel   = maxParcel
	MaxFlush    = maxFlush
)
