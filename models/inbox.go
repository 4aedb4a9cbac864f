package models

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

// PutInbox stores messages durably, each at most once by its DedupeKey, and returns the id of each one's entry. When it returns
// without error, all of them are on disk and may be acknowledged.
func (s *Store) PutInbox(ctx context.Context, messages []Message) error {
	entries := make([]InboxEntry, len(messages))
	now := At(s.clock.Now())
	for i, m := range messages {
		entry, err := newEntry(m, now)
		if err != nil {
			return fmt.Errorf("put inbox: %w", err)
		}
		entries[i] = entry
	}
	for len(entries) > 0 {
		n := min(len(entries), inboxBatch)
		err := s.inTx(ctx, "put inbox", func(tx *Tx) error { return tx.insertInbox(entries[:n]) })
		if err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

// inboxBatch is how many messages one statement stores: a hundred take a third of the server's time that single rows do, more
// gain little (measured on MariaDB 10.11).
const inboxBatch = 100

func newEntry(m Message, now Instant) (InboxEntry, error) {
	id, err := newID("in", now.Time())
	if m.OccurredAt.IsZero() {
		m.OccurredAt = now
	}
	return InboxEntry{ID: id, DedupeKey: cut(m.DedupeKey, 80), Source: m.Source, Type: cut(m.Type, 64), TaskSid: cut(m.TaskSid, 64), CallbackID: cut(m.CallbackID, 32),
		Payload: JSON[Message]{m}, State: InboxReceived, NextAt: now, OccurredAt: m.OccurredAt, ReceivedAt: now}, err
}

// insertInbox passes over messages that are there already. The statement is written by hand: gorm's own "do nothing" returns wrong
// ids after a partly ignored batch. Everything in it was cut to its column's size before, since IGNORE would hide that too.
func (tx *Tx) insertInbox(entries []InboxEntry) error {
	const row = "(?,?,?,?,?,?,?,?,?,?,?,?,?)"
	args := make([]any, 0, 13*len(entries))
	for _, e := range entries {
		args = append(args, e.ID, e.DedupeKey, e.Source, e.Type, e.TaskSid, e.CallbackID, e.Payload, e.State, "", "", e.NextAt, e.OccurredAt, e.ReceivedAt)
	}
	query := tx.store.dialect.insertNew + " inbox (id,dedupe_key,source,type,task_sid,callback_id,payload,state,code,reason,next_at,occurred_at,received_at) VALUES " +
		strings.Repeat(row+",", len(entries)-1) + row
	if _, err := tx.exec(query, args...); err != nil {
		return fmt.Errorf("insert %d messages: %w", len(entries), err)
	}
	return nil
}

// InboxByKey returns the entry stored under a dedupe key.
func (s *Store) InboxByKey(ctx context.Context, key string) (*InboxEntry, error) {
	var entry InboxEntry
	err := s.db.WithContext(ctx).Where("dedupe_key = ?", cut(key, 80)).Take(&entry).Error
	if noRows(err) {
		return nil, fmt.Errorf("inbox entry: %w", ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read inbox: %w", err)
	}
	return &entry, nil
}

// ClaimInbox takes up to limit messages that wait to be applied, oldest first, so that other instances leave them alone for the
// lease. A message whose taker dies comes back when the lease ends; applying twice is harmless anyway.
func (s *Store) ClaimInbox(ctx context.Context, limit int, lease time.Duration) ([]InboxEntry, error) {
	var entries []InboxEntry
	err := s.inTx(ctx, "claim inbox", func(tx *Tx) error {
		entries = nil
		query := "SELECT * FROM inbox WHERE next_at <= ? ORDER BY next_at, id LIMIT ?" + s.dialect.pick
		if err := tx.db.Raw(query, tx.now, limit).Scan(&entries).Error; err != nil {
			return err
		}
		if len(entries) == 0 {
			return nil
		}
		ids := make([]string, len(entries))
		for i, e := range entries {
			ids[i] = e.ID
		}
		_, err := tx.exec("UPDATE inbox SET next_at = ?, tries = tries + 1 WHERE id IN ? AND next_at <= ?", tx.now.Add(lease), ids, tx.now)
		return err
	})
	return entries, err
}

// Applied says what a message came to.
type Applied struct {
	State    InboxState
	Callback *Callback // that it made or changed, if any
	Refusal  error     // why it was rejected: an InvalidError, OpenCallbackError, ErrNotFound, ErrWithAgent
}

// ApplyInbox applies one stored message: its effect and the mark that it was applied are one transaction, so that it takes effect
// once, whoever calls this how often. What cannot be honoured is marked rejected with its reason, and kept.
func (s *Store) ApplyInbox(ctx context.Context, entry InboxEntry) (Applied, error) {
	var done Applied
	var err error
	for range maxTries {
		done = Applied{}
		err = s.inTx(ctx, "apply message", func(tx *Tx) error {
			var err error
			done, err = tx.applyEntry(entry)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	if refusal := refusalOf(err); refusal != nil {
		done = Applied{State: InboxRejected, Refusal: refusal}
		err = s.inTx(ctx, "reject message", func(tx *Tx) error {
			if err := tx.mark(entry.ID, InboxRejected, codeOf(refusal), refusal.Error(), entry.CallbackID); err != nil || entry.Payload.V.Role != RoleWelcome {
				return err
			}
			return tx.keepAnswer(entry.DedupeKey, answerOfRefusal(refusal))
		})
	}
	return done, err
}

func (tx *Tx) applyEntry(entry InboxEntry) (Applied, error) {
	// The entry's row is locked before anything else, so that two who apply the same message queue up instead of deadlocking.
	var state []InboxState
	if err := tx.db.Raw("SELECT state FROM inbox WHERE id = ?"+tx.store.dialect.lock, entry.ID).Scan(&state).Error; err != nil {
		return Applied{}, fmt.Errorf("lock message: %w", err)
	}
	if len(state) != 1 || state[0] != InboxReceived {
		return Applied{}, errAppliedBefore
	}
	done, err := tx.applyMessage(entry.Payload.V)
	if err != nil {
		return done, err
	}
	id := entry.CallbackID
	if done.Callback != nil {
		id = done.Callback.ID
	}
	return done, tx.mark(entry.ID, done.State, "", "", id)
}

// mark closes an entry that nobody closed before.
func (tx *Tx) mark(id string, state InboxState, code, reason, callbackID string) error {
	result := tx.db.Model(&InboxEntry{}).Where("id = ? AND state = ?", id, InboxReceived).Updates(map[string]any{
		"state": state, "code": code, "reason": cut(reason, 500), "callback_id": callbackID, "next_at": nil, "applied_at": tx.now})
	if result.Error != nil {
		return fmt.Errorf("mark inbox: %w", result.Error)
	}
	if result.RowsAffected != 1 {
		return errAppliedBefore
	}
	return nil
}

// errAppliedBefore rolls back the effect of a message that another instance applied first.
var errAppliedBefore = errors.New("applied before")

// AppliedBefore says whether applying failed because someone else had applied the message first, so that all is well.
func AppliedBefore(err error) bool { return errors.Is(err, errAppliedBefore) }

// refusalOf returns the part of an error that is the message's own fault, so that trying again would not help.
func refusalOf(err error) error {
	var bad *InvalidError
	var open *OpenCallbackError
	var step *TransitionError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &bad):
		return bad
	case errors.As(err, &open):
		return open
	case errors.As(err, &step):
		return step
	case errors.Is(err, ErrNotFound), errors.Is(err, ErrWithAgent):
		return err
	}
	return nil
}

func codeOf(err error) string {
	var bad *InvalidError
	var open *OpenCallbackError
	switch {
	case errors.As(err, &bad):
		return bad.Code()
	case errors.As(err, &open):
		return "callback_already_open"
	case errors.Is(err, ErrNotFound):
		return "not_found"
	case errors.Is(err, ErrWithAgent):
		return "already_with_agent"
	}
	return "validation_failed"
}

// ReplayInbox puts a rejected message up to be applied again.
func (s *Store) ReplayInbox(ctx context.Context, id string) error {
	return s.inTx(ctx, "replay message", func(tx *Tx) error {
		result := tx.db.Model(&InboxEntry{}).Where("id = ? AND state = ?", id, InboxRejected).
			Updates(map[string]any{"state": InboxReceived, "code": "", "reason": "", "next_at": tx.now, "applied_at": nil, "tries": gorm.Expr("tries + 1")})
		if result.Error == nil && result.RowsAffected != 1 {
			return fmt.Errorf("rejected message %s: %w", id, ErrNotFound)
		}
		return result.Error
	})
}

// Inbox lists the newest entries in a state; an empty state means all.
func (s *Store) Inbox(ctx context.Context, state InboxState, limit int) ([]InboxEntry, error) {
	entries, _, err := s.InboxPage(ctx, state, "", limit)
	return entries, err
}

// InboxPage lists entries in a state, newest first, after the one with the id cursor, and the cursor of the next page, empty at the
// end. An empty state means all, an empty cursor the newest.
func (s *Store) InboxPage(ctx context.Context, state InboxState, cursor string, limit int) ([]InboxEntry, string, error) {
	query := s.read.WithContext(ctx).Order("id DESC").Limit(limit + 1)
	if state != "" {
		query = query.Where("state = ?", state)
	}
	if cursor != "" {
		query = query.Where("id < ?", cursor)
	}
	var entries []InboxEntry
	if err := query.Find(&entries).Error; err != nil {
		return nil, "", fmt.Errorf("list inbox: %w", err)
	}
	if len(entries) <= limit {
		return entries, "", nil
	}
	return entries[:limit], entries[limit-1].ID, nil
}
