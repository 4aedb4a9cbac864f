package models

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How long what lets a browser in is good for: a session for a shift with its overtime, a link for as long as it takes to click it. Both
// are the product's own choice.
const (
	SessionFor    = 12 * time.Hour
	SignInCodeFor = 10 * time.Minute
)

// The prefixes by which the texts are told apart.
const (
	sessionPrefix = "rbs_"
	codePrefix    = "rbc_"
)

// Session lets a browser in by the right of a key. Its text is in the browser's cookie and nowhere else.
type Session struct {
	Hash      string `gorm:"primaryKey"` // SHA-256 of the text, hex
	KeyName   string
	CreatedAt Instant
	ExpiresAt Instant
}

// SignInCode can be exchanged for a session once. Its text is in a link that was printed, and nowhere else.
type SignInCode struct {
	Hash      string `gorm:"primaryKey"` // SHA-256 of the text, hex
	KeyName   string
	CreatedAt Instant
	ExpiresAt Instant
}

// Opened is a session with what it may do.
type Opened struct {
	Key       APIKey
	Text      string // of the session just opened; empty when it was found
	ExpiresAt Instant
}

// CreateSignInCode makes a text that opens one session for a key's holder within SignInCodeFor. A key that lets nobody in is ErrNotFound.
func (s *Store) CreateSignInCode(ctx context.Context, keyName string) (string, error) {
	text, err := newKeyText(codePrefix)
	if err != nil {
		return "", fmt.Errorf("make sign-in code: %w", err)
	}
	err = s.inTx(ctx, "make sign-in code", func(tx *Tx) error {
		if _, err := tx.livingKey("name = ?", keyName); err != nil {
			return err
		}
		return tx.db.Create(&SignInCode{Hash: hashKey(text), KeyName: keyName, CreatedAt: tx.now, ExpiresAt: tx.now.Add(SignInCodeFor)}).Error
	})
	if err != nil {
		return "", err
	}
	return text, nil
}

// livingKey reads a key that lets a person in; one that lets nobody in is ErrNotFound. It stays as it is until the transaction ends.
func (tx *Tx) livingKey(condition string, arg string) (*APIKey, error) {
	var found []APIKey
	if err := tx.locked().Where(condition, arg).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read api key: %w", err)
	}
	if len(found) == 0 || !found[0].Lives(tx.now) {
		return nil, fmt.Errorf("api key: %w", ErrNotFound)
	}
	if role := found[0].Role; role == RoleIntake || role == RoleDialer {
		return nil, invalid("validation_failed", "key", "this is the key of a program (%s): people sign in with one of role agent, supervisor or admin", role)
	}
	return &found[0], nil
}

// OpenSession opens a session by a key's text; what lets nobody in is ErrNotFound. A session ends with its key.
func (s *Store) OpenSession(ctx context.Context, keyText string) (*Opened, error) {
	return s.openSession(ctx, func(tx *Tx) (*APIKey, error) { return tx.livingKey("hash = ?", hashKey(keyText)) })
}

// RedeemSignInCode opens a session by a code, which is good for one. A code that is unknown, used or too old is ErrNotFound.
func (s *Store) RedeemSignInCode(ctx context.Context, code string) (*Opened, error) {
	return s.openSession(ctx, func(tx *Tx) (*APIKey, error) {
		var found []SignInCode
		if err := tx.locked().Where("hash = ? AND expires_at > ?", hashKey(code), tx.now).Limit(1).Find(&found).Error; err != nil {
			return nil, fmt.Errorf("read sign-in code: %w", err)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("sign-in code: %w", ErrNotFound)
		}
		if n, err := tx.exec("DELETE FROM sign_in_codes WHERE hash = ?", found[0].Hash); err != nil || n != 1 {
			return nil, errors.Join(err, fmt.Errorf("sign-in code: %w", ErrNotFound))
		}
		return tx.livingKey("name = ?", found[0].KeyName)
	})
}

func (s *Store) openSession(ctx context.Context, whose func(*Tx) (*APIKey, error)) (*Opened, error) {
	text, err := newKeyText(sessionPrefix)
	if err != nil {
		return nil, fmt.Errorf("open session: %w", err)
	}
	opened := &Opened{Text: text}
	err = s.inTx(ctx, "open session", func(tx *Tx) error {
		key, err := whose(tx)
		if err != nil {
			return err
		}
		opened.Key, opened.ExpiresAt = *key, key.earlier(tx.now.Add(SessionFor))
		return tx.db.Create(&Session{Hash: hashKey(text), KeyName: key.Name, CreatedAt: tx.now, ExpiresAt: opened.ExpiresAt}).Error
	})
	if err != nil {
		return nil, err
	}
	return opened, s.noteUse(ctx, &opened.Key)
}

// earlier is a moment, or the key's end if that comes first.
func (k APIKey) earlier(at Instant) Instant {
	if !k.ExpiresAt.IsZero() && k.ExpiresAt.Before(at) {
		return k.ExpiresAt
	}
	return at
}

// FindSession returns the session with this text, as long as it and its key live; else ErrNotFound. It asks the database each time, so
// that what was revoked is refused at once by every instance.
func (s *Store) FindSession(ctx context.Context, text string) (*Opened, error) {
	now := At(s.clock.Now())
	var sessions []Session
	if err := s.read.WithContext(ctx).Where("hash = ? AND expires_at > ?", hashKey(text), now).Limit(1).Find(&sessions).Error; err != nil {
		return nil, fmt.Errorf("find session: %w", err)
	}
	if len(sessions) == 0 {
		return nil, fmt.Errorf("session: %w", ErrNotFound)
	}
	var keys []APIKey
	if err := s.read.WithContext(ctx).Where("name = ?", sessions[0].KeyName).Limit(1).Find(&keys).Error; err != nil {
		return nil, fmt.Errorf("find key of session: %w", err)
	}
	if len(keys) == 0 || !keys[0].Lives(now) {
		return nil, fmt.Errorf("session: %w", ErrNotFound)
	}
	return &Opened{Key: keys[0], ExpiresAt: sessions[0].ExpiresAt}, s.noteUse(ctx, &keys[0])
}

// CloseSession ends a session. One that is not there has ended already.
func (s *Store) CloseSession(ctx context.Context, text string) error {
	return s.inTx(ctx, "close session", func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM sessions WHERE hash = ?", hashKey(text))
		return err
	})
}

// pruneAccess deletes what let somebody in and no longer does, and answers kept for long enough.
func (s *Store) pruneAccess(ctx context.Context, limit int) (int64, error) {
	var pruned int64
	for table, column := range map[string]string{"sessions": "hash", "sign_in_codes": "hash", "kept_answers": "id"} {
		var n int64
		err := s.inTx(ctx, "prune "+table, func(tx *Tx) (err error) {
			var keys []string
			if err := tx.db.Raw("SELECT "+column+" FROM "+table+" WHERE expires_at <= ? LIMIT ?", tx.now, limit).Scan(&keys).Error; err != nil || len(keys) == 0 {
				return err
			}
			n, err = tx.exec("DELETE FROM "+table+" WHERE expires_at <= ? AND "+column+" IN ?", tx.now, keys)
			return err
		})
		if err != nil {
			return pruned, err
		}
		pruned += n
	}
	return pruned, nil
}
