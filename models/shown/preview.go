package shown

import (
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// Preview is what a booking would come to. The projection is given even when the answer is no.
type Preview struct {
	Allowed            bool           `json:"allowed"`
	Problems           []Problem      `json:"problems"`
	Warnings           []string       `json:"warnings"`
	LocalTime          *string        `json:"local_time"`
	Timezone           *string        `json:"timezone"`
	TimezoneInferred   bool           `json:"timezone_inferred"` // taken from the number, not stated
	NumberTimezones    []string       `json:"number_timezones"`  // those that the number can be in, when nobody knows the zone
	OpenCallbackID     *string        `json:"open_callback_id"`
	TimeAdjustment     *string        `json:"time_adjustment"`
	WindowMinutes      int            `json:"window_minutes"`
	WindowStart        models.Instant `json:"window_start"`
	WindowStartLocal   *string        `json:"window_start_local"`
	WindowEnd          models.Instant `json:"window_end"`
	WindowEndLocal     *string        `json:"window_end_local"`
	NextAllowedAt      models.Instant `json:"next_allowed_at"`
	NextAllowedAtLocal *string        `json:"next_allowed_at_local"`
	Suggestions        []Alternative  `json:"suggestions"`
	Routing            *string        `json:"routing"`
	WorkerSid          *string        `json:"worker_sid"`
	Team               *string        `json:"team"`
	Override           bool           `json:"override_used"` // without the override it would be refused
	Hours              []Hours        `json:"hours"`
}

// Problem is one thing that speaks against a booking.
type Problem struct {
	Code       string  `json:"code"`
	Field      string  `json:"field"`
	Detail     string  `json:"detail"`
	Rule       *string `json:"rule"`
	Unverified bool    `json:"unverified"`
}

// Alternative is a time that can be booked as it is.
type Alternative struct {
	models.Alternative
	WindowStart models.Instant `json:"window_start"`
}

// Hours is one set of calling hours that binds a call, in short.
type Hours struct {
	ID         string  `json:"id"`
	Name       *string `json:"name"`
	Layer      string  `json:"layer"`
	Version    int     `json:"version"`
	Source     *string `json:"source"`
	AsOf       *string `json:"as_of"`
	Status     *string `json:"status"`
	Unverified bool    `json:"unverified"` // in any of its parts, and not confirmed by an administrator
}

// PreviewOf shows a preview; loc is the donor's zone, nil where it is not known, and field brings the name of a booking's field to that of the
// body that was sent.
func PreviewOf(p models.Preview, loc *time.Location, field func(string) string) Preview {
	view := Preview{Allowed: p.Allowed, Problems: []Problem{}, Warnings: OrNone(p.Warnings), LocalTime: OrNull(p.LocalTime), Timezone: OrNull(p.Timezone),
		TimezoneInferred: p.ZoneInferred, NumberTimezones: OrNone(p.NumberZones), OpenCallbackID: OrNull(p.OpenID), TimeAdjustment: OrNull(p.Adjustment),
		WindowMinutes: p.WindowMinutes, WindowStart: p.WindowStart, WindowStartLocal: Wall(p.WindowStart, loc), WindowEnd: p.WindowEnd,
		WindowEndLocal: Wall(p.WindowEnd, loc), NextAllowedAt: p.NextAllowedAt, NextAllowedAtLocal: Wall(p.NextAllowedAt, loc),
		Suggestions: Alternatives(p.Suggestions), Routing: OrNull(p.Routing), WorkerSid: OrNull(p.WorkerSid), Team: OrNull(p.Team),
		Override: p.OverrideUsed, Hours: HoursOf(p.Sets)}
	for _, found := range p.Problems {
		view.Problems = append(view.Problems, Problem{found.Code, field(found.Field), found.Detail, OrNull(found.Rule), found.Unverified})
	}
	return view
}

// Alternatives shows times that can be booked as they are.
func Alternatives(list []models.Alternative) []Alternative {
	views := make([]Alternative, len(list))
	for i, a := range list {
		views[i] = Alternative{a, a.Start}
	}
	return views
}

// HoursOf shows sets of calling hours in short.
func HoursOf(sets []hours.Set) []Hours {
	views := make([]Hours, len(sets))
	for i, s := range sets {
		views[i] = Hours{s.ID, OrNull(s.Name), string(s.Layer), s.Version, OrNull(s.Source), OrNull(s.AsOf), OrNull(s.Status), s.AnyDoubt()}
	}
	return views
}
