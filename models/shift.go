package models

// Shift is a stretch of time in which an agent is rostered to ring donors.
type Shift struct {
	WorkerSid string  `gorm:"primaryKey"`
	StartsAt  Instant `gorm:"primaryKey"`
	EndsAt    Instant // not part of it
	Timezone  string  // in which it was said, IANA
	Team      string  // whose donors the agent rings then
	CreatedAt Instant
}
