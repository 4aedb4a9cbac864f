package models

import "slices"

const warnSlotOverbooked = "slot_overbooked" // more is promised in that quarter hour than is likely to be kept

// takeSlot takes a place in the slot in which the planned window starts, or refuses it with slot_full. The place is held by the callback
// itself once it is stored; exceptID is the callback that is about to be moved, or empty. Whoever else wants a place in the same slot waits
// until this transaction ends.
func (tx *Tx) takeSlot(p *plan, exceptID string) error {
	if p.start.IsZero() {
		return nil
	}
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
		if slot.Full() {
			return invalid("slot_full", "callback_request.local_time", "%d of %d promises of that quarter hour are taken for %s: choose another time",
				slot.Promised, *slot.Limit, scope)
		}
		if slot.overbooked() && !slices.Contains(p.warnings, warnSlotOverbooked) {
			p.warnings = append(p.warnings, warnSlotOverbooked)
		}
	}
	return nil
}
