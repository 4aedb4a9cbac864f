package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// traceBatch is how many messages of the inbox are looked through at once.
const traceBatch = 2000

// eraseTraces takes a donor out of what came in from outside, and of answers that are kept to be given again. None of it can be found by an
// index: erasing is rare, and a message is kept for a month.
func (s *Store) eraseTraces(ctx context.Context, rec *Record, callbacks []string) error {
	words := append([]string{rec.ID}, callbacks...)
	for _, word := range []string{string(rec.ExternalID), rec.Phone} {
		if word != "" {
			words = append(words, word)
		}
	}
	for after := ""; ; {
		last, err := s.eraseMessages(ctx, rec, words, after)
		if err != nil || last == "" {
			return firstOf(err, s.eraseAnswers(ctx, rec, words))
		}
		after = last
	}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseMessages scrubs those of one batch that name any of the words, and returns where the next begins; empty at the end. One that is not
// applied yet is left: it may be another's, and is about to say what it has to.
func (s *Store) eraseMessages(ctx context.Context, rec *Record, words []string, after string) (last string, err error) {
	var ids []string
	if err := s.read.WithContext(ctx).Raw("SELECT id FROM inbox WHERE id > ? ORDER BY id LIMIT ?", after, traceBatch).Scan(&ids).Error; err != nil || len(ids) == 0 {
		return "", wrapped("look through the inbox", err)
	}
	err = s.inTx(ctx, "erase messages", func(tx *Tx) error {
		naming, args := namesAny("payload", words)
		var found []InboxEntry
		query := tx.locked().Where("id >= ? AND id <= ? AND state <> ?", ids[0], ids[len(ids)-1], InboxReceived).Where("("+naming+")", args...)
		if err := query.Order("id").Find(&found).Error; err != nil {
			return err
		}
		return tx.scrubMessages(slices.DeleteFunc(found, func(e InboxEntry) bool { return e.isOfAnother(rec) }))
	})
	return ids[len(ids)-1], err
}

// isOfAnother says whether a message names another donor, who has the number too.
func (e InboxEntry) isOfAnother(rec *Record) bool {
	named := e.Payload.V.Record.ExternalID
	return named != "" && named != string(rec.ExternalID)
}

func (tx *Tx) scrubMessages(entries []InboxEntry) error {
	for _, entry := range entries {
		entry.Payload.V = entry.Payload.V.scrubbed()
		if _, err := tx.exec("UPDATE inbox SET payload = ?, reason = '' WHERE id = ?", entry.Payload, entry.ID); err != nil {
			return fmt.Errorf("scrub message: %w", err)
		}
		if _, err := tx.exec("DELETE FROM inbox_answers WHERE dedupe_key = ?", entry.DedupeKey); err != nil {
			return fmt.Errorf("forget answer: %w", err)
		}
	}
	return nil
}

// scrubbed is what a message says of Tasks and agents, without the donor.
func (m Message) scrubbed() Message {
	return Message{DedupeKey: m.DedupeKey, Source: m.Source, Type: m.Type, OccurredAt: m.OccurredAt, Role: m.Role, Signal: m.Signal, TaskSid: m.TaskSid,
		TaskVersion: m.TaskVersion, TaskReason: m.TaskReason, WorkerSid: m.WorkerSid, CallbackID: m.CallbackID, Dispatch: m.Dispatch, Outcome: m.Outcome, ConversationID: m.ConversationID}
}

// eraseAnswers forgets the answers that are kept for those who ask again, and takes the donor out of imported files.
func (s *Store) eraseAnswers(ctx context.Context, rec *Record, words []string) error {
	return s.inTx(ctx, "erase answers", func(tx *Tx) error {
		naming, args := namesAny("CAST(body AS CHAR)", words)
		if _, err := tx.exec("DELETE FROM kept_answers WHERE "+naming, args...); err != nil {
			return err
		}
		_, err := tx.exec("UPDATE import_rows SET row_key = NULL, external_id = NULL, identity = NULL, name = '', phone = '', preference = 'null', payload = 'null', faults = 'null'"+
			" WHERE state <> ? AND (external_id = ? AND external_id <> '' OR phone = ? AND phone <> '')", rowStaged, rec.ExternalID, rec.Phone)
		return err
	})
}

// namesAny is a condition on a text that holds any of some words.
func namesAny(column string, words []string) (condition string, args []any) {
	parts := make([]string, len(words))
	for i, word := range words {
		parts[i] = "INSTR(" + column + ", ?) > 0"
		args = append(args, word)
	}
	return strings.Join(parts, " OR "), args
}
