package models

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"gorm.io/gorm/clause"
)

// TeamSetting is a team as it is configured. Minutes and slots of 0 are the policy's own.
type TeamSetting struct {
	Name         string  `json:"name"`
	Timezone     string  `json:"timezone,omitempty"`      // IANA name
	OwnerMinutes int     `json:"owner_minutes,omitempty"` // the ladder's first rung
	TeamMinutes  int     `json:"team_minutes,omitempty"`  // its second
	AlertMinutes int     `json:"alert_minutes,omitempty"` // until the managers are told
	SlotCapacity int     `json:"slot_capacity,omitempty"` // promises per quarter hour
	SlotPerAgent float64 `json:"slot_per_agent,omitempty"`
	SlotOverbook int     `json:"slot_overbook_percent,omitempty"`
}

// Bounds of a team's numbers. A day bounds minutes, since a window is at most half of one; the others keep a slip of the keyboard out.
const (
	maxTeamSettingName = 64 // characters
	maxTeams           = 1000
	maxRungMinutes     = 24 * 60
	maxSlotCapacity    = 10000
	maxSlotPerAgent    = 100 // promises a quarter hour: one every nine seconds
	maxSlotOverbook    = 100 // percent: twice the capacity
)

// teamsDocument are all teams that are configured.
type teamsDocument []TeamSetting

func (d teamsDocument) problems(s *Store) []Problem {
	var found checks
	seen := map[string]bool{}
	found.add(len(d) > maxTeams, "teams", "over %d teams", maxTeams)
	for i, team := range d {
		at := fmt.Sprintf("teams[%d].", i)
		found.add(!isName(team.Name, maxTeamSettingName), at+"name", "want 1 to %d characters, without spaces around", maxTeamSettingName)
		found.add(seen[strings.ToLower(team.Name)], at+"name", "a second team %q", team.Name)
		seen[strings.ToLower(team.Name)] = true
		_, err := s.zones.Load(team.Timezone)
		found.add(team.Timezone != "" && err != nil, at+"timezone", "want an IANA name, such as Australia/Perth")
		team.checkLadder(at, &found)
		found.add(team.SlotCapacity < 0 || team.SlotCapacity > maxSlotCapacity, at+"slot_capacity", "want 0 to %d promises a quarter hour", maxSlotCapacity)
		perAgent := team.SlotPerAgent >= 0 && team.SlotPerAgent <= maxSlotPerAgent // NaN is not
		found.add(!perAgent, at+"slot_per_agent", "want 0 to %d promises a quarter hour", maxSlotPerAgent)
		found.add(team.SlotOverbook < 0 || team.SlotOverbook > maxSlotOverbook, at+"slot_overbook_percent", "want 0 to %d percent", maxSlotOverbook)
	}
	return found
}

func (t TeamSetting) checkLadder(at string, found *checks) {
	check := func(field string, minutes int) {
		found.add(minutes < 0 || minutes > maxRungMinutes, at+field, "want 0 to %d minutes; 0 is the policy's own", maxRungMinutes)
	}
	check("owner_minutes", t.OwnerMinutes)
	check("team_minutes", t.TeamMinutes)
	check("alert_minutes", t.AlertMinutes)
}

// checks are faults found in a document.
type checks []Problem

func (c *checks) add(bad bool, field, format string, args ...any) {
	if bad {
		*c = append(*c, invalid("validation_failed", field, format, args...).Problems...)
	}
}

func isName(text string, most int) bool {
	return text != "" && len([]rune(text)) <= most && strings.TrimSpace(text) == text && !strings.ContainsFunc(text, unicode.IsControl)
}

func (d teamsDocument) put(tx *Tx) error {
	names := make([]string, len(d))
	for i, team := range d {
		names[i] = team.Name
		if err := tx.putTeam(team.team()); err != nil {
			return err
		}
	}
	others := tx.db.Model(&Team{}).Where("configured = ?", true)
	if len(names) > 0 {
		others = others.Where("name NOT IN ?", names)
	}
	unconfigured := map[string]any{"configured": false, "timezone": "", "owner_minutes": 0, "team_minutes": 0, "alert_minutes": 0,
		"slot_capacity": 0, "slot_per_agent": 0, "slot_overbook": 0, "updated_at": tx.now}
	return wrapped("put teams", others.Updates(unconfigured).Error)
}

func (t TeamSetting) team() Team {
	return Team{Name: t.Name, Timezone: t.Timezone, OwnerMinutes: t.OwnerMinutes, TeamMinutes: t.TeamMinutes, AlertMinutes: t.AlertMinutes,
		SlotCapacity: t.SlotCapacity, SlotPerAgent: t.SlotPerAgent, SlotOverbook: t.SlotOverbook}
}

// putTeam makes or updates a configured team by its name.
func (tx *Tx) putTeam(team Team) error {
	team.Configured, team.CreatedAt, team.UpdatedAt = true, tx.now, tx.now
	onName := clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"timezone", "owner_minutes",
		"team_minutes", "alert_minutes", "slot_capacity", "slot_per_agent", "slot_overbook", "configured", "updated_at"})}
	return wrapped("put team "+team.Name, tx.db.Clauses(onName).Create(&team).Error)
}

// PutTeams makes or updates teams by name, beside those that are there and without a version: for what seeds a database.
func (s *Store) PutTeams(ctx context.Context, teams ...Team) error {
	return s.inTx(ctx, "put teams", func(tx *Tx) error {
		for _, team := range teams {
			if err := tx.putTeam(team); err != nil {
				return err
			}
		}
		return nil
	})
}
