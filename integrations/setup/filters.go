package setup

import (
	"encoding/json"
	"strings"
)

type filter struct {
	Name       string   `json:"filter_friendly_name"`
	Expression string   `json:"expression"`
	Targets    []target `json:"targets"`
}

type target struct {
	Queue          string `json:"queue"`
	KnownWorkerSid string `json:"known_worker_sid,omitempty"`
	Timeout        int    `json:"timeout,omitempty"` // seconds
}

// filters are the rules for callbacks: the owner alone; owner, team, everyone; team, everyone; everyone. The last target never times out:
// a Task ends by being answered, by its own time-out, or by hand. Targets have no priority, which would override the Task's own.
func filters(w Wanted, sidOf func(queue string) string) []filter {
	all := sidOf(everyone)
	owner := func(minutes int) target {
		return target{Queue: all, KnownWorkerSid: "task.cb_agent_sid", Timeout: minutes * 60}
	}
	last := target{Queue: all}
	list := []filter{{prefix + "owner only", routed("agent_strict", ""), []target{owner(0)}}}
	for _, t := range w.Teams {
		list = append(list, filter{prefix + "owner, then " + t.Name, routed("agent", t.Name),
			[]target{owner(t.OwnerMinutes), {Queue: sidOf(prefix + t.Name), Timeout: t.TeamMinutes * 60}, last}})
	}
	list = append(list, filter{prefix + "owner, then everyone", routed("agent", ""), []target{owner(w.OwnerMinutes), last}})
	for _, t := range w.Teams {
		list = append(list, filter{prefix + t.Name, routed("team", t.Name), []target{{Queue: sidOf(prefix + t.Name), Timeout: t.TeamMinutes * 60}, last}})
	}
	return append(list, filter{everyone, "taskType == 'callback'", []target{last}})
}

func routed(routing, team string) string {
	expression := "taskType == 'callback' AND cb_routing == '" + routing + "'"
	if team != "" {
		name, _ := quoted(team) // Check has seen it
		expression += " AND cb_team == " + name
	}
	return expression
}

// written are the filters as they stand in a configuration, without escapes that only HTML needs.
func written(list []filter) []string {
	texts := make([]string, len(list))
	for i, f := range list {
		var b strings.Builder
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(f) // texts and numbers always encode
		texts[i] = strings.TrimSpace(b.String())
	}
	return texts
}
