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
	var amended []Event
	err := tx.db.Where("callback_id = ? AND type = ? AND at > ?", cb.ID, EventAmended, at).Find(&amended).Error
	if err != nil {
		return false, fmt.Errorf("read amendments: %w", err)
	}
	for _, e := range amended {
		if e.replaced() {
			return false, nil
		}
	}
	return true, nil
}

// replaced says whether an amendment put another promise in the place of the one before it.
func (e Event) replaced() bool {
	_, ok := e.Data.V["promise"]
	return ok
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
// and from the lines that replaced a promise. It reads all such lines: a ledger of millions wants a table of days instead.
func (s *Store) Balance(ctx context.Context, from, to Instant) (Balance, error) {
	b := Balance{Verdicts: map[Verdict]int64{}, ClosedBy: map[Resolution]int64{}}
	within := func(at Instant) bool { return !at.Before(from) && at.Before(to) }
	var lines []promiseLine
	var rows []Callback
	err := s.snapshot(ctx, func(db *gorm.DB) (err error) {
		if lines, err = promiseLines(db); err != nil {
			return err
		}
		return db.Raw("SELECT status, resolution, window_start, window_end, first_attempt_at FROM callbacks WHERE window_start >= ? AND window_start < ?",
			from, to).Scan(&rows).Error
	})
	if err != nil {
		return b, fmt.Errorf("balance: %w", err)
	}
	for _, line := range lines {
		if within(line.made) {
			b.Made++
		}
		if line.verdict != "" && within(line.replaced) {
			b.Verdicts[line.verdict]++
		}
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

// promiseLine is a line of the ledger that made a promise.
type promiseLine struct {
	made     Instant // the new window's start
	replaced Instant // the start of the window that it replaced, if any
	verdict  Verdict // on the replaced promise
}

func promiseLines(db *gorm.DB) ([]promiseLine, error) {
	var rows []struct {
		Type EventType
		Data JSON[struct {
			WindowStart  Instant `json:"window_start"`
			Promise      Verdict `json:"promise"`
			PromiseStart Instant `json:"promise_start"`
		}]
	}
	err := db.Raw("SELECT type, data FROM events WHERE type IN ?", []EventType{EventCreated, EventAmended}).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	lines := make([]promiseLine, 0, len(rows))
	for _, row := range rows {
		d := row.Data.V
		if row.Type == EventAmended && d.Promise == "" {
			continue
		}
		lines = append(lines, promiseLine{d.WindowStart, d.PromiseStart, d.Promise})
	}
	return lines, nil
}
