package models

import (
	"context"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"
)

// Tailed is a line of the ledger with what decides who may see its callback, as that stands when it is read.
type Tailed struct {
	Event
	WorkerSid   string `gorm:"column:now_worker_sid"`
	AssignedSid string `gorm:"column:now_assigned_sid"`
	Team        string `gorm:"column:now_team"`
	AgentStrict bool   `gorm:"column:now_agent_strict"`
}

// May says whether a viewer may see the callback of a line: the same as scope asks of the database.
func (v Seen) May(t Tailed) bool {
	return v.may(t.WorkerSid, t.AssignedSid, t.Team, t.AgentStrict)
}

// Might says whether a viewer might have seen it before that line took it out of their sight, as the line itself tells.
func (v Seen) Might(t Tailed) bool {
	was, ok := t.Data.V["was"].(map[string]any)
	if !ok {
		return false
	}
	worker, _ := was["worker_sid"].(string)
	team, _ := was["team"].(string)
	strict, _ := was["agent_strict"].(bool)
	return v.may(worker, "", team, strict)
}

func (v Seen) may(worker, assigned, team string, strict bool) bool {
	return v.WorkerSid == "" || worker == v.WorkerSid || assigned == v.WorkerSid || team != "" && team == v.Team && !strict
}

const tailedColumns = "events.*, c.worker_sid AS now_worker_sid, c.assigned_sid AS now_assigned_sid, c.team AS now_team, c.agent_strict AS now_agent_strict"

// LineIDs lists the ids of the ledger's lines from an instant on, oldest first: their order is that of the beginnings of the transactions
// that wrote them, so that one which commits late shows up before others that were there.
func (s *Store) LineIDs(ctx context.Context, from Instant) ([]string, error) {
	var ids []string
	if err := s.read.WithContext(ctx).Raw("SELECT id FROM events WHERE id >= ? ORDER BY id", firstLineOf(from)).Scan(&ids).Error; err != nil {
		return nil, fmt.Errorf("list ids of lines: %w", err)
	}
	return ids, nil
}

// TailedLines reads lines by their ids, oldest first.
func (s *Store) TailedLines(ctx context.Context, ids []string) ([]Tailed, error) {
	var lines []Tailed
	err := s.read.WithContext(ctx).Table("events").Select(tailedColumns).Joins("JOIN callbacks c ON c.id = events.callback_id").
		Where("events.id IN ?", ids).Order("events.id").Scan(&lines).Error
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	return lines, nil
}

// TailedFrom reads lines from an instant on, oldest first, after the one with the id after; empty: from the first.
func (s *Store) TailedFrom(ctx context.Context, from Instant, after string, limit int) ([]Tailed, error) {
	var lines []Tailed
	err := s.read.WithContext(ctx).Table("events").Select(tailedColumns).Joins("JOIN callbacks c ON c.id = events.callback_id").
		Where("events.id >= ? AND events.id > ?", firstLineOf(from), after).Order("events.id").Limit(limit).Scan(&lines).Error
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	return lines, nil
}

// LineTime is when the line with an id was written, to the millisecond; false for what is not the id of a line.
func LineTime(id string) (Instant, bool) {
	if len(id) != len("evt_")+ulid.EncodedSize || id[:4] != "evt_" {
		return Instant{}, false
	}
	parsed, err := ulid.ParseStrict(id[4:])
	if err != nil || parsed.Time() > uint64(1<<47) {
		return Instant{}, false
	}
	return At(time.UnixMilli(int64(parsed.Time()))), true //nolint:gosec // bounded above
}
