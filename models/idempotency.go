package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// KeepAnswers is how long the answer of a write is kept for those who ask again with its Idempotency-Key.
const KeepAnswers = 24 * time.Hour

// TurnFor is how long a write with an Idempotency-Key may be under way. After that its process is taken for dead, and the next request with
// the key does it. It is longer than a request may take.
const TurnFor = 65 * time.Second

// ErrUnderWay is returned when the same write is being done at this moment.
var ErrUnderWay = errors.New("the same request is under way")

// Once names a write that is to be done once.
type Once struct {
	Caller string // who asks: an actor of the ledger
	Route  string // method and template, such as POST /callbacks
	Key    string // the Idempotency-Key
}

// id is what the database knows of it: the key itself is not stored.
func (o Once) id() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d:%s,%d:%s,%s", len(o.Caller), o.Caller, len(o.Route), o.Route, o.Key))
	return hex.EncodeToString(sum[:])
}

// KeptAnswer is the answer of a write that was done, or, without a status, the turn of whoever is doing it.
type KeptAnswer struct {
	ID        string `gorm:"primaryKey"`
	Token     string // of the turn; a later one has another
	Digest    string // SHA-256 of the request, hex: its path, query and body
	Status    int    // 0: under way
	Headers   JSON[map[string]string]
	Body      []byte
	CreatedAt Instant
	ExpiresAt Instant // of a turn: when its process is taken for dead
}

// Done says whether there is an answer to give again.
func (k *KeptAnswer) Done() bool { return k.Status != 0 }

// BeginOnce returns the answer of a write that was done, or gives the caller the turn to do it, to be ended by KeepAnswer or GiveUpTurn.
// While another has the turn it is ErrUnderWay.
func (s *Store) BeginOnce(ctx context.Context, o Once) (*KeptAnswer, error) {
	var kept *KeptAnswer
	err := s.inTx(ctx, "begin once", func(tx *Tx) error {
		token, err := newID("turn", tx.now.Time())
		if err != nil {
			return err
		}
		kept = &KeptAnswer{ID: o.id(), Token: token, CreatedAt: tx.now, ExpiresAt: tx.now.Add(TurnFor)}
		made, err := tx.exec(tx.store.dialect.insertNew+" kept_answers (id, token, body, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
			kept.ID, kept.Token, []byte{}, kept.CreatedAt, kept.ExpiresAt)
		if err != nil || made == 1 {
			return err
		}
		kept, err = tx.takeTurn(kept)
		return err
	})
	return kept, err
}

// takeTurn looks at the row that was there already: an answer, a turn, or what is left of either after its time.
func (tx *Tx) takeTurn(mine *KeptAnswer) (*KeptAnswer, error) {
	var there KeptAnswer
	if err := tx.locked().Where("id = ?", mine.ID).Take(&there).Error; err != nil {
		if noRows(err) {
			err = ErrUnderWay // given up at this very moment: the next request finds it free
		}
		return nil, err
	}
	switch {
	case there.ExpiresAt.After(tx.now) && there.Done():
		return &there, nil
	case there.ExpiresAt.After(tx.now):
		return nil, ErrUnderWay
	}
	_, err := tx.exec("UPDATE kept_answers SET token = ?, digest = '', status = 0, headers = 'null', body = ?, created_at = ?, expires_at = ? WHERE id = ?",
		mine.Token, []byte{}, mine.CreatedAt, mine.ExpiresAt, mine.ID)
	return mine, err
}

// KeepAnswer ends a turn with its answer, whose Digest, Status, Headers and Body are kept. A turn that was lost to another is ErrStale.
func (s *Store) KeepAnswer(ctx context.Context, k *KeptAnswer) error {
	return s.inTx(ctx, "keep answer", func(tx *Tx) error {
		body := k.Body
		if body == nil {
			body = []byte{}
		}
		n, err := tx.exec("UPDATE kept_answers SET digest = ?, status = ?, headers = ?, body = ?, expires_at = ? WHERE id = ? AND token = ?",
			k.Digest, k.Status, k.Headers, body, tx.now.Add(KeepAnswers), k.ID, k.Token)
		if err == nil && n != 1 {
			err = ErrStale
		}
		return err
	})
}

// GiveUpTurn ends a turn without an answer, so that the next request with the key does the write.
func (s *Store) GiveUpTurn(ctx context.Context, k *KeptAnswer) error {
	return s.inTx(ctx, "give up turn", func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM kept_answers WHERE id = ? AND token = ? AND status = 0", k.ID, k.Token)
		return err
	})
}
