package models

// Fact is something the store remembers about itself between lives, such as the release of zone data that its promises were projected by.
type Fact struct {
	Name      string `gorm:"primaryKey"`
	Value     string
	UpdatedAt Instant
}
