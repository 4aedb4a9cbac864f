package twiliosim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"
)

// CallbackPlan is what the callback workflow is built of.
type CallbackPlan struct {
	EveryoneSid string            // queue of all workers
	TeamSids    map[string]string // queue of each team, by the team's name as it stands in cb_team
	Teams       []string          // the names in the order of their filters
	Owner       time.Duration     // how long an owner is waited for; 10 minutes when 0
	Team        time.Duration     // how long the team is waited for after that; 20 minutes when 0
	Ladders     map[string]Ladder // of teams that have minutes of their own, by name
	Priority    int               // of every target; when 0 none is written, and the Task's own priority holds
	SkipOwner   bool              // pass on at once when the owner cannot take it this moment
}

// Ladder is how long a callback waits for its owner and then for the team; 0 is the plan's.
type Ladder struct{ Owner, Team time.Duration }

// CallbackWorkflow writes the workflow configuration for callbacks, one ladder for each kind of routing: the owner
// alone; owner, team, everyone; team, everyone; everyone. The last target never times out, so that a Task ends by
// being answered, by its TTL, or by hand.
func CallbackWorkflow(plan CallbackPlan) string {
	if plan.Owner == 0 {
		plan.Owner = 10 * time.Minute
	}
	if plan.Team == 0 {
		plan.Team = 20 * time.Minute
	}
	filters := []filterConfig{{Name: "callback, owner only", Expression: callbacks("agent_strict"),
		Targets: []targetConfig{plan.owner(0)}}}
	for _, team := range plan.Teams {
		filters = append(filters, filterConfig{Name: "callback, owner, then " + team, Expression: callbacks("agent") + named(team),
			Targets: []targetConfig{plan.owner(plan.ladder(team).Owner), plan.team(team), plan.everyone()}})
	}
	filters = append(filters, filterConfig{Name: "callback, owner, then everyone", Expression: callbacks("agent"),
		Targets: []targetConfig{plan.owner(plan.Owner), plan.everyone()}})
	for _, team := range plan.Teams {
		filters = append(filters, filterConfig{Name: "callback, " + team, Expression: callbacks("team") + named(team),
			Targets: []targetConfig{plan.team(team), plan.everyone()}})
	}
	filters = append(filters, filterConfig{Name: "callback, everyone", Expression: "taskType == 'callback'",
		Targets: []targetConfig{plan.everyone()}})
	return encodeWorkflow(filters, plan.EveryoneSid)
}

func encodeWorkflow(filters []filterConfig, everyone string) string {
	var config workflowConfig
	config.TaskRouting.Filters = filters
	config.TaskRouting.DefaultFilter = &defaultFilter{Queue: everyone}
	text, _ := json.Marshal(config) // texts and numbers always encode
	return string(text)
}

func callbacks(routing string) string {
	return fmt.Sprintf("taskType == 'callback' AND cb_routing == '%s'", routing)
}

func named(team string) string { return fmt.Sprintf(" AND cb_team == %q", team) }

func (p CallbackPlan) owner(wait time.Duration) targetConfig {
	at := targetConfig{Queue: p.EveryoneSid, KnownWorkerSid: "task.cb_agent_sid", Priority: p.priority(), Timeout: int(wait.Seconds())}
	if p.SkipOwner && wait > 0 {
		at.SkipIf = "1==1"
	}
	return at
}

// ladder is a team's, filled up from the plan's.
func (p CallbackPlan) ladder(team string) Ladder {
	l := p.Ladders[team]
	return Ladder{cmp.Or(l.Owner, p.Owner), cmp.Or(l.Team, p.Team)}
}

func (p CallbackPlan) team(name string) targetConfig {
	return targetConfig{Queue: p.TeamSids[name], Priority: p.priority(), Timeout: int(p.ladder(name).Team.Seconds())}
}

func (p CallbackPlan) everyone() targetConfig {
	return targetConfig{Queue: p.EveryoneSid, Priority: p.priority()}
}

// priority is absent unless asked for: a target's priority would override the one each Task is created with.
func (p CallbackPlan) priority() *int {
	if p.Priority == 0 {
		return nil
	}
	return &p.Priority
}
