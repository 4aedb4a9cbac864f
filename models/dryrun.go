package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// DryRun is what a change of rules would do to the promises that are open now. Nothing of it is stored.
type DryRun struct {
	Version  int            // of the rules in force, with which the change was compared
	Open     int            // promises that are open
	Affected int            // those for which something would change
	Items    []Effect       // the first MaxEffects of them
	Summary  map[Change]int // how many of each kind there are; every kind is in it
}

// MaxEffects is how many promises a dry run names: enough to see what a change is like. All are counted.
const MaxEffects = 200

// Change is a kind of change that rules make to a promise.
type Change string

// The kinds of changes.
const (
	NewlyRefused  Change = "newly_refused" // allowed at its time now, and then no longer
	NewlyAllowed  Change = "newly_allowed"
	NextMoved     Change = "next_moved" // refused by both, until another instant
	LadderChanged Change = "ladder_changed"
	RetryChanged  Change = "retry_changed"
)

// Changes are all kinds of changes.
func Changes() []Change {
	return []Change{NewlyRefused, NewlyAllowed, NextMoved, LadderChanged, RetryChanged}
}

// Effect is what a change of rules would do to one promise.
type Effect struct {
	Listed
	Change Change
	// Before and After say how the promise fares by the rules in force and by the proposed ones. Of calling hours: allowed, or the code of
	// the first reason why not. Of a ladder: its minutes as owner/team/alert. Of a retry: what follows another such outcome.
	Before, After string
	Rule          string  // of a refusal by the proposed rules: why
	Unverified    bool    // that rule rests on nothing better than a default of ours
	NextAllowedAt Instant // by the proposed calling hours; none: never
}

// weigher says what proposed rules would change for a page of open promises.
type weigher func(page []Listed) ([]Effect, error)

// DryRun says what a change of rules would do to the open promises, by one moment's state of all of them. A document with faults is an
// InvalidError, as it is when saved.
func (s *Store) DryRun(ctx context.Context, change PolicyChange) (*DryRun, error) {
	run := &DryRun{Items: []Effect{}, Summary: map[Change]int{}}
	for _, kind := range Changes() {
		run.Summary[kind] = 0
	}
	err := s.look(ctx, "dry run of "+string(change.kind), func(tx *Tx) error {
		latest, err := tx.latestPolicy(change.kind)
		if err != nil {
			return err
		}
		run.Version = latest.Version
		doc, err := change.propose(tx, latest, Saving{})
		if err != nil {
			return err
		}
		weigh, err := doc.weigh(tx)
		if err != nil {
			return err
		}
		return tx.eachOpen(tx.db, func(page []Listed) error {
			open := len(page)
			effects, err := weigh(page)
			run.add(open, effects)
			return err
		})
	})
	return run, err
}

func (r *DryRun) add(open int, effects []Effect) {
	r.Open += open
	r.Affected += len(effects)
	for _, e := range effects {
		r.Summary[e.Change]++
		if len(r.Items) < MaxEffects {
			r.Items = append(r.Items, e)
		}
	}
}

// openPage is how many open promises are read at once.
const openPage = 500

// What judging a promise takes, of its row and of its donor's: reading all columns takes as long as judging.
const (
	judgedColumns = "id, record_id, status, wait_reason, team, timezone, window_start, due_at, phone, override_json, attempts"
	donorColumns  = "id, external_id, name, phone, timezone, timezone_inferred, region, campaign, state, closed_as, refused_at, preference"
)

// eachOpen gives the open promises that a query narrows them to, with their donors, to see, page by page and with what judging them takes.
// It goes by the donors' ids: that index holds open promises only.
func (tx *Tx) eachOpen(narrowed *gorm.DB, see func(page []Listed) error) error {
	narrowed = narrowed.Select(judgedColumns).Order("open_record_id").Limit(openPage).Session(&gorm.Session{})
	for after := ""; ; {
		var rows []Callback
		if err := narrowed.Where("open_record_id > ?", after).Find(&rows).Error; err != nil {
			return fmt.Errorf("read open callbacks: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		page, err := tx.withDonors(rows)
		if err != nil {
			return err
		}
		if err := see(page); err != nil {
			return err
		}
		after = rows[len(rows)-1].RecordID
	}
}

// withDonors adds their donors to callbacks.
func (tx *Tx) withDonors(rows []Callback) ([]Listed, error) {
	wanted := make([]string, len(rows))
	for i, row := range rows {
		wanted[i] = row.RecordID
	}
	var records []Record
	if err := tx.db.Select(donorColumns).Where("id IN ?", wanted).Find(&records).Error; err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	donors := make(map[string]Record, len(records))
	for _, rec := range records {
		donors[rec.ID] = rec
	}
	page := make([]Listed, len(rows))
	for i, row := range rows {
		page[i] = Listed{Callback: row, Record: donors[row.RecordID]}
	}
	return page, nil
}
