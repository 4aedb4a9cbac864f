package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// rosterBatch is how many rows go into one statement.
const rosterBatch = 500

// putRoster stores a draft that has no faults, in one transaction.
func (s *Store) putRoster(ctx context.Context, d *rosterDraft) (Rostered, error) {
	if err := d.err(); err != nil {
		return Rostered{}, err
	}
	var teamless []string
	err := s.inTx(ctx, "put shifts", func(tx *Tx) (err error) {
		if teamless, err = tx.giveTeams(d); err != nil {
			return err
		}
		if err := tx.dropShifts(d.roster); err != nil || len(d.shifts) == 0 {
			return err
		}
		return tx.insertShifts(d.shifts)
	})
	if err != nil {
		return Rostered{}, err
	}
	return Rostered{len(d.shifts), teamless}, nil
}

// insertShifts stores many rows fast. A shift of another team that begins at the same moment is replaced: nobody rings for two teams.
func (tx *Tx) insertShifts(shifts []Shift) error {
	for some := range slices.Chunk(shifts, rosterBatch) {
		args := make([]any, 0, 6*len(some))
		for _, s := range some {
			args = append(args, s.WorkerSid, s.StartsAt.Millis(), s.EndsAt.Millis(), s.Timezone, s.Team, s.CreatedAt.Millis())
		}
		rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?, ?),", len(some)), ",")
		if _, err := tx.exec("REPLACE INTO shifts (worker_sid, starts_at, ends_at, timezone, team, created_at) VALUES "+rows, args...); err != nil {
			return fmt.Errorf("insert shifts: %w", err)
		}
	}
	return nil
}

// dropShifts forgets what a roster replaces.
func (tx *Tx) dropShifts(r Roster) error {
	query := tx.db.Where("starts_at >= ? AND starts_at < ?", r.From, r.To)
	if r.Team != "" {
		query = query.Where("team = ?", r.Team)
	}
	if len(r.Workers) == 0 {
		return wrapped("drop shifts", query.Delete(&Shift{}).Error)
	}
	for some := range slices.Chunk(r.Workers, rosterBatch) {
		if err := query.Session(&gorm.Session{}).Where("worker_sid IN ?", some).Delete(&Shift{}).Error; err != nil {
			return fmt.Errorf("drop shifts: %w", err)
		}
	}
	return nil
}

// giveTeams gives each shift its team, and returns the agents whose team nobody knows.
func (tx *Tx) giveTeams(d *rosterDraft) ([]string, error) {
	var agents []Agent
	if err := tx.db.Select("worker_sid", "team").Find(&agents).Error; err != nil {
		return nil, fmt.Errorf("read agents: %w", err)
	}
	own := make(map[string]string, len(agents))
	for _, a := range agents {
		own[a.WorkerSid] = a.Team
	}
	var teamless []string
	for i := range d.shifts {
		shift := &d.shifts[i]
		shift.Team, shift.CreatedAt = cmp.Or(shift.Team, d.roster.Team, own[shift.WorkerSid]), tx.now
		if shift.Team == "" {
			teamless = append(teamless, shift.WorkerSid)
		}
	}
	slices.Sort(teamless)
	return slices.Compact(teamless), nil
}
