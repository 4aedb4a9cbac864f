package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// rung makes a callback due, has it dialled and reports how the call ended; n makes its messages different from earlier ones.
func (l *ledger) rung(id, n, outcome string) *models.Story {
	l.t.Helper()
	cb := l.story(id).Callback
	if wait := cb.DueAt.Sub(models.At(l.clock.Now())); wait > 0 {
		l.clock.Advance(wait)
	}
	l.apply(on(call(&cb, "EV"+n, models.TaskFinished, outcome), "WC"+n))
	return l.story(id)
}

// Each retry is inside calling hours; one on another day is in a part of the day that was not tried, or at an hour at which this donor
// has answered before.
func TestRetriesSuitTheDonor(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:30") // Tuesday
		for i, want := range []string{
			"2026-12-02T01:00:00Z", // two hours later the hours are over: 09:00
			"2026-12-03T04:00:00Z", // evening and morning were tried: Thursday, 12:00
			"2026-12-04T06:00:00Z", // and midday: Friday, 14:00
		} {
			if s := l.rung(cb.ID, string(rune('1'+i)), "no_answer"); s.DueAt != instant(t, want) || s.WaitReason != models.WaitRetry {
				t.Fatalf("after try %d due %v, want %s", i+1, s.DueAt, want)
			}
		}
		if s := l.rung(cb.ID, "4", "no_answer"); s.Resolution != models.NoContact || s.Attempts != 4 || s.Record.State != models.RecordCallable {
			t.Errorf("after the last: %s %s, record %s", s.Status, s.Resolution, s.Record.State)
		}
	})
}

func TestRetryAtAnHourThatWasAnswered(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		first := l.book("D-1", "2026-12-01T13:10")
		l.rung(first.ID, "1", "contacted")
		second := l.book("D-1", "2026-12-02T10:00")
		if s := l.rung(second.ID, "2", "answering_machine"); s.DueAt != instant(t, "2026-12-03T05:00:00Z") {
			t.Errorf("due %v, want Thursday 13:00: an hour at which they answered", s.DueAt)
		}
	})
}

// What is our own choice of time keeps to the donor's standing wish.
func TestRetryInTheStandingWish(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		span, err := hours.ParseSpan("14:00-16:00")
		l.must(err)
		b := wish("D-1", "2026-12-01T13:00")
		week := hours.Week{}
		for day := time.Monday; day <= time.Thursday; day++ {
			week[day] = []hours.Span{span}
		}
		b.Record.Preference = &hours.Preference{Week: week}
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		if len(cb.Warnings.V) != 1 || cb.Warnings.V[0] != "outside_preference" {
			t.Errorf("warnings %v", cb.Warnings.V)
		}
		if s := l.rung(cb.ID, "1", "no_answer"); s.DueAt != instant(t, "2026-12-01T07:00:00Z") {
			t.Errorf("due %v, want 15:00", s.DueAt)
		}
		if s := l.rung(cb.ID, "2", "no_answer"); s.DueAt != instant(t, "2026-12-02T06:00:00Z") {
			t.Errorf("due %v, want Wednesday 14:00", s.DueAt)
		}
	})
}

// A donor who refused is left alone for as long as France's law asks, whoever calls.
func TestSilenceAfterARefusal(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		b := wish("D-1", "2026-12-02T11:00")
		b.Timezone, b.Record.Phone = "Europe/Paris", "+33199001234"
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		l.rung(cb.ID, "1", "refused")
		b.LocalTime, b.Override = "2026-12-10T11:00", wished("I changed my mind")
		bad := l.refusedFor(b, "refusal_cool_off")
		if next := bad.Problems[0].NextAllowedAt; next.Before(instant(t, "2027-01-31T00:00:00Z")) || next.After(instant(t, "2027-02-03T00:00:00Z")) {
			t.Errorf("next %v, want 60 days after the refusal", next)
		}
	})
}
