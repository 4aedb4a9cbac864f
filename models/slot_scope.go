package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"
)

// slotScope is whose places are counted: those of a team, or of an agent who owns promises.
type slotScope struct {
	team  string // or
	owner string // WK...; neither: everybody's
	rule  slotRule
}

// lock is the scope's name among the locks.
func (v slotScope) lock() string {
	if v.owner != "" {
		return "owner:" + v.owner
	}
	return "team:" + v.team
}

// String names the scope to people.
func (v slotScope) String() string {
	if v.owner != "" {
		return "the agent " + v.owner
	}
	return "the team " + v.team
}

// slotScopes are all whose limits hold for a promise, always in the same order, so that two promises never wait for each other's locks.
func slotScopes(db *gorm.DB, p plan) ([]slotScope, error) {
	var scopes []slotScope
	team, err := findTeam(db.Table("teams").Where("name = ?", p.team), p.team)
	if err != nil {
		return nil, err
	}
	if rule := team.slotRule(); !rule.none() {
		scopes = append(scopes, slotScope{team: p.team, rule: rule})
	}
	if p.routing != ToAgent || p.worker == "" {
		return scopes, nil
	}
	own, err := findTeam(db.Table("teams").Joins("JOIN agents ON agents.team = teams.name").Where("agents.worker_sid = ?", p.worker), p.worker)
	if err != nil {
		return nil, err
	}
	if own.Name == "" {
		own = team // nobody has told yet whose agent this is
	}
	if rule := own.ownerRule(); !rule.none() {
		scopes = append(scopes, slotScope{owner: p.worker, rule: rule})
	}
	return scopes, nil
}

// findTeam reads at most one team; none is the zero Team.
func findTeam(query *gorm.DB, known string) (Team, error) {
	var found []Team
	if known == "" {
		return Team{}, nil
	}
	if err := query.Select("teams.*").Limit(1).Scan(&found).Error; err != nil {
		return Team{}, fmt.Errorf("read team's capacity: %w", err)
	}
	if len(found) == 0 {
		return Team{}, nil
	}
	return found[0], nil
}

// slots counts a stretch of slots, in order. from and to are on the grid. The callback except, which is about to be moved, takes no place.
func (v slotScope) slots(db *gorm.DB, from, to Instant, except string) ([]Slot, error) {
	list := make([]Slot, to.Sub(from)/slotLength)
	for i := range list {
		list[i].StartsAt = from.Add(time.Duration(i) * slotLength)
	}
	if err := v.count(db, list, from, to, except); err != nil {
		return nil, err
	}
	var on *roster
	if v.rule.fixed <= 0 && v.rule.perAgent > 0 {
		var err error
		if on, err = teamRoster(db, v.team, from, to); err != nil {
			return nil, err
		}
	}
	for i := range list {
		rostered, known := on.at(i)
		v.rule.set(&list[i], rostered, known)
	}
	return list, nil
}

// count fills in what is promised. The truth is the open callbacks themselves: a counter beside them could drift.
func (v slotScope) count(db *gorm.DB, list []Slot, from, to Instant, except string) error {
	query := v.promised(db, from, to).Where("id <> ?", except).Group("starts_at").
		Select("window_start - window_start % ? AS starts_at, COUNT(*) AS promised", slotLength.Milliseconds())
	var found []struct {
		StartsAt Instant
		Promised int
	}
	if err := query.Scan(&found).Error; err != nil {
		return fmt.Errorf("count promises: %w", err)
	}
	for _, row := range found {
		list[row.StartsAt.Sub(from)/slotLength].Promised = row.Promised
	}
	return nil
}

// promised are the callbacks that take places of the scope.
func (v slotScope) promised(db *gorm.DB, from, to Instant) *gorm.DB {
	query := db.Table("callbacks").Where("window_start >= ? AND window_start < ? AND open_record_id IS NOT NULL", from, to)
	switch {
	case v.owner != "":
		query = query.Where("worker_sid = ? AND routing = ?", v.owner, ToAgent)
	case v.team != "":
		query = query.Where("team = ?", v.team)
	}
	return query
}
