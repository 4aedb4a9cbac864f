package models_test

import (
	"math"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

func (l *ledger) team(name string) models.Team {
	l.t.Helper()
	teams, err := l.Teams(l.ctx)
	l.must(err)
	for _, team := range teams {
		if team.Name == name {
			team.CreatedAt, team.UpdatedAt = models.Instant{}, models.Instant{}
			return team
		}
	}
	l.t.Fatalf("no team %s", name)
	return models.Team{}
}

func TestVersionsOfTeams(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		l.book("D-1", "2026-12-01T18:00") // brings the team welcome
		welcome := models.TeamSetting{Name: "welcome", Timezone: "Australia/Perth", OwnerMinutes: 3, TeamMinutes: 7, AlertMinutes: 12,
			SlotCapacity: 9, SlotPerAgent: 1.5, SlotOverbook: 10}
		l.save(models.ReplaceTeams([]models.TeamSetting{welcome, {Name: "renewals", OwnerMinutes: 1}}))
		want := models.Team{Name: "welcome", Timezone: "Australia/Perth", OwnerMinutes: 3, TeamMinutes: 7, AlertMinutes: 12, SlotCapacity: 9, SlotPerAgent: 1.5,
			SlotOverbook: 10, Configured: true}
		if got := l.team("welcome"); got != want {
			t.Errorf("team is %+v", got)
		}
		l.clock.Advance(6 * time.Hour)
		if c := l.claim(); len(c) != 1 || c[0].Rungs.Owner != 3*time.Minute {
			t.Errorf("claims %+v", c)
		}
		l.save(models.ReplaceTeams([]models.TeamSetting{{Name: "renewals", OwnerMinutes: 2}}))
		if got := l.team("welcome"); got != (models.Team{Name: "welcome"}) {
			t.Errorf("a team that is left out is %+v", got)
		}
		back := l.save(models.BackTo(models.PolicyTeams, 1))
		if got := l.team("welcome"); back.Version != 3 || got != want || l.team("renewals").OwnerMinutes != 1 {
			t.Errorf("version %d, team %+v", back.Version, got)
		}
		l.save(models.BackTo(models.PolicyTeams, 0))
		if l.team("welcome").Configured || l.team("renewals").Configured {
			t.Error("what ships configures a team")
		}
	})
}

func TestTeamsWithFaults(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		_, err := l.SavePolicy(l.ctx, models.ReplaceTeams([]models.TeamSetting{
			{Name: ""}, {Name: "a", Timezone: "Perth", OwnerMinutes: -1, TeamMinutes: 1441, AlertMinutes: -1}, {Name: "A", SlotCapacity: -1},
			{Name: " b", SlotPerAgent: math.NaN(), SlotOverbook: 101},
		}), models.Saving{Actor: "test"})
		want := "teams[0].name teams[1].timezone teams[1].owner_minutes teams[1].team_minutes teams[1].alert_minutes teams[2].name teams[2].slot_capacity " +
			"teams[3].name teams[3].slot_per_agent teams[3].slot_overbook_percent"
		if got := l.faults(err); got != want {
			t.Errorf("faults %q", got)
		}
	})
}
