package models

import (
	"context"
	"fmt"
)

// OwnersBack lets promises go at once that wait only because their owner was away: strict ones, whose Task ended unanswered. It returns
// how many. Whoever was not known, or was there before, is passed over.
func (s *Store) OwnersBack(ctx context.Context, agents []Agent) (int, error) {
	back, err := s.cameBack(ctx, agents)
	if err != nil || len(back) == 0 {
		return 0, err
	}
	var waiting []string
	err = s.read.WithContext(ctx).Raw("SELECT id FROM callbacks WHERE worker_sid IN ? AND status = ? AND wait_reason = ? AND routing = ? AND hold_until > ?",
		back, Scheduled, WaitReturned, ToAgent, At(s.clock.Now())).Scan(&waiting).Error
	if err != nil {
		return 0, fmt.Errorf("list promises of owners: %w", err)
	}
	for _, id := range waiting {
		_, err := s.withCallback(ctx, "owner is back", id, func(tx *Tx, cb *Callback) error {
			if cb.Status != Scheduled || cb.WaitReason != WaitReturned {
				return nil
			}
			c := change{EventOwnerBack, actorScheduler, "", map[string]any{"worker_sid": cb.WorkerSid}}
			return tx.save(cb, c, func(cb *Callback) { cb.HoldUntil, cb.Backoffs = Instant{}, 0 })
		})
		if err != nil {
			return 0, err
		}
	}
	return len(waiting), nil
}

// cameBack returns those of the agents who are available and were last known not to be.
func (s *Store) cameBack(ctx context.Context, agents []Agent) ([]string, error) {
	var here []string
	for _, a := range agents {
		if a.Available {
			here = append(here, a.WorkerSid)
		}
	}
	if len(here) == 0 {
		return nil, nil
	}
	var back []string
	err := s.read.WithContext(ctx).Raw("SELECT worker_sid FROM agents WHERE worker_sid IN ? AND available = ?", here, false).Scan(&back).Error
	if err != nil {
		return nil, fmt.Errorf("read agents: %w", err)
	}
	return back, nil
}
