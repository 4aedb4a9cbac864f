package models

import (
	"fmt"
	"time"
)

// weigh compares the ladders of the teams.
func (d teamsDocument) weigh(tx *Tx) (weigher, error) {
	var rows []Team
	if err := tx.db.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read teams: %w", err)
	}
	before, after := map[string]Team{}, map[string]Team{}
	for _, team := range rows {
		before[team.Name] = team
	}
	for _, team := range d {
		after[team.Name] = team.team()
	}
	policy := tx.store.policy
	return func(page []Listed) ([]Effect, error) {
		var found []Effect
		for _, promise := range page {
			was, is := policy.ladder(before[promise.Team]), policy.ladder(after[promise.Team])
			if was != is {
				found = append(found, Effect{Listed: promise, Change: LadderChanged, Before: was, After: is})
			}
		}
		return found, nil
	}, nil
}

// ladder is a team's ladder as it counts, in minutes: owner/team/alert.
func (p Policy) ladder(team Team) string {
	minutes := func(own int, otherwise time.Duration) int { return int(minutesOr(own, otherwise).Minutes()) }
	return fmt.Sprintf("%d/%d/%d", minutes(team.OwnerMinutes, p.OwnerRung), minutes(team.TeamMinutes, p.TeamRung), minutes(team.AlertMinutes, p.AlertAfter))
}
