package models

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Role says what a caller of the API may do.
type Role string

// The roles.
const (
	RoleAgent      Role = "agent"
	RoleSupervisor Role = "supervisor"
	RoleAdmin      Role = "admin"
	RoleIntake     Role = "intake" // may only book and preview
	RoleDialer     Role = "dialer" // reads the call list and the records
)

// maxKeyName keeps "key:" and the name within the ledger's column for the actor, which has 100 characters.
const maxKeyName = 96

// APIKey lets a program in. The key itself is never stored.
type APIKey struct {
	Name       string `gorm:"primaryKey"`
	Hash       string // SHA-256 of the key, hex: 256 random bits need no slow hash
	Role       Role
	WorkerSid  string // of an agent's key
	Team       string
	CreatedAt  Instant
	LastUsedAt Instant // to the minute
	RevokedAt  Instant
}

// CreateAPIKey makes a key and returns its text, which is shown this once. A name in use, revoked or not, is ErrTaken.
func (s *Store) CreateAPIKey(ctx context.Context, key APIKey) (string, error) {
	switch {
	case key.Name == "" || len(key.Name) > maxKeyName:
		return "", invalid("validation_failed", "name", "a name of at most %d bytes is needed", maxKeyName)
	case !slices.Contains([]Role{RoleAgent, RoleSupervisor, RoleAdmin, RoleIntake, RoleDialer}, key.Role):
		return "", invalid("validation_failed", "role", "one of agent, supervisor, admin, intake, dialer")
	case key.Role == RoleAgent && key.WorkerSid == "":
		return "", invalid("validation_failed", "worker", "an agent's key needs the worker's sid (WK...)")
	}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return "", fmt.Errorf("make api key: %w", err)
	}
	text := "rbk_" + base64.RawURLEncoding.EncodeToString(secret)
	key.Hash, key.CreatedAt, key.LastUsedAt, key.RevokedAt = hashKey(text), At(s.clock.Now()), Instant{}, Instant{}
	err := s.db.WithContext(ctx).Create(&key).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return "", fmt.Errorf("api key %q: %w", key.Name, ErrTaken)
	}
	if err != nil {
		return "", fmt.Errorf("make api key: %w", err)
	}
	return text, nil
}

func hashKey(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// FindAPIKey returns the key with this text. An unknown or revoked one is ErrNotFound. It asks the database each time, so that a
// revoked key is refused at once by every instance.
func (s *Store) FindAPIKey(ctx context.Context, text string) (*APIKey, error) {
	var found []APIKey
	if err := s.read.WithContext(ctx).Where("hash = ? AND revoked_at IS NULL", hashKey(text)).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("find api key: %w", err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("api key: %w", ErrNotFound)
	}
	key := &found[0]
	if now := At(s.clock.Now()); key.LastUsedAt.IsZero() || now.Sub(key.LastUsedAt) > time.Minute {
		err := s.db.WithContext(ctx).Model(&APIKey{}).Where("name = ?", key.Name).Updates(map[string]any{"last_used_at": now}).Error
		if err != nil {
			return nil, fmt.Errorf("note use of api key: %w", err)
		}
	}
	return key, nil
}

// APIKeys lists all keys by name, revoked ones too.
func (s *Store) APIKeys(ctx context.Context) ([]APIKey, error) {
	var keys []APIKey
	if err := s.read.WithContext(ctx).Order("name").Find(&keys).Error; err != nil {
		return nil, fmt.Errorf("list api keys: %w", err)
	}
	return keys, nil
}

// RevokeAPIKey ends a key for good.
func (s *Store) RevokeAPIKey(ctx context.Context, name string) error {
	result := s.db.WithContext(ctx).Model(&APIKey{}).Where("name = ? AND revoked_at IS NULL", name).Updates(map[string]any{"revoked_at": At(s.clock.Now())})
	if result.Error != nil {
		return fmt.Errorf("revoke api key: %w", result.Error)
	}
	if result.RowsAffected == 0 {
		return fmt.Errorf("api key %q: %w", name, ErrNotFound)
	}
	return nil
}
