package models

// PolicyVersion is one saved state of a body of rules. The latest version of a kind is in force; earlier ones are kept, so that it can be
// told by which rules a promise was judged, and gone back to.
type PolicyVersion struct {
	Kind      PolicyKind `gorm:"primaryKey"`
	Version   int        `gorm:"primaryKey"` // 1, 2, ...
	Body      string     // JSON
	Origin    string     // file, or api
	Digest    string     // SHA-256 of what was given, so that an unchanged file makes no version
	Note      string     // why, in words
	CreatedBy string     // actor
	CreatedAt Instant
}

// TableName is the table's name.
func (PolicyVersion) TableName() string { return "policies" }

// PolicyKind names a body of rules that is versioned.
type PolicyKind string

// The kinds of rules.
const (
	PolicyCallingHours PolicyKind = "calling_hours" // hours.Rules
	PolicyTeams        PolicyKind = "teams"         // ladders and capacities
	PolicyOutcomes     PolicyKind = "outcomes"      // retries
)
