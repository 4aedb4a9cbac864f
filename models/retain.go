package models

import (
	"context"
	"fmt"
)

// scrubBatch is how many callbacks one transaction scrubs.
const scrubBatch = 100

// ScrubOld erases what callbacks hold of their donors that ended longer ago than the site keeps it, at most limit, and what was rejected as long
// ago. It returns how many callbacks. Records stay: they are the call list's, and end by EraseRecord.
func (s *Store) ScrubOld(ctx context.Context, limit int) (int, error) {
	if s.policy.ScrubAfter <= 0 {
		return 0, nil
	}
	before := At(s.clock.Now()).Add(-s.policy.ScrubAfter)
	if err := s.scrubRejected(ctx, before); err != nil {
		return 0, err
	}
	for done := 0; ; {
		n := 0
		err := s.inTx(ctx, "scrub old callbacks", func(tx *Tx) error {
			var ids []string
			query := "SELECT id FROM callbacks WHERE scrubbed_at IS NULL AND closed_at < ? AND task_open = ? ORDER BY closed_at LIMIT ?" + s.dialect.pick
			if err := tx.db.Raw(query, before, false, min(scrubBatch, limit-done)).Scan(&ids).Error; err != nil {
				return fmt.Errorf("list old callbacks: %w", err)
			}
			n = len(ids)
			return tx.scrub(ids)
		})
		if done += n; err != nil || n == 0 || done >= limit {
			return done, err
		}
	}
}

// codeScrubbed marks a rejected message of which only what Tasks and agents did is left.
const codeScrubbed = "erased"

func (s *Store) scrubRejected(ctx context.Context, before Instant) error {
	return s.inTx(ctx, "scrub old messages", func(tx *Tx) error {
		var found []InboxEntry
		err := tx.locked().Where("state = ? AND received_at < ? AND code <> ?", InboxRejected, before, codeScrubbed).Order("received_at").Limit(scrubBatch).Find(&found).Error
		if err != nil {
			return fmt.Errorf("list old messages: %w", err)
		}
		if err := tx.scrubMessages(found); err != nil {
			return err
		}
		for _, entry := range found {
			if _, err := tx.exec("UPDATE inbox SET code = ? WHERE id = ?", codeScrubbed, entry.ID); err != nil {
				return fmt.Errorf("mark old message: %w", err)
			}
		}
		return nil
	})
}
