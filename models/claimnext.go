package models

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// claimFrom bounds how many promises are looked at for one that an agent may have.
const claimFrom = 50

// ClaimNext gives an agent the most urgent promise that waits for the agent or the agent's team: the one that was due first, of those whose
// donor may be rung now. The agent becomes its owner. It is nil when there is none. What is strictly another's is passed over, and what
// another owns until that one was offered it for as long as the ladder says. Two who ask at once never get the same.
func (s *Store) ClaimNext(ctx context.Context, agent Seen, by Asked) (*Callback, error) {
	rungs, err := s.rungs(s.read.WithContext(ctx))
	if err != nil {
		return nil, wrapped("claim next", err)
	}
	now := At(s.clock.Now())
	var waiting []string
	err = s.read.WithContext(ctx).Raw("SELECT id FROM callbacks WHERE status IN (?, ?) AND due_at <= ? AND (worker_sid = ? OR team = ? AND team <> '' AND agent_strict = ?)"+
		" ORDER BY due_at, id LIMIT ?", Scheduled, Queued, now, agent.WorkerSid, agent.Team, false, claimFrom).Scan(&waiting).Error
	if err != nil {
		return nil, fmt.Errorf("claim next: %w", err)
	}
	for _, id := range waiting {
		var claimed bool
		cb, err := s.withCallback(ctx, "claim next", id, func(tx *Tx, cb *Callback) (err error) {
			claimed, err = tx.claimFor(cb, agent, rungs(cb.Team).Owner, by)
			return err
		})
		var bad *InvalidError
		switch {
		case errors.As(err, &bad):
			continue // this one cannot be the agent's: the slot, the shift
		case err != nil:
			return nil, err
		case claimed:
			return cb, nil
		}
	}
	return nil, nil //nolint:nilnil // nothing waits, which is no error
}

// claimFor makes a promise the agent's, and says whether it did.
func (tx *Tx) claimFor(cb *Callback, agent Seen, rung time.Duration, by Asked) (bool, error) {
	if !cb.claimable(agent, rung, tx.now) {
		return false, nil
	}
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return false, err
	}
	q, err := tx.question(cb.asked(rec))
	if err != nil {
		return false, err
	}
	if q.Now = tx.now.Time(); !judgedAt(q, q.Now).Allowed {
		return false, nil
	}
	if cb.Status == Scheduled && cb.Routing == ToAgent && cb.WorkerSid == agent.WorkerSid && cb.HoldUntil.After(tx.now) {
		return true, tx.save(cb, change{EventOwnerBack, by.Actor, "", map[string]any{"worker_sid": cb.WorkerSid}}, (*Callback).waitAnew)
	}
	strict := cb.AgentStrict
	return true, tx.reassign(cb, Reassignment{Routing: ToAgent, WorkerSid: agent.WorkerSid, Strict: &strict}, by, "claimed as the next")
}

// claimable says whether an agent may take a promise that waits. One that is held back for another reason than that its Task came back is
// left alone: somebody may be on the phone for it.
func (c *Callback) claimable(agent Seen, rung time.Duration, now Instant) bool {
	held := c.HoldUntil.After(now) && c.WaitReason != WaitReturned
	switch {
	case c.Status != Scheduled && c.Status != Queued, c.DueAt.After(now), held:
		return false
	case c.WorkerSid == agent.WorkerSid:
		return true
	case c.AgentStrict || c.Team == "" || c.Team != agent.Team:
		return false
	case c.Routing != ToAgent:
		return true
	}
	return c.Status == Queued && !c.DispatchedAt.Add(rung).After(now)
}
