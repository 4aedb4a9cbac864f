package models

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// MaxSlotRange is the longest stretch of slots that is told at once.
const MaxSlotRange = 7 * 24 * time.Hour

// SlotQuery says which slots are asked about.
type SlotQuery struct {
	Team string // empty: promises of everybody, without a capacity
	From Instant
	To   Instant
}

// Slots lists the slots that begin or run in [From, To), in order. Too long a stretch is an InvalidError.
func (s *Store) Slots(ctx context.Context, q SlotQuery) ([]Slot, error) {
	from, to := slotOf(q.From), slotOf(q.To.Add(slotLength-time.Millisecond))
	switch {
	case !q.From.Before(q.To):
		return nil, invalid("validation_failed", "to", "give a time after from")
	case q.To.Sub(q.From) > MaxSlotRange:
		return nil, invalid("validation_failed", "to", "at most %d days after from", int(MaxSlotRange.Hours()/24))
	}
	var slots []Slot
	err := s.snapshot(ctx, func(db *gorm.DB) error {
		team, err := findTeam(db.Table("teams").Where("name = ?", q.Team), q.Team)
		if err != nil {
			return err
		}
		slots, err = slotScope{team: q.Team, rule: team.slotRule()}.slots(db, from, to, "")
		return err
	})
	return slots, wrapped("list slots", err)
}
