package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// HandOver is the open promises that an agent who leaves owns, to be split over others: earliest due first.
func (s *Store) HandOver(ctx context.Context, workerSid string, limit int) ([]string, error) {
	var owned []string
	err := s.read.WithContext(ctx).Raw("SELECT id FROM callbacks WHERE worker_sid = ? AND routing = ? AND open_record_id IS NOT NULL ORDER BY due_at, id LIMIT ?", workerSid, ToAgent, limit).
		Scan(&owned).Error
	return owned, wrapped("list promises of owner", err)
}

// Members are the agents of a team that TaskRouter has told of, but for one.
func (s *Store) Members(ctx context.Context, team, except string) ([]string, error) {
	var found []string
	err := s.read.WithContext(ctx).Raw("SELECT worker_sid FROM agents WHERE team = ? AND worker_sid <> ? ORDER BY worker_sid", team, except).Scan(&found).Error
	return found, wrapped("list agents of the team", err)
}

// handOver gives a promise to the one of the heirs who owns the fewest open ones, and whose place and shift allow it.
func (tx *Tx) handOver(cb *Callback, heirs []string, by Asked) error {
	var counts []struct {
		WorkerSid string
		N         int
	}
	err := tx.db.Raw("SELECT worker_sid, COUNT(*) AS n FROM callbacks WHERE worker_sid IN ? AND open_record_id IS NOT NULL GROUP BY worker_sid", heirs).Scan(&counts).Error
	if err != nil {
		return fmt.Errorf("count promises of owners: %w", err)
	}
	load := map[string]int{}
	for _, c := range counts {
		load[c.WorkerSid] = c.N
	}
	least := slices.Clone(heirs)
	slices.SortStableFunc(least, func(a, b string) int { return load[a] - load[b] })
	for _, heir := range least {
		err = tx.reassign(cb, Reassignment{WorkerSid: heir}, by, "handed over")
		var bad *InvalidError
		if !errors.As(err, &bad) {
			return err
		}
	}
	return err // of the one with the most: nobody can keep it
}
