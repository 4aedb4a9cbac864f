package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
)

// outcomeView is a code that agents choose at wrap-up, and what it does.
type outcomeView struct {
	Code       string        `json:"code"`
	Label      string        `json:"label"`
	Action     models.Action `json:"action"`
	Resolution *string       `json:"resolution"`
	// RetryDelays are the seconds until the next try after the first such outcome, the second, and so on.
	RetryDelays []int `json:"retry_delays"`
	BuiltIn     bool  `json:"built_in"`
}

func (h *Handler) listOutcomes(r *http.Request, _ call) (reply, error) {
	outcomes, err := h.store.Outcomes(r.Context())
	if err != nil {
		return reply{}, err
	}
	return pageOf(outcomes, "", viewOutcome), nil
}

func viewOutcome(o models.Outcome) outcomeView {
	delays := o.RetryDelays.V
	if delays == nil {
		delays = []int{}
	}
	return outcomeView{o.Code, o.Label, o.Action, orNull(o.Resolution), delays, o.BuiltIn}
}

// teamView is a group of agents. Minutes of 0 mean the policy's own.
type teamView struct {
	Name         string  `json:"name"`
	Timezone     *string `json:"timezone"`
	OwnerMinutes int     `json:"owner_minutes"`
	TeamMinutes  int     `json:"team_minutes"`
	Configured   bool    `json:"configured"`
}

func (h *Handler) listTeams(r *http.Request, _ call) (reply, error) {
	teams, err := h.store.Teams(r.Context())
	if err != nil {
		return reply{}, err
	}
	return pageOf(teams, "", viewTeam), nil
}

func viewTeam(t models.Team) teamView {
	return teamView{t.Name, orNull(t.Timezone), t.OwnerMinutes, t.TeamMinutes, t.Configured}
}
