package models

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Team is a group of agents who share callbacks.
type Team struct {
	Name         string  `gorm:"primaryKey"`
	Timezone     string  // IANA name, or empty
	OwnerMinutes int     // the ladder's first rung; 0 is the policy's
	TeamMinutes  int     // the second; 0 is the policy's
	AlertMinutes int     // how long a callback may wait until the managers are told; 0 is the policy's
	SlotCapacity int     // promises per quarter hour; 0: by SlotPerAgent
	SlotPerAgent float64 // promises per quarter hour and rostered agent; 0: no limit but SlotCapacity
	SlotOverbook int     // percent over the capacity that are still taken, with a warning
	Configured   bool    // false: a name that a booking brought; it routes to anyone
	CreatedAt    Instant
	UpdatedAt    Instant
}

// Agent is a person who rings donors.
type Agent struct {
	WorkerSid string `gorm:"primaryKey"` // WK...
	Name      string
	Team      string  // by hand, else as told
	ToldTeam  string  // as TaskRouter last said; empty: never
	SetTeam   string  // given by hand; empty: none is
	Available bool    // as TaskRouter last said
	SeenAt    Instant // when it said so
	CreatedAt Instant
	UpdatedAt Instant
}

// Teams lists all teams by name.
func (s *Store) Teams(ctx context.Context) ([]Team, error) {
	var teams []Team
	if err := s.read.WithContext(ctx).Order("name").Find(&teams).Error; err != nil {
		return nil, fmt.Errorf("list teams: %w", err)
	}
	return teams, nil
}

// PutAgents makes or updates agents by worker sid. What was seen earlier than the row's SeenAt changes nothing, so that reports
// of availability may come in any order.
func (s *Store) PutAgents(ctx context.Context, agents ...Agent) error {
	return s.inTx(ctx, "put agents", func(tx *Tx) error {
		for _, agent := range agents {
			if err := tx.putAgent(agent); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *Tx) putAgent(agent Agent) error {
	agent.ToldTeam, agent.CreatedAt, agent.UpdatedAt = agent.Team, tx.now, tx.now
	if agent.SeenAt.IsZero() {
		agent.SeenAt = tx.now
	}
	if err := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&agent).Error; err != nil {
		return fmt.Errorf("put agent: %w", err)
	}
	fields := map[string]any{"available": agent.Available, "seen_at": agent.SeenAt, "updated_at": tx.now}
	if agent.Name != "" {
		fields["name"] = agent.Name
	}
	if agent.Team != "" {
		fields["told_team"] = agent.Team
		fields["team"] = gorm.Expr("CASE WHEN set_team = '' THEN ? ELSE set_team END", agent.Team)
	}
	err := tx.db.Model(&Agent{}).Where("worker_sid = ? AND seen_at <= ?", agent.WorkerSid, agent.SeenAt).Updates(fields).Error
	if err != nil {
		return fmt.Errorf("put agent: %w", err)
	}
	return nil
}

// Agents lists all agents by worker sid.
func (s *Store) Agents(ctx context.Context) ([]Agent, error) {
	var agents []Agent
	if err := s.read.WithContext(ctx).Order("worker_sid").Find(&agents).Error; err != nil {
		return nil, fmt.Errorf("list agents: %w", err)
	}
	return agents, nil
}

// noteTeam makes an unconfigured team of a name that a booking brought, and returns the team either way.
func (tx *Tx) noteTeam(name string) (Team, error) {
	if name == "" {
		return Team{}, nil
	}
	team := Team{Name: name, CreatedAt: tx.now, UpdatedAt: tx.now}
	err := tx.db.Where("name = ?", name).Take(&team).Error
	if errors.Is(err, gorm.ErrRecordNotFound) && tx.peek {
		return team, nil
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&team).Error
	}
	if err != nil {
		return Team{}, fmt.Errorf("note team: %w", err)
	}
	return team, nil
}

// TeamOf is the team of an agent as the directory has it; empty where it knows of none.
func (s *Store) TeamOf(ctx context.Context, workerSid string) (string, error) {
	var teams []string
	if err := s.read.WithContext(ctx).Raw("SELECT team FROM agents WHERE worker_sid = ?", workerSid).Scan(&teams).Error; err != nil {
		return "", fmt.Errorf("find team of agent: %w", err)
	}
	if len(teams) == 0 {
		return "", nil
	}
	return teams[0], nil
}
