package models_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// to is a rescheduling to a wall time, which says no more.
func to(localTime string) models.Rescheduling {
	return models.Rescheduling{CallbackRequest: models.CallbackRequest{LocalTime: localTime}}
}

// Only what is said changes: the zone, the length, the people, the number and the words stay.
func TestRescheduleKeepsWhatIsNotSaid(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		b := ownedBy(owner, "D-1", "2026-12-01T18:00")
		minutes := 45
		b.AgentStrict, b.WindowMinutes, b.Phone, b.Notes = true, &minutes, "+61491570157", "ask for Ana"
		cb := l.booked(b)
		got, err := l.Reschedule(l.ctx, cb.ID, to("2026-12-02T10:15"), asked())
		l.must(err)
		if got.LocalTime != "2026-12-02T10:15:00" || got.Timezone != perth || got.WindowMinutes != 45 || got.Routing != models.ToAgent || !got.AgentStrict || got.WorkerSid != owner ||
			got.Team != "welcome" || got.Phone != "+61491570157" || got.Notes != "ask for Ana" || got.Reason != "driving" || got.DueAt != l.at("2026-12-02T02:15:00Z") {
			t.Errorf("%+v", got)
		}
		change := to("2026-12-02T10:15")
		no := false
		change.Team, change.Strict, change.Routing, change.Reason = "renewals", &no, models.ToTeam, "at work"
		got, err = l.Reschedule(l.ctx, cb.ID, change, asked())
		l.must(err)
		if got.Routing != models.ToTeam || got.AgentStrict || got.Team != "renewals" || got.Reason != "at work" {
			t.Errorf("%+v", got)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventAmended, models.EventAmended)
	})
}

// A queued promise that is moved is withdrawn, and dispatched at its new time.
func TestRescheduleWhileQueued(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, ownTask)
		got, err := l.Reschedule(l.ctx, cb.ID, to("2026-12-01T20:00"), asked())
		l.must(err)
		if got.Status != models.Scheduled || got.Step != models.StepClose {
			t.Fatalf("%s, %s", got.Status, got.Step)
		}
		l.must(l.Observe(l.ctx, own(cb, "", models.TaskLost)))
		l.clock.Advance(time.Hour)
		if len(l.claim()) != 0 {
			t.Fatal("dispatched an hour early")
		}
		l.clock.Advance(time.Hour)
		if len(l.claim()) != 1 {
			t.Fatal("not dispatched when it was due")
		}
	})
}

// The gate is asked, and offers other times; a permission to ring holds for the window it was given for.
func TestRescheduleAsksTheGate(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		span, err := hours.ParseSpan("09:00-17:00")
		l.must(err)
		rules := hours.Rules{Regions: map[string]string{hours.AnyRegion: "none-24x7"}, Sets: []hours.Set{{ID: "day", Version: 1, Name: "by day", Layer: hours.Policy, Holidays: hours.HolidayRule{Mode: hours.HolidaysAsWeekday}, Week: hours.EveryDay(span)}}, Teams: map[string][]string{"welcome": {"day"}}}
		_, err = l.SavePolicy(l.ctx, models.ReplaceCallingHours(rules), models.Saving{Actor: "test"})
		l.must(err)
		cb := l.book("D-1", "2026-12-01T16:00")
		_, err = l.Reschedule(l.ctx, cb.ID, to("2026-12-02T23:00"), asked())
		var bad *models.InvalidError
		if !errors.As(err, &bad) || bad.Code() != "outside_calling_hours" || len(bad.Alternatives) != 3 {
			t.Fatalf("%v", err)
		}
		late := to("2026-12-02T23:00")
		late.Override = &models.OverrideRequest{RequestedBy: "donor", CapturedVia: "call", Wording: "night shift"}
		got, err := l.Reschedule(l.ctx, cb.ID, late, asked())
		l.must(err)
		granted := got.Override.V.ID
		same := to("2026-12-02T23:00")
		same.Notes = "ring twice"
		got, err = l.Reschedule(l.ctx, cb.ID, same, asked())
		if err != nil || got.Override.V == nil || got.Override.V.ID != granted {
			t.Errorf("the permission is lost: %v", err)
		}
		if _, err := l.Reassign(l.ctx, cb.ID, models.Reassignment{WorkerSid: owner}, asked()); err != nil {
			t.Errorf("another owner at that hour: %v", err)
		}
		if _, err = l.Reschedule(l.ctx, cb.ID, to("2026-12-02T23:30"), asked()); !errors.As(err, &bad) {
			t.Errorf("another night hour on the same permission: %v", err)
		}
	})
}
