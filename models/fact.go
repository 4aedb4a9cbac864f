package models

import (
	"fmt"

	"gorm.io/gorm/clause"
)

// Fact is something the store remembers about itself between lives, such as the release of zone data that its promises were projected by.
type Fact struct {
	Name      string `gorm:"primaryKey"`
	Value     string
	UpdatedAt Instant
}

// fact reads what is remembered under a name, empty for nothing.
func (tx *Tx) fact(name string) (string, error) {
	var values []string
	if err := tx.db.Raw("SELECT value FROM facts WHERE name = ?", name).Scan(&values).Error; err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	if len(values) == 0 {
		return "", nil
	}
	return values[0], nil
}

// putFact remembers a value under a name, in place of any that is there.
func (tx *Tx) putFact(name, value string) error {
	onName := clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"value", "updated_at"})}
	fact := Fact{Name: name, Value: value, UpdatedAt: tx.now}
	return wrapped("remember "+name, tx.db.Clauses(onName).Create(&fact).Error)
}
