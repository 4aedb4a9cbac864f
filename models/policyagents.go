package models

import (
	"fmt"

	"gorm.io/gorm/clause"
)

// AgentSetting gives an agent a team by hand, where the worker's attributes in TaskRouter name none, or another.
type AgentSetting struct {
	WorkerSid string `json:"worker_sid"`
	Team      string `json:"team"`
}

// maxAgentSettings keeps one document small enough to be read by a person.
const maxAgentSettings = 5000

// agentsDocument are all agents whose team is given by hand.
type agentsDocument []AgentSetting

func (d agentsDocument) problems(*Store) []Problem {
	var found checks
	seen := map[string]bool{}
	found.add(len(d) > maxAgentSettings, "agents", "over %d agents", maxAgentSettings)
	for i, agent := range d {
		at := fmt.Sprintf("agents[%d].", i)
		found.add(!isWorkerSid(agent.WorkerSid), at+"worker_sid", "want WK and 32 hexadecimal digits; GET /agents lists them")
		found.add(seen[agent.WorkerSid], at+"worker_sid", "this agent is listed twice")
		seen[agent.WorkerSid] = true
		found.add(!isName(agent.Team, maxTeamSettingName), at+"team", "want a team's name of 1 to %d characters; leave the agent out to follow TaskRouter again", maxTeamSettingName)
	}
	return found
}

func (d agentsDocument) put(tx *Tx) error {
	sids := make([]string, len(d))
	for i, given := range d {
		sids[i] = given.WorkerSid
		if _, err := tx.noteTeam(given.Team); err != nil {
			return err
		}
		row := Agent{WorkerSid: given.WorkerSid, Team: given.Team, SetTeam: given.Team, Available: true, SeenAt: tx.now, CreatedAt: tx.now, UpdatedAt: tx.now}
		onSid := clause.OnConflict{Columns: []clause.Column{{Name: "worker_sid"}}, DoUpdates: clause.AssignmentColumns([]string{"team", "set_team", "updated_at"})}
		if err := tx.db.Clauses(onSid).Create(&row).Error; err != nil {
			return fmt.Errorf("put agent: %w", err)
		}
	}
	query, args := "UPDATE agents SET team = told_team, set_team = '', updated_at = ? WHERE set_team <> ''", []any{tx.now}
	if len(sids) > 0 {
		query, args = query+" AND worker_sid NOT IN ?", append(args, sids)
	}
	_, err := tx.exec(query, args...)
	return wrapped("let agents follow TaskRouter", err)
}

// weigh finds no effects: a promise keeps the team that it was made for, and TaskRouter offers Tasks by the attributes that it has itself.
func (d agentsDocument) weigh(*Tx) (weigher, error) {
	return func([]Listed) ([]Effect, error) { return nil, nil }, nil
}
