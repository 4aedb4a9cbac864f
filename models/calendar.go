package models

import (
	"context"
	"fmt"
	"time"
)

// keepInCalendar is how long a callback that has ended is told of as cancelled, so that every calendar that reads at least monthly drops it.
const keepInCalendar = 30 * 24 * time.Hour

// maxCalendar bounds one calendar. No agent owns that many.
const maxCalendar = 2000

// Calendar lists the callbacks that an agent owns: those that are open, and those that ended within the last 30 days.
func (s *Store) Calendar(ctx context.Context, workerSid string) ([]Listed, error) {
	var found []Listed
	ended := At(s.clock.Now()).Add(-keepInCalendar)
	query := s.listed(ctx).Where("callbacks.worker_sid = ? AND (callbacks.open_record_id IS NOT NULL OR callbacks.closed_at > ?)", workerSid, ended)
	if err := query.Order("callbacks.window_start DESC").Limit(maxCalendar).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("list calendar: %w", err)
	}
	return found, nil
}
