package models_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// refusedFor books, and returns the refusal.
func (l *ledger) refusedFor(b models.Booking, code string) *models.InvalidError {
	l.t.Helper()
	cb, _, err := l.Book(l.ctx, b)
	var bad *models.InvalidError
	if !errors.As(err, &bad) || bad.Code() != code {
		l.t.Fatalf("booked %+v, %v; want a refusal for %s", cb, err, code)
	}
	return bad
}

// wished is the donor's wish to be rung outside calling hours.
func wished(wording string) *models.OverrideRequest {
	return &models.OverrideRequest{RequestedBy: "donor", CapturedVia: "call", Wording: wording}
}

func instant(t testing.TB, text string) models.Instant {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return models.At(at)
}

// Sunday 18:00 in Australia: refused with the rule and the next allowed instant, and three times that can be had; accepted with the
// donor's recorded wish; never where the donor asked not to be called.
func TestSundayInAustralia(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		sunday := wish("D-1", "2026-12-06T18:00")
		bad := l.refusedFor(sunday, "outside_calling_hours")
		p := bad.Problems[0]
		if !strings.Contains(p.Rule, "au: Sunday closed") || p.Field != "callback_request.local_time" || p.NextAllowedAt != instant(t, "2026-12-07T01:00:00Z") {
			t.Errorf("%+v", p)
		}
		if len(bad.Alternatives) != 3 {
			t.Fatalf("offered %+v", bad.Alternatives)
		}
		for _, offer := range bad.Alternatives {
			b := wish("D-"+offer.LocalTime, offer.LocalTime)
			b.Timezone, b.WindowMinutes, b.Record.Phone = offer.Timezone, &offer.WindowMinutes, "+61491570157"
			if cb, _, err := l.Book(l.ctx, b); err != nil || cb.WindowStart != offer.Start {
				t.Errorf("the offer %+v cannot be booked: %v", offer, err)
			}
		}

		sunday.Override = &models.OverrideRequest{RequestedBy: "manager", CapturedVia: "call", Wording: "we want to"}
		if bad = l.refusedFor(sunday, "outside_calling_hours"); len(bad.Alternatives) != 3 {
			t.Errorf("a wish that is not the donor's: %+v", bad)
		}
		sunday.Override = wished("I only have Sundays")
		cb, _, err := l.Book(l.ctx, sunday)
		l.must(err)
		o := cb.Override.V
		if o == nil || o.ID == "" || o.CapturedBy != "test" || o.ExpiresAt != cb.WindowEnd.Add(15*time.Minute) || cb.DueAt != cb.WindowStart {
			t.Errorf("%+v with %+v", cb, o)
		}
		never := wish("D-2", "2026-12-07T18:00")
		never.Record.Phone = "+61491570158"
		gone, _, err := l.Book(l.ctx, never)
		l.must(err)
		_, err = l.Cancel(l.ctx, gone.ID, "asked", models.DoNotCall, models.Asked{Actor: "test"})
		l.must(err)
		never.LocalTime, never.Override = "2026-12-06T18:00", wished("do")
		if bad := l.refusedFor(never, "do_not_call"); len(bad.Alternatives) != 0 || !bad.Problems[0].NextAllowedAt.IsZero() {
			t.Errorf("offered %+v", bad)
		}
	})
}

// An attempt made under an override names it, and it holds for its window and the grace, not a minute longer.
func TestOverrideIsUsedAndEnds(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		night := wish("D-1", "2026-12-01T23:00")
		night.Override = wished("night shift, ring at 23:00")
		cb, _, err := l.Book(l.ctx, night)
		l.must(err)
		l.queue(cb, "WT1")
		l.apply(own(cb, "EV1", models.TaskAccepted))
		l.apply(on(call(cb, "EV2", models.TaskSeen, ""), "WC1"))
		story := l.story(cb.ID)
		if len(story.AttemptLog) != 1 || story.AttemptLog[0].OverrideID != cb.Override.V.ID || !story.AttemptLog[0].OutsideHours {
			t.Errorf("attempt %+v, override %+v", story.AttemptLog, cb.Override.V)
		}
		l.apply(on(call(cb, "EV3", models.TaskFinished, "busy"), "WC1"))
		if story = l.story(cb.ID); story.WaitReason != models.WaitRetry || story.DueAt != models.At(l.clock.Now().Add(10*time.Minute)) {
			t.Errorf("within the override's time: due %v", story.DueAt)
		}
		l.clock.Advance(40 * time.Minute) // beyond 23:45
		l.apply(on(call(cb, "EV4", models.TaskFinished, "busy"), "WC2"))
		if story = l.story(cb.ID); story.DueAt != instant(t, "2026-12-02T01:00:00Z") {
			t.Errorf("after it: due %v, want 09:00 in Perth", story.DueAt)
		}
	})
}

// What is due when the hours have changed is put off to the next allowed instant, told of, and when that is too late told as broken.
func TestDueOutsideHours(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.saveHours(hours.Rules{Sets: []hours.Set{office(t)}, Everyone: []string{"office"}})
		l.clock.Advance(cb.DueAt.Sub(models.At(l.clock.Now())))
		claims := l.claim()
		if len(claims) != 1 || claims[0].Judge(l.clock.Now()).Allowed {
			t.Fatalf("%+v", claims)
		}
		l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: cb.ID, Dispatch: 1, Fate: models.FateDeferred, Verdict: claims[0].Judge(l.clock.Now())}}))
		story := l.wantStatus(cb.ID, models.Scheduled)
		if story.WaitReason != models.WaitHours || story.DueAt != instant(t, "2026-12-02T02:00:00Z") || story.WindowStart != cb.WindowStart {
			t.Errorf("waits for %s until %v", story.WaitReason, story.DueAt)
		}
		l.wantTold(0)
		l.clock.Advance(45 * time.Minute)
		l.wantTold(1)
		l.wantTold(0)
		l.wantLedger(cb.ID, models.EventCreated, models.EventDispatching, models.EventDeferred, models.EventBroken)
		if story = l.story(cb.ID); !story.Broken(l.clock.Now(), 0) || story.Status != models.Scheduled {
			t.Errorf("%+v", story.Callback)
		}
	})
}

// wantTold tells of broken promises, and checks how many that were.
func (l *ledger) wantTold(want int) {
	l.t.Helper()
	n, err := l.TellBroken(l.ctx, 10)
	l.must(err)
	if n != want {
		l.t.Errorf("told of %d broken promises, want %d", n, want)
	}
}

func (l *ledger) saveHours(rules hours.Rules) {
	l.t.Helper()
	_, err := l.SavePolicy(l.ctx, models.ReplaceCallingHours(rules), models.Saving{Actor: "test"})
	l.must(err)
}

// office is a charity's own hours: 10:00 to 17:00 on weekdays.
func office(t testing.TB) hours.Set {
	t.Helper()
	span, err := hours.ParseSpan("10:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	set := hours.Set{ID: "office", Version: 1, Layer: hours.Policy, Holidays: hours.HolidayRule{Mode: hours.HolidaysAsWeekday}}
	for day := time.Monday; day <= time.Friday; day++ {
		set.Week[day] = []hours.Span{span}
	}
	return set
}

// A donor who became one who must never be rung is not, whatever was promised: the callback ends.
func TestDueForOneWhoDied(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		first := l.book("D-1", "2026-12-01T13:00")
		l.queue(first, "WT1")
		l.apply(own(first, "EV1", models.TaskAccepted))
		l.apply(on(call(first, "EV2", models.TaskFinished, "deceased"), "WC1"))
		bad := l.refusedFor(wish("D-1", "2026-12-03T13:00"), "deceased")
		if bad.Problems[0].Field != "record" {
			t.Errorf("%+v", bad)
		}
	})
}

// Florida allows three dials in 24 hours: the fourth waits, and a booking within that time is refused.
func TestAttemptCap(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		b := wish("D-1", "2026-12-01T10:00")
		b.Timezone, b.Record.Phone, b.Record.Region = "America/New_York", "+13055550123", "US-FL"
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		l.clock.Advance(cb.DueAt.Sub(models.At(l.clock.Now())))
		for _, sid := range []string{"WC1", "WC2", "WC3"} {
			l.apply(on(call(cb, "EV"+sid, models.TaskFinished, "busy"), sid))
			l.clock.Advance(10 * time.Minute)
		}
		story := l.wantStatus(cb.ID, models.Scheduled)
		if want := cb.DueAt.Add(24 * time.Hour); story.DueAt != want {
			t.Errorf("due %v, want %v", story.DueAt, want)
		}
		_, err = l.Cancel(l.ctx, cb.ID, "", models.ManagerCancelled, models.Asked{Actor: "test"})
		l.must(err)
		b.LocalTime = "2026-12-01T18:00"
		b.Override = wished("call me") // lifts hours, not the caps of law
		bad := l.refusedFor(b, "attempt_cap")
		if bad.Problems[0].NextAllowedAt != cb.DueAt.Add(24*time.Hour) {
			t.Errorf("%+v", bad.Problems[0])
		}
	})
}

// An event tells of a promise that was made on the telephone: nobody can be refused any more. It is kept, warned of, and dispatched when
// that is allowed.
func TestPromiseToldTooLateToRefuse(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		m := source("EV1", "WS1", 3, owner)
		m.Request.LocalTime = "2026-12-06T18:00"
		done := l.apply(m)[0]
		if done.State != models.InboxApplied {
			t.Fatalf("%+v", done)
		}
		cb := done.Callback
		if cb.WindowStart != instant(t, "2026-12-06T10:00:00Z") || cb.DueAt != instant(t, "2026-12-07T01:00:00Z") || cb.WaitReason != models.WaitHours {
			t.Errorf("%+v", cb)
		}
		if len(cb.Warnings.V) != 1 || cb.Warnings.V[0] != "outside_calling_hours" {
			t.Errorf("warnings %v", cb.Warnings.V)
		}
		m = source("EV2", "WS2", 3, owner)
		m.Source = models.SourceDispositions
		m.Request.LocalTime, m.Record = "2026-12-06T18:00", models.RecordRef{ExternalID: "D-9", Phone: "+61491570159"}
		if done = l.apply(m)[0]; done.State != models.InboxRejected {
			t.Errorf("a disposition, which is answered: %+v", done)
		}
	})
}

// New hours do not bring a promise forward that waits for a window still to come: it is planned anew from its window on.
func TestNewHoursKeepAPromiseBehindItsWindow(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		m := source("EV1", "WS1", 3, owner)
		m.Request.LocalTime = "2026-12-06T18:00"
		cb := l.apply(m)[0].Callback
		l.saveHours(hours.Rules{Regions: map[string]string{"AU": "none-24x7"}})
		n, err := l.Reconsider(l.ctx)
		l.must(err)
		if s := l.story(cb.ID); n != 1 || s.DueAt != cb.WindowStart {
			t.Errorf("%d moved, due %v, want %v", n, s.DueAt, cb.WindowStart)
		}
	})
}
