package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Verdict is what became of one promise.
type Verdict string

// The verdicts. Every promise has exactly one; only Owed changes.
const (
	Kept   Verdict = "kept"   // first attempt between 2 minutes before the window's start and the grace after its end
	Early  Verdict = "early"  // first attempt before that
	Late   Verdict = "late"   // first attempt after that, or replaced without one when it was due
	Moved  Verdict = "moved"  // replaced before it was due, without an attempt
	Closed Verdict = "closed" // ended without an attempt; its Resolution says why
	Owed   Verdict = "owed"   // open, without an attempt, however late it is
)

// earlyTolerance is how long before the window's start an attempt keeps the promise (the domain's definition of kept): clocks and the
// time it takes to dial differ by less.
const earlyTolerance = 2 * time.Minute

// Verdict judges the current promise of a callback. grace is the time after the window's end in which an attempt still keeps it. It does
// not depend on the time of asking: a promise nobody tried to keep is owed until it ends.
func (c *Callback) Verdict(grace time.Duration) Verdict {
	switch {
	case c.FirstAttemptAt.IsZero() && c.Status.Open():
		return Owed
	case c.FirstAttemptAt.IsZero():
		return Closed
	case c.FirstAttemptAt.Before(c.WindowStart.Add(-earlyTolerance)):
		return Early
	case c.FirstAttemptAt.After(c.WindowEnd.Add(grace)):
		return Late
	}
	return Kept
}

// replacedVerdict judges the current promise of a callback at the moment another takes its place. It was due when its window began,
// whatever put the dispatch off.
func (c *Callback) replacedVerdict(now Instant, grace time.Duration) Verdict {
	switch {
	case !c.FirstAttemptAt.IsZero():
		return c.Verdict(grace)
	case now.Before(c.WindowStart):
		return Moved
	}
	return Late
}

// isOfPromise says whether an attempt is one of the current promise: not of an earlier one that was replaced since, and not from after
// the end.
func (tx *Tx) isOfPromise(cb *Callback, at Instant) (bool, error) {
	if !cb.ClosedAt.IsZero() && at.After(cb.ClosedAt) {
		return false, nil
	}
	var replaced int64
	err := tx.db.Model(&Event{}).Where("callback_id = ? AND verdict <> '' AND at > ?", cb.ID, at).Count(&replaced).Error
	if err != nil {
		return false, fmt.Errorf("read replaced promises: %w", err)
	}
	return replaced == 0, nil
}

// weigh gives a line of the ledger the columns that Balance counts by. A line makes a promise when it creates a callback, and replaces
// one when its data says what became of that (amendedData).
func (e *Event) weigh(cb *Callback) {
	verdict, replaced := e.Data.V["promise"].(Verdict)
	if e.Type == EventCreated || replaced {
		e.MadeStart = cb.WindowStart
	}
	if replaced {
		e.EndedStart, _ = e.Data.V["promise_start"].(Instant)
		e.EndedEnd, _ = e.Data.V["promise_end"].(Instant)
		e.EndedAttemptAt, _ = e.Data.V["promise_attempt_at"].(Instant)
		e.Verdict = verdict
	}
}

// Balance is the day's double entry: every promise made is one that has a verdict.
type Balance struct {
	Made     int64 // by the ledger: created and amended lines
	Verdicts map[Verdict]int64
	ClosedBy map[Resolution]int64 // of Closed, by reason
}

// Off is how many promises the ledger tells of beyond those that have a verdict: 0 when the books balance.
func (b Balance) Off() int64 {
	off := b.Made
	for _, n := range b.Verdicts {
		off -= n
	}
	return off
}

// Balance counts the promises whose window starts in [from, to). The figures (kept rate and the like) are defined over those: a promise
// belongs to the day on which it was to be kept, not to the day on which it was made.
//
// The two sides are counted apart. Made comes from the ledger's lines that made a promise; the verdicts from the callbacks as they stand
// and from the lines that replaced a promise. It reads what lies in that time and no more, by the indexes of the three columns.
func (s *Store) Balance(ctx context.Context, from, to Instant) (Balance, error) {
	b := Balance{Verdicts: map[Verdict]int64{}, ClosedBy: map[Resolution]int64{}}
	var replaced []struct {
		Verdict Verdict
		N       int64
	}
	var rows []Callback
	err := s.snapshot(ctx, func(db *gorm.DB) error {
		if err := db.Raw(madeBetween, from, to).Scan(&b.Made).Error; err != nil {
			return err
		}
		if err := db.Raw(replacedBetween, from, to).Scan(&replaced).Error; err != nil {
			return err
		}
		return db.Raw(promisedBetween, from, to).Scan(&rows).Error
	})
	if err != nil {
		return b, fmt.Errorf("balance: %w", err)
	}
	for _, line := range replaced {
		b.Verdicts[line.Verdict] += line.N
	}
	for _, cb := range rows {
		verdict := cb.Verdict(s.policy.Grace)
		b.Verdicts[verdict]++
		if verdict == Closed {
			b.ClosedBy[cb.Resolution]++
		}
	}
	return b, nil
}

// The questions of Balance, each from an instant to the one before another.
const (
	madeBetween     = "SELECT COUNT(*) FROM events WHERE made_start >= ? AND made_start < ?"
	replacedBetween = "SELECT verdict, COUNT(*) AS n FROM events WHERE ended_start >= ? AND ended_start < ? GROUP BY verdict"
	promisedBetween = "SELECT status, resolution, window_start, window_end, first_attempt_at FROM callbacks WHERE window_start >= ? AND window_start < ?"
)
