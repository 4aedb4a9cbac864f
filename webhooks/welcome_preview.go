package webhooks

import (
	"time"

	"github.com/ringback/ringback/models"
)

// preview is what a welcome call would come to, in the words of POST /callbacks/preview.
type preview struct {
	Allowed            bool             `json:"allowed"`
	Problems           []previewProblem `json:"problems"`
	Warnings           []string         `json:"warnings"`
	LocalTime          *string          `json:"local_time"`
	Timezone           *string          `json:"timezone"`
	TimezoneInferred   bool             `json:"timezone_inferred"`
	NumberTimezones    []string         `json:"number_timezones"`
	OpenCallbackID     *string          `json:"open_callback_id"`
	TimeAdjustment     *string          `json:"time_adjustment"`
	WindowMinutes      int              `json:"window_minutes"`
	WindowStart        models.Instant   `json:"window_start"`
	WindowStartLocal   *string          `json:"window_start_local"`
	WindowEnd          models.Instant   `json:"window_end"`
	WindowEndLocal     *string          `json:"window_end_local"`
	NextAllowedAt      models.Instant   `json:"next_allowed_at"`
	NextAllowedAtLocal *string          `json:"next_allowed_at_local"`
	Suggestions        []suggestion     `json:"suggestions"`
	Routing            *string          `json:"routing"`
	WorkerSid          *string          `json:"worker_sid"`
	Team               *string          `json:"team"`
	OverrideUsed       bool             `json:"override_used"`
	Hours              []hoursInForce   `json:"hours"`
}

// suggestion is a time that can be booked as it is.
type suggestion struct {
	models.Alternative
	WindowStart models.Instant `json:"window_start"`
}

// hoursInForce is one set of calling hours that binds a call, in short.
type hoursInForce struct {
	ID         string  `json:"id"`
	Name       *string `json:"name"`
	Layer      string  `json:"layer"`
	Version    int     `json:"version"`
	Source     *string `json:"source"`
	AsOf       *string `json:"as_of"`
	Status     *string `json:"status"`
	Unverified bool    `json:"unverified"`
}

type previewProblem struct {
	Code       string  `json:"code"`
	Field      string  `json:"field"`
	Detail     string  `json:"detail"`
	Rule       *string `json:"rule"`
	Unverified bool    `json:"unverified"`
}

func (h *Handler) viewPreview(p models.Preview) preview {
	loc, err := h.cfg.Store.Zone(p.Timezone)
	if err != nil || p.Timezone == "" {
		loc = nil
	}
	v := preview{Allowed: p.Allowed, Problems: []previewProblem{}, Warnings: append([]string{}, p.Warnings...), LocalTime: orNull(p.LocalTime), Timezone: orNull(p.Timezone),
		TimezoneInferred: p.ZoneInferred, NumberTimezones: append([]string{}, p.NumberZones...), OpenCallbackID: orNull(p.OpenID), TimeAdjustment: orNull(p.Adjustment), WindowMinutes: p.WindowMinutes, WindowStart: p.WindowStart, WindowStartLocal: wallOf(p.WindowStart, loc),
		WindowEnd: p.WindowEnd, WindowEndLocal: wallOf(p.WindowEnd, loc), NextAllowedAt: p.NextAllowedAt, NextAllowedAtLocal: wallOf(p.NextAllowedAt, loc),
		Suggestions: []suggestion{}, Hours: []hoursInForce{}, Routing: orNull(p.Routing), WorkerSid: orNull(p.WorkerSid), Team: orNull(p.Team), OverrideUsed: p.OverrideUsed}
	for _, found := range p.Problems {
		v.Problems = append(v.Problems, previewProblem{found.Code, inData(found.Field), found.Detail, orNull(found.Rule), found.Unverified})
	}
	for _, a := range p.Suggestions {
		v.Suggestions = append(v.Suggestions, suggestion{a, a.Start})
	}
	for _, s := range p.Sets {
		v.Hours = append(v.Hours, hoursInForce{s.ID, orNull(s.Name), string(s.Layer), s.Version, orNull(s.Source), orNull(s.AsOf), orNull(s.Status), s.AnyDoubt()})
	}
	return v
}

// wallOf is an instant on the donor's clock, null where either is not known.
func wallOf(at models.Instant, loc *time.Location) *string {
	if at.IsZero() || loc == nil {
		return nil
	}
	return orNull(at.Time().In(loc).Format("2006-01-02T15:04:05"))
}

// orNull is a text as JSON shows it: null when there is none.
func orNull[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	plain := string(text)
	return &plain
}
