package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// Where an agent's team comes from.
const (
	teamByHand     = "manual"
	teamTaskRouter = "taskrouter"
)

// agentView is a person who rings donors, as TaskRouter last told of them, in answers and in a PUT.
type agentView struct {
	WorkerSid  string          `json:"worker_sid"`
	Name       *string         `json:"name"`
	Team       *string         `json:"team"`
	TeamSource *string         `json:"team_source"`
	Available  *bool           `json:"available"`
	SeenAt     *models.Instant `json:"seen_at"`
}

// listAgents lists agents; an agent sees itself and its own team.
func (h *Handler) listAgents(r *http.Request, c call) (reply, error) {
	latest, err := h.store.PolicyInForce(r.Context(), models.PolicyAgents)
	if err != nil {
		return reply{}, err
	}
	agents, err := h.store.Agents(r.Context())
	if err != nil {
		return reply{}, err
	}
	if c.role == models.RoleAgent {
		agents = slices.DeleteFunc(agents, func(a models.Agent) bool {
			return a.WorkerSid != c.workerSid && (a.Team != c.team || c.team == "")
		})
	}
	return versionedOf(agents, latest.Version, viewAgent), nil
}

func viewAgent(a models.Agent) agentView {
	view := agentView{a.WorkerSid, shown.OrNull(a.Name), shown.OrNull(a.Team), nil, &a.Available, &a.SeenAt}
	switch {
	case a.SetTeam != "":
		view.TeamSource = shown.OrNull(teamByHand)
	case a.Team != "":
		view.TeamSource = shown.OrNull(teamTaskRouter)
	}
	return view
}

// agentsBody are all agents whose team is given by hand. One that a list shows with another source is passed over.
type agentsBody struct {
	Items []agentView `json:"items"`
	Note  string      `json:"note"`
}

func (h *Handler) putAgents(r *http.Request, c call) (reply, error) {
	var body agentsBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Items == nil {
		return reply{}, invalid("items", "give all agents whose team is set by hand, [] for none")
	}
	var agents []models.AgentSetting
	var places []int // in the body, of those that are not passed over
	for i, a := range body.Items {
		if a.TeamSource != nil && *a.TeamSource != teamByHand && *a.TeamSource != teamTaskRouter {
			return reply{}, invalid(fmt.Sprintf("items[%d].team_source", i), "manual or taskrouter")
		}
		if a.Team == nil || a.TeamSource != nil && *a.TeamSource == teamTaskRouter {
			continue
		}
		agents, places = append(agents, models.AgentSetting{WorkerSid: a.WorkerSid, Team: strings.TrimSpace(*a.Team)}), append(places, i)
	}
	return h.save(r, c, saving{models.PolicyAgents, models.ReplaceAgents(agents), body.Note, inItems("agents", places)}, h.listAgents)
}
