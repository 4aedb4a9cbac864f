package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// Saving says who saves a version of rules, why, and on top of which.
type Saving struct {
	Actor   string // who answers for it
	Note    string // why, in words
	Version *int   // the version it is based on; ErrVersion when another is in force. nil: whichever is
}

// SavePolicy makes a change of rules the new version in force, and writes what follows from it, in one transaction. A document with faults
// is an InvalidError that names them all. A change that changes nothing makes no version. Of two who save at once upon the same version
// the second has ErrVersion.
func (s *Store) SavePolicy(ctx context.Context, change PolicyChange, by Saving) (PolicyVersion, error) {
	return s.savePolicy(ctx, "save "+string(change.kind), func(tx *Tx) (PolicyVersion, error) {
		latest, err := tx.latestPolicy(change.kind)
		if err != nil {
			return latest, err
		}
		if by.Version != nil && *by.Version != latest.Version {
			return latest, fmt.Errorf("%s: %w", change.kind, ErrVersion)
		}
		doc, err := change.propose(tx, latest, by)
		if err != nil {
			return latest, err
		}
		if by.Note == "" {
			by.Note = change.note
		}
		next, err := nextPolicy(latest, doc)
		if err != nil || next.Digest == latest.Digest {
			return latest, err
		}
		next.Origin, next.Note, next.CreatedBy = OriginAPI, cut(by.Note, maxPolicyNote), cut(by.Actor, 100)
		return next, tx.putPolicy(&next, doc)
	})
}

// maxPolicyNote is how many characters of a note are kept.
const maxPolicyNote = 300

// savePolicy runs a save again when somebody else's came between: the primary key decides whose version is the next.
func (s *Store) savePolicy(ctx context.Context, act string, save func(*Tx) (PolicyVersion, error)) (saved PolicyVersion, err error) {
	for range maxTries {
		err = s.inTx(ctx, act, func(tx *Tx) error {
			saved, err = save(tx)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return saved, err
}

// nextPolicy is a document as the version after the latest.
func nextPolicy(latest PolicyVersion, doc policyDocument) (PolicyVersion, error) {
	body, err := json.Marshal(doc)
	if err != nil {
		return latest, fmt.Errorf("write %s: %w", latest.Kind, err)
	}
	sum := sha256.Sum256(body)
	return PolicyVersion{Kind: latest.Kind, Version: latest.Version + 1, Body: string(body), Digest: hex.EncodeToString(sum[:])}, nil
}

func (tx *Tx) putPolicy(next *PolicyVersion, doc policyDocument) error {
	next.CreatedAt = tx.now
	err := tx.db.Create(next).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fmt.Errorf("save %s: %w", next.Kind, ErrStale)
	}
	if err != nil {
		return fmt.Errorf("save %s: %w", next.Kind, err)
	}
	return doc.put(tx)
}
