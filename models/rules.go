package models

import (
	"encoding/json"
	"fmt"
	"sync"

	"gorm.io/gorm"

	"github.com/ringback/ringback/models/hours"
)

// rules holds the calling hours in force, parsed. Which version is in force is asked of the database each time, since another instance
// may have saved one; the document itself is read only when that has changed.
type rules struct {
	presets *hours.Presets
	mu      sync.Mutex
	version int
	book    *hours.Rulebook
}

func newRules() (*rules, error) {
	presets, err := hours.NewPresets()
	if err != nil {
		return nil, err
	}
	return &rules{presets: presets, book: hours.NewRulebook(presets, hours.Rules{})}, nil
}

// inForce returns the calling hours in force and their version; version 0 is the presets alone.
func (r *rules) inForce(db *gorm.DB) (*hours.Rulebook, int, error) {
	var latest []int
	if err := db.Raw("SELECT version FROM policies WHERE kind = ? ORDER BY version DESC LIMIT 1", PolicyCallingHours).Scan(&latest).Error; err != nil {
		return nil, 0, fmt.Errorf("read version of calling hours: %w", err)
	}
	version := 0
	if len(latest) == 1 {
		version = latest[0]
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if version == r.version {
		return r.book, version, nil
	}
	doc, err := rulesOf(db, version)
	if err != nil {
		return nil, 0, err
	}
	r.book, r.version = hours.NewRulebook(r.presets, doc), version
	return r.book, version, nil
}

func rulesOf(db *gorm.DB, version int) (hours.Rules, error) {
	var doc hours.Rules
	var bodies []string
	if err := db.Raw("SELECT body FROM policies WHERE kind = ? AND version = ?", PolicyCallingHours, version).Scan(&bodies).Error; err != nil {
		return doc, fmt.Errorf("read calling hours: %w", err)
	}
	if len(bodies) == 1 {
		if err := json.Unmarshal([]byte(bodies[0]), &doc); err != nil {
			return doc, fmt.Errorf("read calling hours, version %d: %w", version, err)
		}
	}
	return doc, nil
}

// rulebook returns the calling hours in force, asked once a transaction.
func (tx *Tx) rulebook() (*hours.Rulebook, error) {
	if tx.book == nil {
		book, _, err := tx.store.rules.inForce(tx.db)
		if err != nil {
			return nil, err
		}
		tx.book = book
	}
	return tx.book, nil
}
