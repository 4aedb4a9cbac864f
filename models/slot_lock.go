package models

import (
	"context"
	"fmt"
	"time"
)

// lockSlot makes all who want a place in one slot wait for each other until this transaction ends, so that each counts what the one before
// it took. On SQLite a transaction that writes is the only one; one that only looks takes nothing.
//
// The statement takes the row's lock whether the row is new or old. A plain insert that passes over what is there would take a shared lock,
// which two may hold while each waits to change it.
func (tx *Tx) lockSlot(scope string, slot Instant) error {
	if tx.store.dialect.lock == "" || tx.peek || tx.dry {
		return nil
	}
	_, err := tx.exec("INSERT INTO slot_locks (scope, starts_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE starts_at = starts_at", scope, slot)
	if err == nil && tx.store.dialect.galera {
		err = tx.rewriteLock(scope, slot)
	}
	if err != nil {
		return fmt.Errorf("lock slot: %w", err)
	}
	return nil
}

// rewriteLock changes the row for good: nodes of a Galera cluster do not see each other's locks, but of two that changed one row only the
// first may commit.
func (tx *Tx) rewriteLock(scope string, slot Instant) error {
	if _, err := tx.exec("DELETE FROM slot_locks WHERE scope = ? AND starts_at = ?", scope, slot); err != nil {
		return err
	}
	_, err := tx.exec("INSERT INTO slot_locks (scope, starts_at) VALUES (?, ?)", scope, slot)
	return err
}

// keepLocks is how long the locks of past slots are kept: nobody books into a slot that has ended.
const keepLocks = 24 * time.Hour

// pruneSlotLocks deletes locks of slots that are past, at most limit, and returns how many.
func (s *Store) pruneSlotLocks(ctx context.Context, limit int) (n int64, err error) {
	before := At(s.clock.Now()).Add(-keepLocks)
	err = s.inTx(ctx, "prune slot locks", func(tx *Tx) error {
		var past []struct {
			Scope    string
			StartsAt Instant
		}
		if err := tx.db.Raw("SELECT scope, starts_at FROM slot_locks WHERE starts_at < ? LIMIT ?", before, limit).Scan(&past).Error; err != nil || len(past) == 0 {
			return err
		}
		keys := make([][]any, len(past))
		for i, lock := range past {
			keys[i] = []any{lock.Scope, lock.StartsAt}
		}
		n, err = tx.exec("DELETE FROM slot_locks WHERE (scope, starts_at) IN ?", keys)
		return err
	})
	return n, err
}
