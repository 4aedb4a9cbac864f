package api

import (
	"context"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/models/shown"
	"github.com/ringback/ringback/site"
)

// The states of a plan.
const (
	planReady         = "ready"
	planBlocked       = "blocked" // a step waits for a person's decision
	planNothingToDo   = "nothing_to_do"
	planUnreachable   = "unreachable"    // Twilio does not answer, or not as it should
	planRefused       = "refused"        // Twilio does not take the credentials
	planNotConfigured = "not_configured" // settings are missing, or name what is not there
)

// planView is what setup would do, what an undo would take back, and what is to be pasted elsewhere.
type planView struct {
	Status    string         `json:"status"`
	Detail    *string        `json:"detail"` // why there is no plan
	Digest    *string        `json:"digest"`
	Choice    choiceView     `json:"choice"`
	Workspace *namedView     `json:"workspace"`
	Workflows []namedView    `json:"workflows"` // that may be chosen
	Steps     []planStepView `json:"steps"`
	Undo      []undoView     `json:"undo"` // first what would be taken back first
	JobID     *string        `json:"job_id"`
	Values    []valueView    `json:"values"`
}

type choiceView struct {
	Events   setup.Delivery `json:"events"`
	Workflow *string        `json:"workflow"`
	TakeOver bool           `json:"take_over"`
}

// namedView is a thing of Twilio's.
type namedView struct {
	Sid  string `json:"sid"`
	Name string `json:"name"`
}

type planStepView struct {
	Action   setup.Action `json:"action"`
	Kind     setup.Kind   `json:"kind"`
	Name     string       `json:"name"`
	Sid      *string      `json:"sid"`
	Obstacle *string      `json:"obstacle"`
	Why      *string      `json:"why"`
	Diff     []string     `json:"diff"`
}

type undoView struct {
	Action setup.Action `json:"action"`
	Kind   setup.Kind   `json:"kind"`
	Name   string       `json:"name"`
}

// valueView is a text to be pasted. It is never a secret.
type valueView struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func unplanned(c site.Choice, status, detail string) planView {
	return planView{Status: status, Detail: shown.OrNull(detail), Choice: choiceView{c.Events, shown.OrNull(c.Workflow), c.TakeOver},
		Workflows: []namedView{}, Steps: []planStepView{}, Undo: []undoView{}, Values: []valueView{}}
}

// viewSite is what is known without asking Twilio.
func (h *Handler) viewSite(ctx context.Context, c site.Choice) (planView, error) {
	view := unplanned(c, "", "")
	entries, err := h.site.Changed(ctx)
	if err != nil {
		return view, err
	}
	for i := len(entries) - 1; i >= 0; i-- {
		view.Undo = append(view.Undo, undoView{entries[i].Action, entries[i].Kind, entries[i].Name})
	}
	open, err := h.store.OpenSetupRun(ctx)
	if err != nil {
		return view, err
	}
	if open != nil {
		view.JobID = &open.ID
	}
	for _, value := range h.site.Values() {
		view.Values = append(view.Values, valueView(value))
	}
	return view, nil
}

// add is what Twilio told.
func (v *planView) add(p site.Planned) {
	v.Status, v.Digest = planNothingToDo, &p.Digest
	for i := range v.Values {
		if v.Values[i].Name == site.EnvironmentValue {
			v.Values[i].Value = p.Environment(v.Values[i].Value)
		}
	}
	v.Workspace = &namedView{p.State.Workspace.Sid, p.State.Workspace.Name}
	for _, wf := range p.State.Workflows {
		v.Workflows = append(v.Workflows, namedView{wf.Sid, wf.Name})
	}
	for _, step := range p.Steps {
		v.Steps = append(v.Steps, viewStep(step))
		switch {
		case step.Action == setup.Blocked:
			v.Status = planBlocked
		case step.Action != setup.Leave && v.Status != planBlocked:
			v.Status = planReady
		}
	}
}

func viewStep(step setup.Step) planStepView {
	view := planStepView{Action: step.Action, Kind: step.Kind, Name: step.Name, Sid: shown.OrNull(step.Sid), Obstacle: shown.OrNull(step.Obstacle), Why: shown.OrNull(step.Why), Diff: step.Diff()}
	if view.Diff == nil {
		view.Diff = []string{}
	}
	return view
}
