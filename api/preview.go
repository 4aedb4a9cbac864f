package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// previewView is what a booking would come to. The projection is given even when the answer is no.
type previewView struct {
	Allowed            bool              `json:"allowed"`
	Problems           []problemView     `json:"problems"`
	Warnings           []string          `json:"warnings"`
	LocalTime          *string           `json:"local_time"`
	Timezone           *string           `json:"timezone"`
	TimezoneInferred   bool              `json:"timezone_inferred"` // taken from the number, not stated
	NumberTimezones    []string          `json:"number_timezones"`  // those that the number can be in, when nobody knows the zone
	OpenCallbackID     *string           `json:"open_callback_id"`
	TimeAdjustment     *string           `json:"time_adjustment"`
	WindowMinutes      int               `json:"window_minutes"`
	WindowStart        models.Instant    `json:"window_start"`
	WindowStartLocal   *string           `json:"window_start_local"`
	WindowEnd          models.Instant    `json:"window_end"`
	WindowEndLocal     *string           `json:"window_end_local"`
	NextAllowedAt      models.Instant    `json:"next_allowed_at"`
	NextAllowedAtLocal *string           `json:"next_allowed_at_local"`
	Suggestions        []alternativeView `json:"suggestions"`
	Routing            *string           `json:"routing"`
	WorkerSid          *string           `json:"worker_sid"`
	Team               *string           `json:"team"`
	Override           bool              `json:"override_used"` // without the override it would be refused
	Hours              []hoursView       `json:"hours"`
}

// problemView is one thing that speaks against a booking.
type problemView struct {
	Code       string  `json:"code"`
	Field      string  `json:"field"`
	Detail     string  `json:"detail"`
	Rule       *string `json:"rule"`
	Unverified bool    `json:"unverified"`
}

// alternativeView is a time that can be booked as it is.
type alternativeView struct {
	models.Alternative
	WindowStart models.Instant `json:"window_start"`
}

// hoursView is one set of calling hours that binds a call, in short.
type hoursView struct {
	ID         string  `json:"id"`
	Name       *string `json:"name"`
	Layer      string  `json:"layer"`
	Version    int     `json:"version"`
	Source     *string `json:"source"`
	AsOf       *string `json:"as_of"`
	Status     *string `json:"status"`
	Unverified bool    `json:"unverified"` // in any of its parts, and not confirmed by an administrator
}

// previewCallback answers 200 for any body that can be read, and stores nothing.
func (h *Handler) previewCallback(r *http.Request, c call) (reply, error) {
	var body createBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := c.mayAsk(body.CallbackRequest); err != nil {
		return reply{}, err
	}
	view, err := h.store.Preview(r.Context(), body.booking(c.caller))
	if err != nil {
		return reply{}, err
	}
	for _, p := range body.problems() {
		view.Allowed, view.Problems = false, append(view.Problems, p)
	}
	return reply{body: h.viewPreview(view)}, nil
}

func (h *Handler) viewPreview(p models.Preview) previewView {
	loc := h.zone(p.Timezone)
	view := previewView{Allowed: p.Allowed, Problems: []problemView{}, Warnings: orNone(p.Warnings), LocalTime: orNull(p.LocalTime), Timezone: orNull(p.Timezone),
		TimezoneInferred: p.ZoneInferred, NumberTimezones: orNone(p.NumberZones), OpenCallbackID: orNull(p.OpenID), TimeAdjustment: orNull(p.Adjustment), WindowMinutes: p.WindowMinutes, WindowStart: p.WindowStart, WindowStartLocal: wall(p.WindowStart, loc),
		WindowEnd: p.WindowEnd, WindowEndLocal: wall(p.WindowEnd, loc), NextAllowedAt: p.NextAllowedAt, NextAllowedAtLocal: wall(p.NextAllowedAt, loc),
		Suggestions: viewAlternatives(p.Suggestions), Routing: orNull(p.Routing), WorkerSid: orNull(p.WorkerSid), Team: orNull(p.Team),
		Override: p.OverrideUsed, Hours: viewHours(p.Sets)}
	for _, found := range p.Problems {
		view.Problems = append(view.Problems, problemView{found.Code, inRequest(found.Field), found.Detail, orNull(found.Rule), found.Unverified})
	}
	return view
}

func viewAlternatives(list []models.Alternative) []alternativeView {
	views := make([]alternativeView, len(list))
	for i, a := range list {
		views[i] = alternativeView{a, a.Start}
	}
	return views
}

func viewHours(sets []hours.Set) []hoursView {
	views := make([]hoursView, len(sets))
	for i, s := range sets {
		views[i] = hoursView{s.ID, orNull(s.Name), string(s.Layer), s.Version, orNull(s.Source), orNull(s.AsOf), orNull(s.Status), s.AnyDoubt()}
	}
	return views
}

// orNone is a list as JSON shows it: empty, never null.
func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
