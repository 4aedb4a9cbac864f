package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// EraseRecord takes away what is kept of a donor: name, numbers, ids, notes, words and wishes, here and in what came in from outside. The open
// promise ends as erased and its Task is closed. What was promised, tried and kept stays and is counted; the record is a number that nobody
// can ring. Another record may be made for the same person later, since nothing is left to know them by (docs/adr/0030).
//
// What came in is searched first: when this fails half-way, the record still says what to look for, and asking again finishes it.
func (s *Store) EraseRecord(ctx context.Context, id string, by Asked) error {
	rec, err := s.Record(ctx, id)
	if err != nil {
		return err
	}
	ids, err := s.callbacksOf(ctx, id)
	if err != nil {
		return err
	}
	if err := s.eraseTraces(ctx, rec, ids); err != nil {
		return err
	}
	for range maxTries {
		err = s.inTx(ctx, "erase record", func(tx *Tx) error { return tx.erase(id, by) })
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return err
}

func (s *Store) callbacksOf(ctx context.Context, recordID string) ([]string, error) {
	var ids []string
	err := s.read.WithContext(ctx).Raw("SELECT id FROM callbacks WHERE record_id = ? ORDER BY id", recordID).Scan(&ids).Error
	return ids, wrapped("list the record's callbacks", err)
}

func (tx *Tx) erase(id string, by Asked) error {
	rec, err := tx.recordWhere("id = ?", id)
	if err != nil {
		return err
	}
	if rec == nil {
		return fmt.Errorf("record %s: %w", cut(id, 40), ErrNotFound)
	}
	if by.Version != 0 && by.Version != rec.Version {
		return ErrVersion
	}
	open, err := tx.openOf(id)
	if err != nil {
		return err
	}
	if open != nil {
		if err := tx.resolve(open, Erased, change{event: EventResolved, actor: by.Actor, reason: "the donor's data is erased"}); err != nil {
			return err
		}
	} else if err := tx.retire(id, Erased, RecordClosed); err != nil {
		return err
	}
	if err := tx.writeLines(); err != nil { // so that they are scrubbed with the others
		return err
	}
	var ids []string
	if err := tx.db.Raw("SELECT id FROM callbacks WHERE record_id = ? ORDER BY id", id).Scan(&ids).Error; err != nil {
		return fmt.Errorf("list callbacks: %w", err)
	}
	if err := tx.scrub(ids); err != nil {
		return err
	}
	_, err = tx.exec("UPDATE records SET external_id = NULL, identity = NULL, name = '', phone = '', timezone = '', timezone_inferred = ?, region_inferred = ?,"+
		" preference = 'null', refused_at = NULL, updated_at = ?, version = version + 1 WHERE id = ?", false, false, tx.now, id)
	if err != nil {
		return fmt.Errorf("scrub record: %w", err)
	}
	return tx.forgetWords(id)
}

// scrub takes out of callbacks, and all that hangs on them, what was personal. Their versions stay: it is no change of the promise.
func (tx *Tx) scrub(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	for _, query := range []string{
		"UPDATE attempts SET phone = '', notes = '' WHERE callback_id IN ?",
		"UPDATE overrides SET requested_by = '', wording = '', recording_sid = '' WHERE callback_id IN ?",
		"DELETE FROM welcome_calls WHERE callback_id IN ?",
	} {
		if _, err := tx.exec(query, ids); err != nil {
			return fmt.Errorf("scrub callbacks: %w", err)
		}
	}
	if err := tx.scrubLines(ids); err != nil {
		return err
	}
	return tx.scrubCallbacks(ids)
}

func (tx *Tx) scrubCallbacks(ids []string) error {
	var found []Callback
	if err := tx.locked().Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return fmt.Errorf("scrub callbacks: %w", err)
	}
	for _, cb := range found {
		override := cb.Override
		if override.V != nil {
			kept := *override.V
			kept.RequestedBy, kept.Wording, kept.RecordingSid = "", "", ""
			override.V = &kept
		}
		_, err := tx.exec("UPDATE callbacks SET phone = '', reason = '', notes = '', reference = '', override_json = ?, scrubbed_at = ? WHERE id = ?", override, tx.now, cb.ID)
		if err != nil {
			return fmt.Errorf("scrub callback %s: %w", cb.ID, err)
		}
		delete(tx.held, cb.ID)
	}
	return nil
}

// scrubLines leaves of the ledger's lines what is no person's word and no number: they stay, and stay countable.
func (tx *Tx) scrubLines(ids []string) error {
	var lines []Event
	if err := tx.db.Where("callback_id IN ?", ids).Order("id").Find(&lines).Error; err != nil {
		return fmt.Errorf("scrub the ledger: %w", err)
	}
	for _, line := range lines {
		kept := map[string]any{}
		for name, value := range line.Data.V {
			if slices.Contains(factsOfLines(), name) {
				kept[name] = value
			}
		}
		if _, err := tx.exec("UPDATE events SET reason = '', data = ? WHERE id = ?", JSON[map[string]any]{kept}, line.ID); err != nil {
			return fmt.Errorf("scrub the ledger: %w", err)
		}
	}
	return nil
}

// factsOfLines are the data of lines that say nothing of a donor but when they were promised to be rung. What is not named here goes.
func factsOfLines() []string {
	return []string{"local_time", "timezone", "window_start", "window_end", "window_minutes", "was_window_start", "routing", "agent_strict", "worker_sid", "team", "was",
		"source", "previous_id", "due_at", "was_due_at", "wait_reason", "waited_minutes", "dispatch", "fate", "task_sid", "call_task_sid", "kept", "left", "closing",
		"type", "number", "attempt_id", "outside_hours", "override_id", "outcome", "resolution", "direction", "tzdata",
		"promise", "promise_start", "promise_end", "promise_attempt_at"}
}
