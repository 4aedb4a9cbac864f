package models

import (
	"context"
	"errors"
	"slices"

	"github.com/ringback/ringback/models/hours"
)

// Preview is what a booking would come to.
type Preview struct {
	Allowed       bool // nothing speaks against it
	Problems      []Problem
	Warnings      []string
	LocalTime     string   // as it would be stored; empty when it could not be read
	Timezone      string   // in which it was said, IANA
	ZoneInferred  bool     // it was taken from the number, not stated
	NumberZones   []string // those that the number can be in, when nobody knows the zone
	OpenID        string   // the callback that the record has already
	WindowMinutes int      //
	WindowStart   Instant  // none when it could not be worked out
	WindowEnd     Instant
	Adjustment    hours.Adjustment
	NextAllowedAt Instant // the first instant from the window's start on at which the donor may be rung; none: never
	Suggestions   []Alternative
	Routing       Routing
	WorkerSid     string
	Team          string
	Sets          []hours.Set // the calling hours that bind the call, law first
	OverrideUsed  bool        // without the override it would be refused
}

// Preview works a booking out as Book does, and stores nothing. What is wrong with it is in the answer: the error is the database's.
func (s *Store) Preview(ctx context.Context, b Booking) (Preview, error) {
	var view Preview
	err := s.look(ctx, "preview callback", func(tx *Tx) error {
		var err error
		view, err = tx.preview(b)
		return err
	})
	return view, err
}

func (tx *Tx) preview(b Booking) (Preview, error) {
	var found problems
	rec, warnings, err := tx.bookingRecord(&b)
	if err != nil && !found.take(err) {
		return Preview{}, err
	}
	if rec == nil {
		rec = &Record{Timezone: b.Record.Timezone, Region: b.Record.Region, Campaign: b.Record.Campaign, Team: b.Record.Team}
	}
	open, err := tx.openOf(rec.ID)
	if err != nil {
		return Preview{}, err
	}
	switch {
	case open != nil && (b.Source == SourceWelcome || b.Source == SourceDispositions): // the donor's latest wish holds: it would be moved
		if open.Status == Assigned && b.Source == SourceDispositions {
			found = append(found, Problem{Code: "already_with_agent", Field: fieldRecord, Detail: ErrWithAgent.Error()})
		}
		b = b.carrying(open)
		b.moving = open
	case open != nil:
		found = append(found, Problem{Code: "callback_already_open", Field: fieldRecord, Detail: "this donor has an open callback, " + open.ID + ": move that one"})
	}
	p, err := tx.lay(b, rec)
	if err != nil && !found.take(err) {
		return Preview{}, err
	}
	view, err := tx.previewOf(rec, p, found, warnings)
	view.nameZone(b, rec, p)
	if open != nil {
		view.OpenID = open.ID
	}
	return view, err
}

// nameZone says how the donor's zone is known, and where nobody knows it, in which zones the number can be.
func (view *Preview) nameZone(b Booking, rec *Record, p plan) {
	assumed := slices.Contains(p.warnings, warnTimezoneAssumed)
	if p.zone == "" || assumed {
		view.NumberZones = zonesOf(p.phone)
		return
	}
	stated := b.Timezone != "" || b.Record.Timezone != "" || rec.Timezone != "" && !rec.TimezoneInferred
	view.ZoneInferred = !stated
}

// take adds the problems of an error, and says whether it was one of input.
func (p *problems) take(err error) bool {
	var bad *InvalidError
	if !errors.As(err, &bad) {
		return false
	}
	for _, problem := range bad.Problems {
		if !slices.Contains(*p, problem) {
			*p = append(*p, problem)
		}
	}
	return true
}

func (tx *Tx) previewOf(rec *Record, p plan, found problems, warnings []string) (Preview, error) {
	q, err := tx.question(asked{donor: rec, team: p.team, phone: p.phone, zone: p.zone})
	if err != nil {
		return Preview{}, err
	}
	view := Preview{Allowed: len(found) == 0, Problems: found, Warnings: append(warnings, p.warnings...), LocalTime: p.local, Timezone: p.zone, WindowMinutes: p.minutes,
		WindowStart: p.start, WindowEnd: p.end, Adjustment: p.adjustment, Routing: p.routing, WorkerSid: p.worker, Team: p.team,
		Sets: append(slices.Clone(q.Legal), q.Policy...), OverrideUsed: p.verdict.OverrideUsed != ""}
	if !p.start.IsZero() {
		view.NextAllowedAt = At(p.verdict.NextAllowedAt)
	}
	if p.zone == "" {
		p.zone = q.Loc.String()
	}
	view.Suggestions, err = tx.offers(rec, p, q)
	return view, err
}
