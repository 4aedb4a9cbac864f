package models

import (
	"context"
	"strconv"

	"github.com/ringback/ringback/models/hours"
)

// factReconsidered names the version of the calling hours up to which promises that were put off have been looked at again.
const factReconsidered = "calling_hours_reconsidered"

// Reconsider looks again at promises that were put off by calling hours or caps that have changed since: each is planned for the next
// instant that the rules now in force allow. It returns how many it moved. When the rules have not changed it does nothing; one that
// was cut short is done again by the next.
func (s *Store) Reconsider(ctx context.Context) (int, error) {
	var version int
	var moved []string
	err := s.look(ctx, "reconsider promises", func(tx *Tx) (err error) {
		latest, err := tx.latestPolicy(PolicyCallingHours)
		if version = latest.Version; err != nil {
			return err
		}
		done, err := tx.fact(factReconsidered)
		if err != nil || done == strconv.Itoa(version) || done == "" && version == 0 {
			version = 0
			return err
		}
		moved, err = tx.misplaced()
		return err
	})
	if err != nil || version == 0 {
		return 0, err
	}
	for _, id := range moved {
		if _, err := s.withCallback(ctx, "reconsider promise", id, (*Tx).reconsider); err != nil {
			return 0, err
		}
	}
	err = s.inTx(ctx, "note reconsidered", func(tx *Tx) error { return tx.putFact(factReconsidered, strconv.Itoa(version)) })
	return len(moved), err
}

// misplaced are the promises that were put off until another instant than the rules in force say.
func (tx *Tx) misplaced() ([]string, error) {
	var found []string
	putOff := tx.db.Where("status = ? AND wait_reason IN ? AND due_at > ?", Scheduled, []WaitReason{WaitHours, WaitCap}, tx.now)
	err := tx.eachOpen(putOff, func(page []Listed) error {
		for i := range page {
			_, due, err := tx.replanned(&page[i].Callback, &page[i].Record)
			if err != nil {
				return err
			}
			if !due.IsZero() {
				found = append(found, page[i].ID)
			}
		}
		return nil
	})
	return found, err
}

// replanned is when a promise that was put off is to be due by the rules in force, and what the gate says now; none when that is not
// another instant than before, or when the promise was not put off.
func (tx *Tx) replanned(cb *Callback, rec *Record) (hours.Verdict, Instant, error) {
	putOff := cb.WaitReason == WaitHours || cb.WaitReason == WaitCap
	if cb.Status != Scheduled || !putOff || !cb.DueAt.After(tx.now) {
		return hours.Verdict{}, Instant{}, nil
	}
	q, err := tx.question(cb.asked(rec))
	if err != nil {
		return hours.Verdict{}, Instant{}, err
	}
	due := tx.nextOf(rec, hours.Retry{Rules: q, After: later(cb.WindowStart, tx.now).Time()}) // never before what was promised
	if due.Sub(cb.DueAt) == 0 {
		due = Instant{}
	}
	return judgedAt(q, tx.now.Time()), due, nil
}

func (tx *Tx) reconsider(cb *Callback) error {
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return err
	}
	verdict, due, err := tx.replanned(cb, rec)
	if err != nil || due.IsZero() {
		return err
	}
	wait := waitFor(verdict)
	if verdict.Allowed {
		wait = WaitPromised
		if cb.Attempts > 0 {
			wait = WaitRetry
		}
	}
	data := map[string]any{"was_due_at": cb.DueAt, "due_at": due, "reasons": told(verdict)}
	return tx.save(cb, change{EventDeferred, actorScheduler, "the calling hours changed", data}, func(cb *Callback) {
		cb.WaitReason = wait
		tx.dueAgain(cb, due)
	})
}
