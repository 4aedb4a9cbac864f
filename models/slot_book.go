package models

import (
	"time"
)

// slotBook tells when a promise cannot start for want of a place, or of its owner, for those who look for another time. It reads a day of
// slots at once, when first asked about it, and takes no place: who books what it found free may still come too late. It belongs to one transaction.
type slotBook struct {
	tx     *Tx
	scopes []slotScope
	days   map[Instant][]bool // by midnight UTC: which of its slots are full
	duty   *duty              // of an owner who alone may keep the promise; nil: anybody may, or will be asked in turn
	failed error
}

// slotBook opens the book for a promise's team, and for its owner where it has one.
func (tx *Tx) slotBook(p plan) *slotBook {
	b := &slotBook{tx: tx, days: map[Instant][]bool{}}
	b.scopes, b.failed = slotScopes(tx.db, p)
	if p.strict && p.routing == ToAgent && b.failed == nil {
		b.duty, b.failed = tx.dutyOf(p.worker, tx.now)
	}
	return b
}

// full says whether no promise can start then. After a failure everything is full: see err.
func (b *slotBook) full(start time.Time) bool {
	if b.failed != nil || b.duty.off(At(start)) {
		return true
	}
	if len(b.scopes) == 0 {
		return false
	}
	day := At(start.UTC().Truncate(24 * time.Hour))
	if _, ok := b.days[day]; !ok {
		b.days[day], b.failed = b.read(day)
	}
	return b.failed != nil || b.days[day][At(start).Sub(day)/slotLength]
}

// err is what went wrong in reading.
func (b *slotBook) err() error { return b.failed }

func (b *slotBook) read(day Instant) ([]bool, error) {
	full := make([]bool, 24*time.Hour/slotLength)
	for _, scope := range b.scopes {
		slots, err := scope.slots(b.tx.db, day, day.Add(24*time.Hour), "")
		if err != nil {
			return nil, err
		}
		for i, slot := range slots {
			full[i] = full[i] || slot.Full()
		}
	}
	return full, nil
}
