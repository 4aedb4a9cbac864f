package models

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"gorm.io/gorm/clause"
)

// CalendarFeed is the address at which a calendar program reads an agent's callbacks: calendars send no headers, so that whoever has the
// address may read it. An agent has one at most; only the SHA-256 of its 256 random bits is kept.
type CalendarFeed struct {
	WorkerSid string `gorm:"primaryKey"`
	Hash      string
	KeyName   string // the key it was made with, with which it ends; empty for an agent who came with a Flex token
	CreatedAt Instant
}

// MakeCalendarFeed returns the token of a new address for an agent's callbacks. The one before, if any, ends.
func (s *Store) MakeCalendarFeed(ctx context.Context, workerSid, keyName string) (token string, err error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails, since Go 1.24
	token = base64.RawURLEncoding.EncodeToString(secret)
	err = s.inTx(ctx, "make calendar feed", func(tx *Tx) error {
		feed := CalendarFeed{WorkerSid: workerSid, Hash: feedHash(token), KeyName: keyName, CreatedAt: tx.now}
		onWorker := clause.OnConflict{Columns: []clause.Column{{Name: "worker_sid"}}, DoUpdates: clause.AssignmentColumns([]string{"hash", "key_name", "created_at"})}
		return tx.db.Clauses(onWorker).Create(&feed).Error
	})
	return token, err
}

// EndCalendarFeed ends the address of an agent's callbacks at once, and says whether there was one.
func (s *Store) EndCalendarFeed(ctx context.Context, workerSid string) (ended bool, err error) {
	err = s.inTx(ctx, "end calendar feed", func(tx *Tx) error {
		n, err := tx.exec("DELETE FROM calendar_feeds WHERE worker_sid = ?", workerSid)
		ended = n > 0
		return err
	})
	return ended, err
}

// CalendarFeedOf returns the agent whose callbacks a token shows. A token that is not known, or whose key was revoked or has expired, is
// ErrNotFound.
func (s *Store) CalendarFeedOf(ctx context.Context, token string) (workerSid string, err error) {
	const query = "SELECT f.worker_sid FROM calendar_feeds f LEFT JOIN api_keys k ON k.name = f.key_name WHERE f.hash = ?" +
		" AND (f.key_name = '' OR k.name IS NOT NULL AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ?))"
	var found []string
	if err := s.read.WithContext(ctx).Raw(query, feedHash(token), At(s.clock.Now())).Scan(&found).Error; err != nil {
		return "", fmt.Errorf("find calendar feed: %w", err)
	}
	if len(found) == 0 {
		return "", fmt.Errorf("calendar feed: %w", ErrNotFound)
	}
	return found[0], nil
}

func feedHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
