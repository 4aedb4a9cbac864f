package models

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm/clause"
)

// WelcomeAnswer is what the sender of a message was answered, so that it is answered the same when it sends the message again.
type WelcomeAnswer struct {
	Callback     *Callback     `json:"callback,omitempty"` // as it was then, without the donor's number and words
	Code         string        `json:"code,omitempty"`     // of a refusal
	Detail       string        `json:"detail,omitempty"`
	Problems     []Problem     `json:"problems,omitempty"`
	Alternatives []Alternative `json:"alternatives,omitempty"`
}

// InboxAnswer is a kept answer.
type InboxAnswer struct {
	DedupeKey string `gorm:"primaryKey"`
	Answer    JSON[WelcomeAnswer]
	CreatedAt Instant
}

func answerOf(cb *Callback) WelcomeAnswer {
	if cb == nil {
		return WelcomeAnswer{}
	}
	shown := *cb
	shown.Phone, shown.Reason, shown.Notes, shown.Override.V = "", "", "", nil
	return WelcomeAnswer{Callback: &shown}
}

func answerOfRefusal(refusal error) WelcomeAnswer {
	a := WelcomeAnswer{Code: codeOf(refusal), Detail: refusal.Error()}
	var bad *InvalidError
	if errors.As(refusal, &bad) {
		a.Problems, a.Alternatives = bad.Problems, bad.Alternatives
	}
	return a
}

// keepAnswer keeps the answer to a message, in place of the one that was given before it was mended.
func (tx *Tx) keepAnswer(key string, a WelcomeAnswer) error {
	row := InboxAnswer{DedupeKey: cut(key, 80), Answer: JSON[WelcomeAnswer]{a}, CreatedAt: tx.now}
	return wrapped("keep answer", tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error)
}

// AnswerTo returns what the sender of an applied or rejected message was answered.
func (s *Store) AnswerTo(ctx context.Context, key string) (WelcomeAnswer, error) {
	var row InboxAnswer
	err := s.db.WithContext(ctx).Where("dedupe_key = ?", cut(key, 80)).Take(&row).Error
	if noRows(err) {
		return WelcomeAnswer{}, fmt.Errorf("answer: %w", ErrNotFound)
	}
	if err != nil {
		return WelcomeAnswer{}, fmt.Errorf("read answer: %w", err)
	}
	return row.Answer.V, nil
}

// PreviewWelcome works a welcome call out as applying it does, and stores nothing. What is wrong with it is in the answer.
func (s *Store) PreviewWelcome(ctx context.Context, m Message) (Preview, error) {
	var view Preview
	err := s.look(ctx, "preview welcome call", func(tx *Tx) error {
		var err error
		view, err = tx.previewWelcome(m)
		return err
	})
	return view, err
}

func (tx *Tx) previewWelcome(m Message) (Preview, error) {
	var found problems
	w, err := welcomeOf(m)
	if err != nil && !found.take(err) {
		return Preview{}, err
	}
	known, err := tx.welcomeBooked(w)
	if err != nil {
		return Preview{}, err
	}
	if known == nil && (w.Type == WelcomeRescheduled || w.Type == WelcomeCancelled) && w.Reference != "" {
		found.add(invalid("not_found", "reference", "no booking has this reference"))
	}
	b := w.booking(m)
	if known != nil {
		cb, err := tx.welcomePromise(known)
		if err != nil {
			return Preview{}, err
		}
		if err := previewKnown(&b, w, cb); err != nil {
			found.add(err)
		}
	}
	if w.Type == WelcomeCancelled {
		return Preview{Allowed: len(found) == 0, Problems: found}, nil
	}
	view, err := tx.preview(b)
	found = append(found, view.Problems...)
	view.Problems, view.Allowed = found, len(found) == 0
	return view, err
}

// previewKnown makes the booking that of the promise which its reference names.
func previewKnown(b *Booking, w WelcomeCall, cb *Callback) error {
	switch {
	case cb.Status == Assigned:
		return invalid("already_with_agent", "reference", "%v", ErrWithAgent)
	case cb.Status.Open() && w.Type == WelcomeRescheduled:
		*b = b.filledFrom(cb)
		b.RecordID = cb.RecordID
	case cb.Status.Open():
		b.RecordID = cb.RecordID
	case w.Type == WelcomeRescheduled:
		return welcomeEnded(cb)
	}
	return nil
}
