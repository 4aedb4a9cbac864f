package models

import (
	"context"
	"fmt"
)

// TellBroken writes into the ledger that promises were broken, at most limit, and returns how many: open ones without an attempt by the
// window's end and the grace. They stay owed. One that is being dispatched is told a moment later.
func (s *Store) TellBroken(ctx context.Context, limit int) (int, error) {
	query := "SELECT id FROM callbacks WHERE breaks_at <= ? AND status <> ? ORDER BY breaks_at LIMIT ?"
	return s.tellEach(ctx, "tell broken promise", func(tx *Tx, cb *Callback) (bool, error) {
		if cb.BreaksAt.IsZero() || cb.BreaksAt.After(tx.now) || cb.Status == Dispatching {
			return false, nil
		}
		data := map[string]any{"window_end": cb.WindowEnd, "wait_reason": cb.WaitReason, "due_at": cb.DueAt}
		return true, tx.save(cb, change{event: EventBroken, actor: actorScheduler, reason: string(cb.WaitReason), data: data}, func(cb *Callback) { cb.BrokenAt = tx.now })
	}, query, At(s.clock.Now()), Dispatching, limit)
}

// TellManagers writes into the ledger that callbacks have waited for their agent longer than their team's managers want to be told after,
// once for each time they were due, at most limit, and returns how many.
func (s *Store) TellManagers(ctx context.Context, limit int) (int, error) {
	now := At(s.clock.Now())
	after := s.policy.AlertAfter.Milliseconds()
	const query = "SELECT c.id FROM callbacks c LEFT JOIN teams t ON t.name = c.team WHERE c.status IN (?, ?) AND c.due_at <= ?" +
		" AND (c.alerted_at IS NULL OR c.alerted_at < c.due_at)" +
		" AND c.due_at + CASE WHEN t.alert_minutes > 0 THEN t.alert_minutes * 60000 ELSE ? END <= ? ORDER BY c.due_at LIMIT ?"
	return s.tellEach(ctx, "tell managers", func(tx *Tx, cb *Callback) (bool, error) {
		if cb.Status != Scheduled && cb.Status != Queued || !cb.AlertedAt.Before(cb.DueAt) && !cb.AlertedAt.IsZero() || cb.DueAt.After(tx.now) {
			return false, nil
		}
		waited := int(tx.now.Sub(cb.DueAt).Minutes())
		data := map[string]any{"waited_minutes": waited, "team": cb.Team, "routing": cb.Routing, "wait_reason": cb.WaitReason}
		s.log.Warn("a callback waits for an agent: its managers should look", "callback", cb.ID, "team", cb.Team, "waited_minutes", waited)
		return true, tx.save(cb, change{event: EventAlert, actor: actorScheduler, reason: fmt.Sprintf("nobody took it for %d minutes", waited), data: data},
			func(cb *Callback) { cb.AlertedAt = tx.now })
	}, query, Scheduled, Queued, now, after, now, limit)
}

// tellEach changes each callback that a query finds, and counts.
func (s *Store) tellEach(ctx context.Context, act string, tell func(*Tx, *Callback) (bool, error), query string, args ...any) (int, error) {
	var due []string
	if err := s.read.WithContext(ctx).Raw(query, args...).Scan(&due).Error; err != nil {
		return 0, fmt.Errorf("%s: %w", act, err)
	}
	count := 0
	for _, id := range due {
		told := false
		_, err := s.withCallback(ctx, act, id, func(tx *Tx, cb *Callback) (err error) {
			told, err = tell(tx, cb)
			return err
		})
		if err != nil {
			return count, err
		}
		if told {
			count++
		}
	}
	return count, nil
}
