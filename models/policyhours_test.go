package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

func TestCallingHoursWithFaults(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		set := ours("10:00-12:00", time.Friday)
		set.Week[time.Monday] = []hours.Span{{From: 600, To: 720}, {From: 660, To: 780}}
		set.Confirmed = true
		rules := only(set)
		rules.Everyone = append(rules.Everyone, "gone")
		rules.Regions = map[string]string{"AU": "short"}
		_, err := l.SavePolicy(l.ctx, models.ReplaceCallingHours(rules), models.Saving{Actor: "test"})
		want := "calling_hours.sets[0].week.mon[1] calling_hours.regions.AU calling_hours.everyone[1] calling_hours.sets[0].confirmed"
		if got := l.faults(err); got != want {
			t.Errorf("faults %q, want %q", got, want)
		}
		if _, err := l.DryRun(l.ctx, models.ReplaceCallingHours(rules)); l.faults(err) != want {
			t.Errorf("a dry run has other faults: %v", err)
		}
		if v, err := l.PolicyInForce(l.ctx, models.PolicyCallingHours); err != nil || v.Version != 0 {
			t.Errorf("a document with faults was saved: %+v, %v", v, err)
		}
	})
}

func TestSavedCallingHoursBindTheNextBooking(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		other := l.open() // another instance, which has read the rules before
		if _, _, err := other.Book(l.ctx, wish("D-0", "2026-12-01T18:00")); err != nil {
			t.Fatal(err)
		}
		l.save(models.ReplaceCallingHours(only(ours("10:00-12:00", time.Friday))))
		for name, store := range map[string]*models.Store{"the same": l.Store, "another": other} {
			_, _, err := store.Book(l.ctx, wish("D-1", "2026-12-01T18:00"))
			if err == nil {
				t.Errorf("%s instance books a Tuesday evening", name)
			}
		}
		l.save(models.CloseDays([]hours.ClosedDay{{Date: hours.Date{Year: 2026, Month: time.December, Day: 4}, Name: "picnic", Regions: []string{"AU"}}}))
		if got := l.problem(wish("D-1", "2026-12-04T11:00")); got != "outside_calling_hours callback_request.local_time" {
			t.Errorf("a closed Friday: %s", got)
		}
		l.book("D-1", "2026-12-11T11:00")
	})
}

func TestConfirmedSets(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		_, err := l.SavePolicy(l.ctx, models.ConfirmSet("gone"), models.Saving{Actor: "key:admin"})
		if got := l.faults(err); got != "set" {
			t.Errorf("faults %q", got)
		}
		v := l.save(models.ConfirmSet("uk"))
		in, err := l.CallingHours(l.ctx)
		l.must(err)
		want := hours.Confirmation{Version: 1, By: "key:admin", At: "2026-12-01T04:00:00Z", Note: "why"}
		if got := in.Rules.Confirmed["uk"]; v.Version != 1 || got != want {
			t.Errorf("version %d, confirmed %+v", v.Version, got)
		}
		if set := in.Book.Legal("GB"); set.AnyDoubt() {
			t.Error("it is still doubted")
		}
		// A document cannot say that somebody else confirmed a set; what was recorded stays as it was.
		l.clock.Advance(time.Hour)
		rules := in.Rules
		rules.Confirmed = map[string]hours.Confirmation{"uk": want, "ie": {Version: 1, By: "key:counsel", At: "2020-01-01T00:00:00Z"}}
		_, err = l.SavePolicy(l.ctx, models.ReplaceCallingHours(rules), models.Saving{Actor: "key:other"})
		l.must(err)
		in, err = l.CallingHours(l.ctx)
		l.must(err)
		if got := in.Rules.Confirmed["uk"]; got != want {
			t.Errorf("what was recorded is now %+v", got)
		}
		if got := in.Rules.Confirmed["ie"]; got != (hours.Confirmation{Version: 1, By: "key:other", At: "2026-12-01T05:00:00Z"}) {
			t.Errorf("in another's name: %+v", got)
		}
	})
}
