package models

import (
	"fmt"
	"sync"

	"gorm.io/gorm"
)

// inForce holds the document in force of one kind of rules, parsed. Which version is in force is asked of the database each time, since
// another instance may have saved one; the document itself is read only when that has changed.
type inForce[T any] struct {
	kind  PolicyKind
	parse func(PolicyVersion) (T, error) // also of version 0, which has no body

	mu      sync.Mutex
	known   bool
	version int
	doc     T
}

// get returns the document in force and its version. It is shared: nobody may change it.
func (f *inForce[T]) get(db *gorm.DB) (T, int, error) {
	var latest []int
	if err := db.Raw("SELECT version FROM policies WHERE kind = ? ORDER BY version DESC LIMIT 1", f.kind).Scan(&latest).Error; err != nil {
		return *new(T), 0, fmt.Errorf("read version of %s: %w", f.kind, err)
	}
	found := PolicyVersion{Kind: f.kind}
	if len(latest) == 1 {
		found.Version = latest[0]
	}
	if doc, ok := f.kept(found.Version); ok {
		return doc, found.Version, nil
	}
	if found.Version > 0 {
		if err := db.Raw("SELECT body FROM policies WHERE kind = ? AND version = ?", f.kind, found.Version).Scan(&found.Body).Error; err != nil {
			return *new(T), 0, fmt.Errorf("read %s, version %d: %w", f.kind, found.Version, err)
		}
	}
	doc, err := f.parse(found)
	if err != nil {
		return *new(T), 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.doc, f.version, f.known = doc, found.Version, true
	return doc, found.Version, nil
}

// kept is the document of a version, when it is the one that was read last. The lock is never held while the database is asked: whoever
// waits for it may hold the connection that the answer needs.
func (f *inForce[T]) kept(version int) (T, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.doc, f.known && f.version == version
}
