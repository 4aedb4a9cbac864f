package models

import (
	"context"
	"fmt"
)

// Mending is what a person changes of a rejected message before it is applied again. What is nil stays as it was sent.
type Mending struct {
	Outcome *string          // of a call: a configured outcome
	Record  *RecordRef       // who the donor is
	Request *CallbackRequest // what they asked for
	Welcome *WelcomeCall     // of a welcome call; its sender stays
}

// MendInbox changes a rejected message, which can then be replayed, and returns it. One that is not there, or not rejected, is
// ErrNotFound.
func (s *Store) MendInbox(ctx context.Context, id string, with Mending) (*InboxEntry, error) {
	var entry InboxEntry
	err := s.inTx(ctx, "mend message", func(tx *Tx) error {
		err := tx.locked().Where("id = ? AND state = ?", id, InboxRejected).Take(&entry).Error
		if noRows(err) {
			return fmt.Errorf("rejected message %s: %w", cut(id, 40), ErrNotFound)
		}
		if err != nil {
			return fmt.Errorf("read message: %w", err)
		}
		with.apply(&entry.Payload.V)
		return wrapped("write message", tx.db.Model(&entry).Select("payload").Updates(&entry).Error)
	})
	return &entry, err
}

func (with Mending) apply(m *Message) {
	if with.Outcome != nil {
		m.Outcome = *with.Outcome
	}
	if with.Record != nil {
		m.Record = *with.Record
	}
	if with.Request != nil {
		m.Request, m.Malformed = with.Request, ""
	}
	if with.Welcome != nil && m.Role == RoleWelcome {
		sender := ""
		if m.Welcome != nil {
			sender = m.Welcome.Sender
		}
		mended := *with.Welcome
		mended.Sender = sender
		m.Welcome, m.Malformed = &mended, ""
	}
}
