package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
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
		// A shift of another team that begins at the same moment is replaced too: nobody rings for two teams.
		onStart := clause.OnConflict{Columns: []clause.Column{{Name: "worker_sid"}, {Name: "starts_at"}}, UpdateAll: true}
		return wrapped("insert shifts", tx.db.Clauses(onStart).CreateInBatches(d.shifts, rosterBatch).Error)
	})
	if err != nil {
		return Rostered{}, err
	}
	return Rostered{len(d.shifts), teamless}, nil
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
