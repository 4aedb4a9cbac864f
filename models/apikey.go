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
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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

// KeyPrefix begins every key, so that a key can be told from a token of Flex, and be found by scanners of leaked secrets.
const KeyPrefix = "rbk_"

// maxKeyTeam is the width of a key's column for the team, in characters.
const maxKeyTeam = 64

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
	ExpiresAt  Instant // none: never
	LastUsedAt Instant // to the minute
	RevokedAt  Instant
}

// Lives says whether the key lets anybody in at a moment.
func (k APIKey) Lives(at Instant) bool {
	return k.RevokedAt.IsZero() && (k.ExpiresAt.IsZero() || k.ExpiresAt.After(at))
}

// CreateAPIKey makes a key and returns its text, which is shown this once. A name in use, revoked or not, is ErrTaken.
func (s *Store) CreateAPIKey(ctx context.Context, key APIKey) (string, error) {
	now := At(s.clock.Now())
	switch {
	case key.Name == "" || len(key.Name) > maxKeyName:
		return "", invalid("validation_failed", "name", "a name of at most %d bytes is needed", maxKeyName)
	case strings.ContainsAny(key.Name, `/\`) || strings.ContainsFunc(key.Name, unicode.IsControl) || strings.Trim(key.Name, ".") == "":
		// It stands in the address by which the key is revoked, where a slash divides and dots lead elsewhere.
		return "", invalid("validation_failed", "name", `a name without / and \, line ends and the like, and not of dots alone`)
	case !slices.Contains([]Role{RoleAgent, RoleSupervisor, RoleAdmin, RoleIntake, RoleDialer}, key.Role):
		return "", invalid("validation_failed", "role", "one of agent, supervisor, admin, intake, dialer")
	case key.Role == RoleAgent && key.WorkerSid == "":
		return "", invalid("validation_failed", "worker_sid", "an agent's key needs the worker's sid (WK...)")
	case len(key.WorkerSid) > maxSid || utf8.RuneCountInString(key.Team) > maxKeyTeam:
		return "", invalid("validation_failed", "worker_sid", "at most %d characters, and %d of a team", maxSid, maxKeyTeam)
	case !key.ExpiresAt.IsZero() && !key.ExpiresAt.After(now):
		return "", invalid("validation_failed", "expires_at", "a time that is still to come, or none at all")
	}
	text, err := newKeyText(KeyPrefix)
	if err != nil {
		return "", fmt.Errorf("make api key: %w", err)
	}
	key.Hash, key.CreatedAt, key.LastUsedAt, key.RevokedAt = hashKey(text), now, Instant{}, Instant{}
	err = s.db.WithContext(ctx).Create(&key).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return "", fmt.Errorf("api key %q: %w", key.Name, ErrTaken)
	}
	if err != nil {
		return "", fmt.Errorf("make api key: %w", err)
	}
	return text, nil
}

// newKeyText makes a text of 256 random bits behind a prefix that says what it is.
func newKeyText(prefix string) (string, error) {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return "", err
	}
	return prefix + base64.RawURLEncoding.EncodeToString(secret), nil
}

func hashKey(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// FindAPIKey returns the key with this text. An unknown, revoked or expired one is ErrNotFound. It asks the database each time, so that
// a revoked key is refused at once by every instance.
func (s *Store) FindAPIKey(ctx context.Context, text string) (*APIKey, error) {
	var found []APIKey
	if err := s.read.WithContext(ctx).Where("hash = ?", hashKey(text)).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("find api key: %w", err)
	}
	if len(found) == 0 || !found[0].Lives(At(s.clock.Now())) {
		return nil, fmt.Errorf("api key: %w", ErrNotFound)
	}
	return &found[0], s.noteUse(ctx, &found[0])
}

// noteUse writes at most once a minute when a key was used.
func (s *Store) noteUse(ctx context.Context, key *APIKey) error {
	now := At(s.clock.Now())
	if !key.LastUsedAt.IsZero() && now.Sub(key.LastUsedAt) <= time.Minute {
		return nil
	}
	err := s.db.WithContext(ctx).Model(&APIKey{}).Where("name = ?", key.Name).Updates(map[string]any{"last_used_at": now}).Error
	return wrapped("note use of api key", err)
}

// APIKeys lists all keys by name, revoked ones too.
func (s *Store) APIKeys(ctx context.Context) ([]APIKey, error) {
	var keys []APIKey
	if err := s.read.WithContext(ctx).Order("name").Find(&keys).Error; err != nil {
		return nil, fmt.Errorf("list api keys: %w", err)
	}
	return keys, nil
}

// RevokeAPIKey ends a key for good, and every session that was opened with it.
func (s *Store) RevokeAPIKey(ctx context.Context, name string) error {
	return s.inTx(ctx, "revoke api key", func(tx *Tx) error {
		n, err := tx.exec("UPDATE api_keys SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", tx.now, name)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("api key %q: %w", name, ErrNotFound)
		}
		for _, table := range []string{"sessions", "sign_in_codes"} {
			if _, err := tx.exec("DELETE FROM "+table+" WHERE key_name = ?", name); err != nil {
				return err
			}
		}
		return nil
	})
}
