package api

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// teamView is a group of agents, in answers and, without configured, in a PUT. Minutes and slots of 0 mean the policy's own.
type teamView struct {
	Name         string  `json:"name"`
	Timezone     *string `json:"timezone"`
	OwnerMinutes int     `json:"owner_minutes"`
	TeamMinutes  int     `json:"team_minutes"`
	AlertMinutes int     `json:"alert_minutes"`
	SlotCapacity int     `json:"slot_capacity"`
	SlotPerAgent float64 `json:"slot_per_agent"`
	SlotOverbook int     `json:"slot_overbook_percent"`
	Configured   *bool   `json:"configured"`
}

func (h *Handler) listTeams(r *http.Request, _ call) (reply, error) {
	latest, err := h.store.PolicyInForce(r.Context(), models.PolicyTeams)
	if err != nil {
		return reply{}, err
	}
	teams, err := h.store.Teams(r.Context())
	if err != nil {
		return reply{}, err
	}
	return versionedOf(teams, latest.Version, viewTeam), nil
}

func viewTeam(t models.Team) teamView {
	return teamView{t.Name, shown.OrNull(t.Timezone), t.OwnerMinutes, t.TeamMinutes, t.AlertMinutes, t.SlotCapacity, t.SlotPerAgent, t.SlotOverbook, &t.Configured}
}

// teamsBody are all teams that are to be configured. One with "configured": false, as a list shows it, is passed over.
type teamsBody struct {
	Items []teamView `json:"items"`
	Note  string     `json:"note"`
}

func (h *Handler) putTeams(r *http.Request, c call) (reply, error) {
	var body teamsBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Items == nil {
		return reply{}, invalid("items", "give all teams that are to be configured, [] for none")
	}
	var teams []models.TeamSetting
	var places []int // in the body, of those that are not passed over
	for i, t := range body.Items {
		if t.Configured != nil && !*t.Configured {
			continue
		}
		setting := models.TeamSetting{Name: t.Name, OwnerMinutes: t.OwnerMinutes, TeamMinutes: t.TeamMinutes, AlertMinutes: t.AlertMinutes,
			SlotCapacity: t.SlotCapacity, SlotPerAgent: t.SlotPerAgent, SlotOverbook: t.SlotOverbook}
		if t.Timezone != nil {
			setting.Timezone = *t.Timezone
		}
		teams, places = append(teams, setting), append(places, i)
	}
	return h.save(r, c, saving{models.PolicyTeams, models.ReplaceTeams(teams), body.Note, inItems("teams", places)}, h.listTeams)
}

// inItems names teams[1].timezone by the place in items that the second of the teams came from.
func inItems(document string, places []int) func(string) string {
	return func(name string) string {
		var i int
		if _, err := fmt.Sscanf(name, document+"[%d]", &i); err != nil || i >= len(places) {
			return "items"
		}
		_, rest, _ := strings.Cut(name, "]")
		return fmt.Sprintf("items[%d]%s", places[i], rest)
	}
}
