package models

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// StatsQuery says which figures are asked for: of what lies in [From, To), of one team or of all.
type StatsQuery struct {
	From Instant
	To   Instant
	Team string // the callback's team as it is now; empty: everybody's
}

// MaxStatsRange is the longest period of which figures are told at once: a year and a day.
const MaxStatsRange = 366 * 24 * time.Hour

// Stats are the figures by the definitions of docs/FIGURES.md.
type Stats struct {
	Promises    PromiseFigures
	Punctuality Spread // of the tried promises: the first attempt, after the window's start; below 0 is before it
	Attempts    AttemptFigures
	ToContact   Spread // from the first promise of a chain to the first contact in it, of the contacts in the period
	Offers      Spread // from a Task's making to the agent's taking it, of those taken in the period
	Trouble     Trouble
	Now         OwedNow
	SlotLoad    []Slot // of the next 7 days: the quarter hours in which anything is promised
}

// Spread is how long something took: of N measured, half took at most P50 and nine of ten at most P90 (nearest rank).
type Spread struct {
	N   int64
	P50 time.Duration
	P90 time.Duration
}

// Stats counts the figures as of one moment, in the database.
func (s *Store) Stats(ctx context.Context, q StatsQuery) (*Stats, error) {
	switch {
	case !q.From.Before(q.To):
		return nil, invalid("validation_failed", "to", "give a time after from")
	case q.To.Sub(q.From) > MaxStatsRange:
		return nil, invalid("validation_failed", "to", "at most %d days after from", int(MaxStatsRange.Hours()/24))
	}
	outcomes, err := s.Outcomes(ctx)
	if err != nil {
		return nil, err
	}
	stats := &Stats{}
	err = s.snapshot(ctx, func(db *gorm.DB) error {
		f := figures{db: db, store: s, query: q, args: map[string]any{"from": q.From, "to": q.To, "team": q.Team, "now": At(s.clock.Now()),
			"grace": s.policy.Grace.Milliseconds(), "early": earlyTolerance.Milliseconds(), "contacts": contactCodes(outcomes)}}
		for _, count := range []func(*Stats) error{f.promises, f.attempts, f.toContact, f.offers, f.trouble, f.owedNow, f.slotLoad} {
			if err := count(stats); err != nil {
				return err
			}
		}
		return nil
	})
	return stats, wrapped("count figures", err)
}

// contactCodes are the outcomes by which the donor in question was spoken to.
func contactCodes(outcomes []Outcome) []string {
	codes := []string{""} // a list in SQL has at least one; see attemptsBetween, which never asks for it
	for _, o := range outcomes {
		if o.reached() {
			codes = append(codes, o.Code)
		}
	}
	return codes
}

// reached says whether an outcome means that the donor in question was spoken to: they asked to be rung again, or said what ends it.
func (o Outcome) reached() bool {
	if o.Action == ActCallback {
		return true
	}
	switch o.Resolution {
	case Contacted, Refused, DoNotCall, DonorCancelled, SatisfiedElsewhere:
		return o.Action == ActResolve
	}
	return false
}

// figures counts on one moment's state of the database.
type figures struct {
	db    *gorm.DB
	store *Store
	query StatsQuery
	args  map[string]any
}

// scan reads one row, or several, of a question.
func (f figures) scan(into any, question string) error {
	return f.db.Raw(question, f.args).Scan(into).Error
}

// ofTeam is a condition on the team of a callback, where one is asked for. It is put so that no index on teams is searched by it: those have not what
// is counted, and reading the row of each promise takes longer than passing over the others' in an index that has it all (docs/adr/0026).
func (f figures) ofTeam() string {
	if f.query.Team == "" {
		return ""
	}
	return " AND @team IN ('', c.team)"
}

// spread measures the values v of a question: those of the nearest ranks, in one pass and without a division, which the databases do not agree on.
// Rank p is the median of n when 2p is n or n + 1, and the 90th percentile when 10p is at least 9n and less than 9n + 10.
func (f figures) spread(values string) (Spread, error) {
	var found []struct{ V, N int64 }
	ranked := "SELECT v, ROW_NUMBER() OVER (ORDER BY v) AS pos, COUNT(*) OVER () AS n FROM (" + values + ") measured"
	err := f.scan(&found, "SELECT v, n FROM ("+ranked+") ranked WHERE pos * 2 - n IN (0, 1) OR pos * 10 - n * 9 BETWEEN 0 AND 9 ORDER BY pos")
	if err != nil || len(found) == 0 {
		return Spread{}, err
	}
	median, most := found[0], found[len(found)-1]
	return Spread{median.N, time.Duration(median.V) * time.Millisecond, time.Duration(most.V) * time.Millisecond}, nil
}
