package models

import (
	"context"
	"fmt"
	"strings"
)

// ApplyTogether is how many messages one transaction applies at most: a commit is then a small part of their cost, and the rows they
// change are locked for tens of milliseconds (docs/PERFORMANCE.md).
const ApplyTogether = 50

// ApplyInboxTogether applies stored messages, in their order, in one transaction: all of them or, with an error, none. One that cannot
// be honoured is such an error, and so is one that met somebody else's change: the caller then applies each by itself, by ApplyInbox.
// Messages that were applied before are passed over.
func (s *Store) ApplyInboxTogether(ctx context.Context, entries []InboxEntry) error {
	if len(entries) == 0 {
		return nil
	}
	return s.inTx(ctx, "apply messages", func(tx *Tx) error {
		waiting, err := tx.lockWaiting(entries)
		if err != nil || len(waiting) == 0 {
			return err
		}
		if err := tx.readAhead(entries); err != nil {
			return err
		}
		rows := make([]settled, 0, len(waiting))
		for _, entry := range entries {
			if !waiting[entry.ID] {
				continue
			}
			done, err := tx.applyMessage(entry.Payload.V)
			if err != nil {
				return fmt.Errorf("message %s: %w", entry.ID, err)
			}
			delete(waiting, entry.ID) // should it be given twice
			rows = append(rows, settledAs(entry, done))
		}
		return tx.markTogether(rows)
	})
}

// settled is what a message came to, as its row will say.
type settled struct {
	id         string
	state      InboxState
	callbackID string
}

func settledAs(entry InboxEntry, done Applied) settled {
	row := settled{entry.ID, done.State, entry.CallbackID}
	if done.Callback != nil {
		row.callbackID = done.Callback.ID
	}
	return row
}

// lockWaiting says which of the messages nobody has applied yet. Their rows are locked before anything else, in one order, so that two
// who apply the same messages queue up instead of deadlocking. The plus sign keeps SQLite from reading all that wait, by the index of states.
func (tx *Tx) lockWaiting(entries []InboxEntry) (map[string]bool, error) {
	list := make([]string, len(entries))
	for i, entry := range entries {
		list[i] = entry.ID
	}
	var found []string
	query := "SELECT id FROM inbox WHERE id IN ? AND +state = ? ORDER BY id" + tx.store.dialect.lock
	if err := tx.db.Raw(query, list, InboxReceived).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("lock messages: %w", err)
	}
	waiting := make(map[string]bool, len(found))
	for _, id := range found {
		waiting[id] = true
	}
	return waiting, nil
}

// markTogether closes messages by one statement. They are locked, so that one which is not there to be closed is a fault, and nothing of
// this transaction may stay.
func (tx *Tx) markTogether(rows []settled) error {
	list := make([]string, len(rows))
	var states, callbacks []any
	for i, row := range rows {
		list[i] = row.id
		states = append(states, row.id, row.state)
		callbacks = append(callbacks, row.id, row.callbackID)
	}
	cases := strings.Repeat(" WHEN ? THEN ?", len(rows))
	args := append(append(states, callbacks...), tx.now, list, InboxReceived)
	n, err := tx.exec("UPDATE inbox SET state = CASE id"+cases+" END, callback_id = CASE id"+cases+" END, code = '', reason = '', next_at = NULL, applied_at = ? "+
		"WHERE id IN ? AND +state = ?", args...)
	if err != nil {
		return fmt.Errorf("mark messages: %w", err)
	}
	if int(n) != len(rows) {
		return errAppliedBefore
	}
	return nil
}
