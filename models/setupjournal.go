package models

import (
	"context"
	"fmt"
)

// SetupJournal is a row in which setup remembers what it changed in a workspace, and what was there before.
type SetupJournal struct {
	WorkspaceSid string `gorm:"primaryKey"`
	Body         string
	Version      int64
	UpdatedAt    Instant
}

// JournalKeeper keeps the journal of one workspace in the database. It is for one run at a time: of two that write at once, the second is
// refused with ErrStale.
type JournalKeeper struct {
	store     *Store
	workspace string
	version   int64 // as loaded or saved last; 0: no row
}

// JournalKeeper returns the keeper of a workspace's journal.
func (s *Store) JournalKeeper(workspaceSid string) *JournalKeeper {
	return &JournalKeeper{store: s, workspace: workspaceSid}
}

// Where says to people where the journal lies.
func (k *JournalKeeper) Where() string { return "the database (setup_journals)" }

// Load returns what was saved last, nil for nothing.
func (k *JournalKeeper) Load(ctx context.Context) ([]byte, error) {
	var found []SetupJournal
	if err := k.store.db.WithContext(ctx).Where("workspace_sid = ?", k.workspace).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read journal of setup: %w", err)
	}
	k.version = 0
	if len(found) == 0 {
		return nil, nil
	}
	k.version = found[0].Version
	return []byte(found[0].Body), nil
}

// Save writes the journal over the one that was loaded or saved last.
func (k *JournalKeeper) Save(ctx context.Context, text []byte) error {
	err := k.store.inTx(ctx, "save journal of setup", func(tx *Tx) error {
		if k.version == 0 {
			row := &SetupJournal{WorkspaceSid: k.workspace, Body: string(text), Version: 1, UpdatedAt: tx.now}
			return tx.db.Create(row).Error
		}
		n, err := tx.exec("UPDATE setup_journals SET body = ?, version = version + 1, updated_at = ? WHERE workspace_sid = ? AND version = ?",
			string(text), tx.now, k.workspace, k.version)
		return orStale(n, err)
	})
	if err == nil {
		k.version++
	}
	return err
}

// Remove takes the journal away that was loaded or saved last.
func (k *JournalKeeper) Remove(ctx context.Context) error {
	err := k.store.inTx(ctx, "remove journal of setup", func(tx *Tx) error {
		n, err := tx.exec("DELETE FROM setup_journals WHERE workspace_sid = ? AND version = ?", k.workspace, k.version)
		return orStale(n, err)
	})
	if err == nil {
		k.version = 0
	}
	return err
}

// orStale is ErrStale of a change that met no row.
func orStale(n int64, err error) error {
	if err == nil && n == 0 {
		return fmt.Errorf("somebody else sets up this workspace: %w", ErrStale)
	}
	return err
}
