package models

import (
	"context"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/ringback/ringback/models/hours"
)

// DayOf is a day of a zone's calendar, YYYY-MM-DD, from its first instant to the next day's: 23 or 25 hours where the clocks change, and
// none where a zone left the day out. What is not a date or a zone is an InvalidError.
func (s *Store) DayOf(date, zone string) (from, to Instant, err error) {
	loc, err := s.zones.Load(zone)
	if err != nil {
		return from, to, unknownZone("timezone", zone)
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return from, to, invalid("validation_failed", "date", "want a day such as 2026-12-01")
	}
	start, _, err := hours.Instant(day, loc)
	if err != nil {
		return from, to, invalid("validation_failed", "date", "want a day of the years 1 to 9998")
	}
	end, _, err := hours.Instant(day.AddDate(0, 0, 1), loc)
	if err != nil {
		return from, to, invalid("validation_failed", "date", "want a day of the years 1 to 9998")
	}
	return At(start), At(end), nil
}

// Lines lists lines of the ledger from an instant to another, oldest first, after the one with the id after; empty: from the first.
func (s *Store) Lines(ctx context.Context, from, to Instant, after string, limit int) ([]Event, error) {
	var lines []Event
	query := s.read.WithContext(ctx).Where("id >= ? AND id < ? AND id > ?", firstLineOf(from), firstLineOf(to), after)
	if err := query.Order("id").Limit(limit).Find(&lines).Error; err != nil {
		return nil, fmt.Errorf("list lines of the ledger: %w", err)
	}
	return lines, nil
}

// firstLineOf is the least id that a line of the ledger may have at an instant.
func firstLineOf(at Instant) string {
	var id ulid.ULID
	if ms := at.Millis(); ms > 0 && id.SetTime(uint64(ms)) != nil { //nolint:gosec // over 0
		return "evt_~" // after the year 10889
	}
	return "evt_" + id.String()
}
