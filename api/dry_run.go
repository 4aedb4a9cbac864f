package api

import (
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// dryRunView says what a change of rules would do to the open promises. Nothing is stored.
type dryRunView struct {
	DryRun   bool                  `json:"dry_run"` // true
	Version  int                   `json:"version"` // of the rules in force, with which the change was compared
	Open     int                   `json:"open"`
	Affected int                   `json:"affected"`
	Items    []effectView          `json:"items"`
	Summary  map[models.Change]int `json:"summary"`
}

// effectView is what it would do to one of them.
type effectView struct {
	CallbackID         string         `json:"callback_id"`
	Record             affectedView   `json:"record"`
	Team               *string        `json:"team"`
	WindowStart        models.Instant `json:"window_start"`
	WindowStartLocal   *string        `json:"window_start_local"`
	DueAt              models.Instant `json:"due_at"`
	DueAtLocal         *string        `json:"due_at_local"`
	Timezone           string         `json:"timezone"`
	Change             models.Change  `json:"change"`
	Before             string         `json:"before"`
	After              string         `json:"after"`
	Rule               *string        `json:"rule"`
	Unverified         bool           `json:"unverified"`
	NextAllowedAt      models.Instant `json:"next_allowed_at"`
	NextAllowedAtLocal *string        `json:"next_allowed_at_local"`
}

// affectedView is the donor of an affected promise.
type affectedView struct {
	ID         string  `json:"id"`
	ExternalID *string `json:"external_id"`
	Name       *string `json:"name"`
}

func (h *Handler) viewDryRun(run *models.DryRun) dryRunView {
	view := dryRunView{true, run.Version, run.Open, run.Affected, make([]effectView, len(run.Items)), run.Summary}
	for i, e := range run.Items {
		loc := h.zone(e.Timezone)
		view.Items[i] = effectView{
			CallbackID: e.ID, Record: affectedView{e.Record.ID, shown.OrNull(e.Record.ExternalID), shown.OrNull(e.Record.Name)}, Team: shown.OrNull(e.Team),
			WindowStart: e.WindowStart, WindowStartLocal: shown.Wall(e.WindowStart, loc), DueAt: e.DueAt, DueAtLocal: shown.Wall(e.DueAt, loc), Timezone: e.Timezone,
			Change: e.Change, Before: e.Before, After: e.After, Rule: shown.OrNull(e.Rule), Unverified: e.Unverified,
			NextAllowedAt: e.NextAllowedAt, NextAllowedAtLocal: shown.Wall(e.NextAllowedAt, loc),
		}
	}
	return view
}
