package models

import (
	"context"
	"fmt"
)

// addTries tells of the callbacks of a page what came of ringing last, by one question for all: few have been rung more than a few times.
func (s *Store) addTries(ctx context.Context, page []Listed) error {
	var ids []string
	places := map[string]int{}
	for i, l := range page {
		if l.Attempts > 0 {
			ids = append(ids, l.ID)
			places[l.ID] = i
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var tries []Attempt
	query := s.read.WithContext(ctx).Select("callback_id", "number", "outcome", "started_at").Where("callback_id IN ?", ids)
	if err := query.Order("callback_id, number").Find(&tries).Error; err != nil {
		return fmt.Errorf("read last attempts: %w", err)
	}
	for _, try := range tries {
		page[places[try.CallbackID]].tried(try)
	}
	return nil
}

// tried notes an attempt, later than those noted before. One whose call is still on has no outcome yet.
func (l *Listed) tried(try Attempt) {
	l.LastAttemptAt = try.StartedAt
	if try.Outcome != "" {
		l.LastOutcome = try.Outcome
	}
}
