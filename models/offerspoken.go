package models

import (
	"context"
	"errors"
	"slices"
	"time"
)

// SpokenStep is the grid of the starts that are offered by voice, on the donor's clock: who hears three times wants to choose between
// parts of the day, not between quarter hours.
const SpokenStep = 2 * time.Hour

// PreviewDisposition works out what a disposition with a callback outcome would come to, and stores nothing. Its suggestions are the times
// to offer: near local_time, or from now on where it has none, which here is no problem; none where another time would not help. An outcome
// that asks for no callback is an InvalidError.
func (s *Store) PreviewDisposition(ctx context.Context, m Message) (Preview, error) {
	var view Preview
	err := s.look(ctx, "preview disposition", func(tx *Tx) error {
		b, err := tx.offerOf(m)
		if err != nil {
			return err
		}
		view, err = tx.preview(b)
		return err
	})
	view.forOffers(m.Request)
	return view, err
}

// offerOf is the booking that a disposition wants offers for.
func (tx *Tx) offerOf(m Message) (Booking, error) {
	if err := m.bounds(); err != nil {
		return Booking{}, err
	}
	outcome, err := tx.findOutcome(m.Outcome)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Booking{}, err
	}
	if err != nil || outcome.Action != ActCallback {
		return Booking{}, invalid("validation_failed", "outcome", "%q asks for no callback: send callback_queue", cut(m.Outcome, 64))
	}
	if m.Request == nil && m.Malformed == "" {
		m.Request = &CallbackRequest{}
	}
	b, err := tx.bookingOf(m)
	b.step = SpokenStep
	return b, err
}

// forOffers leaves out that no time was wished, and the offers where something else speaks against a promise.
func (view *Preview) forOffers(wish *CallbackRequest) {
	if wish == nil || wish.LocalTime == "" {
		view.Problems = slices.DeleteFunc(view.Problems, func(p Problem) bool {
			return p.Code == "validation_failed" && p.Field == "callback_request.local_time"
		})
	}
	view.Allowed = len(view.Problems) == 0
	if !view.Allowed && !problems(view.Problems).temporal() {
		view.Suggestions = nil
	}
}
