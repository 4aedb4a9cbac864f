package models

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// ShiftQuery says which shifts are listed.
type ShiftQuery struct {
	WorkerSid string  // of one agent; empty: of all
	Team      string  // of one team; empty: of all
	From      Instant // those that run at any time within [From, To)
	To        Instant
	Limit     int
	Cursor    string
}

// Shifts lists shifts by their start, and the cursor of the next page, empty at the end.
func (s *Store) Shifts(ctx context.Context, q ShiftQuery) ([]Shift, string, error) {
	if !q.From.Before(q.To) {
		return nil, "", invalid("validation_failed", "to", "give a time after from")
	}
	query := s.read.WithContext(ctx).Where("starts_at > ? AND starts_at < ? AND ends_at > ?", q.From.Add(-maxShift), q.To, q.From)
	for column, value := range map[string]string{"worker_sid": q.WorkerSid, "team": q.Team} {
		if value != "" {
			query = query.Where(column+" = ?", value)
		}
	}
	if q.Cursor != "" {
		millis, worker, _ := strings.Cut(q.Cursor, "_")
		start, err := strconv.ParseInt(millis, 10, 64)
		if err != nil {
			return nil, "", invalid("validation_failed", "cursor", "not a cursor of this list; give next_cursor as it came")
		}
		query = query.Where("(starts_at > ? OR starts_at = ? AND worker_sid > ?)", start, start, worker)
	}
	var found []Shift
	if err := query.Order("starts_at, worker_sid").Limit(q.Limit + 1).Find(&found).Error; err != nil {
		return nil, "", fmt.Errorf("list shifts: %w", err)
	}
	if len(found) <= q.Limit {
		return found, "", nil
	}
	last := found[q.Limit-1]
	return found[:q.Limit], fmt.Sprintf("%d_%s", last.StartsAt.Millis(), last.WorkerSid), nil
}
