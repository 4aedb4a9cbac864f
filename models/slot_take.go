package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
)

const warnSlotOverbooked = "slot_overbooked" // more is promised in that quarter hour than is likely to be kept

// takeSlot takes a place in the slot in which the planned window starts, or refuses it with slot_full. The place is held by the callback
// itself once it is stored; exceptID is the callback that is about to be moved, or empty. Whoever else wants a place in the same slot waits
// until this transaction ends. A transaction that only looks is told the same, and holds nobody up.
func (tx *Tx) takeSlot(p *plan, exceptID string) error {
	scopes, err := slotScopes(tx.db, *p)
	if err != nil {
		return err
	}
	start := slotOf(p.start)
	for _, scope := range scopes {
		if err := tx.lockSlot(scope.lock(), start); err != nil {
			return err
		}
		found, err := scope.slots(tx.db, start, start.Add(slotLength), exceptID)
		if err != nil {
			return err
		}
		slot := found[0]
		kept, err := scope.keeps(tx.db, slot, exceptID)
		if err != nil {
			return err
		}
		if slot.Full() && !kept {
			return invalid("slot_full", "callback_request.local_time", "%d of %d promises of that quarter hour are taken for %s: choose another time",
				slot.Promised, *slot.Limit, scope)
		}
		if slot.overbooked() && !slices.Contains(p.warnings, warnSlotOverbooked) {
			p.warnings = append(p.warnings, warnSlotOverbooked)
		}
	}
	return nil
}

// keeps says whether a callback that is about to be moved has a place in the slot already. It is not taken away, should the capacity have
// been lowered since.
func (v slotScope) keeps(db *gorm.DB, slot Slot, id string) (bool, error) {
	if id == "" || !slot.Full() {
		return false, nil
	}
	var there int64
	if err := v.promised(db, slot.StartsAt, slot.StartsAt.Add(slotLength)).Where("id = ?", id).Count(&there).Error; err != nil {
		return false, fmt.Errorf("look for the callback's own place: %w", err)
	}
	return there > 0, nil
}
