package models_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// welcome is a welcome call for a donor at a Perth wall time.
func welcome(key string, kind models.WelcomeType, reference, donor, localTime string) models.Message {
	m := models.Message{DedupeKey: key, Source: models.SourceWelcome, Role: models.RoleWelcome, Type: string(kind),
		Welcome: &models.WelcomeCall{Type: kind, Reference: reference, Fundraiser: models.Fundraiser{Code: "F12", Team: "Street 4"}},
		Record:  models.RecordRef{ExternalID: donor, Name: "Aroha Ngata", Phone: "+61491570156"}}
	if localTime != "" {
		m.Request = &models.CallbackRequest{LocalTime: localTime, Timezone: "Australia/Perth", Team: "welcome"}
	}
	return m
}

// told applies a welcome call and returns the callback that its sender is told of.
func (l *ledger) told(m models.Message) *models.Callback {
	l.t.Helper()
	l.apply(m)
	answer, err := l.AnswerTo(l.ctx, m.DedupeKey)
	l.must(err)
	if answer.Callback == nil {
		l.t.Fatalf("%s was refused: %s %s", m.DedupeKey, answer.Code, answer.Detail)
	}
	return answer.Callback
}

// refused applies a welcome call that must be refused with a code.
func (l *ledger) refused(m models.Message, code string) models.WelcomeAnswer {
	l.t.Helper()
	l.apply(m)
	answer, err := l.AnswerTo(l.ctx, m.DedupeKey)
	l.must(err)
	if answer.Callback != nil || answer.Code != code {
		l.t.Fatalf("%s: answered %q (%s), want %s", m.DedupeKey, answer.Code, answer.Detail, code)
	}
	return answer
}

func TestWelcomeCallIsBookedMovedAndCalledOff(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		made := l.told(welcome("w1", models.WelcomeRequested, "P-77", "D-1", "2026-12-01T18:00"))
		if made.Source != string(models.SourceWelcome) || made.Reference != "P-77" || made.FundraiserCode != "F12" || made.FundraiserTeam != "Street 4" || made.Routing != models.ToTeam {
			t.Fatalf("made %+v", made)
		}
		if made.Phone != "" || made.Notes != "" || made.Reason != "" {
			t.Error("the kept answer holds the donor's number or words")
		}
		if again := l.told(welcome("w2", models.WelcomeRequested, "P-77", "D-1", "2026-12-01T18:00")); again.ID != made.ID || again.Version != made.Version {
			t.Errorf("the same booking under a new id: %s version %d", again.ID, again.Version)
		}
		moved := l.told(welcome("w3", models.WelcomeRescheduled, "P-77", "", "2026-12-01T19:15"))
		if moved.ID != made.ID || moved.LocalTime != "2026-12-01T19:15:00" || moved.FundraiserCode != "F12" {
			t.Errorf("moved to %+v", moved)
		}
		if off := l.told(welcome("w4", models.WelcomeCancelled, "P-77", "", "")); off.ID != made.ID || off.Resolution != models.DonorCancelled {
			t.Errorf("called off: %s", off.Resolution)
		}
		l.told(welcome("w5", models.WelcomeCancelled, "P-77", "", ""))
		l.refused(welcome("w6", models.WelcomeRescheduled, "P-77", "", "2026-12-01T20:00"), "callback_closed")
		if fresh := l.told(welcome("w7", models.WelcomeRequested, "P-77", "D-1", "2026-12-01T18:00")); fresh.ID == made.ID || fresh.Status != models.Scheduled {
			t.Errorf("requested again after a cancel: %s %s", fresh.ID, fresh.Status)
		}
		l.wantLedger(made.ID, models.EventCreated, models.EventAmended, models.EventResolved)
	})
}

func TestWelcomeCallOfADonorWithAnOpenPromise(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T16:00")
		merged := l.told(welcome("w1", models.WelcomeRequested, "P-1", "D-1", "2026-12-01T18:00"))
		if merged.ID != cb.ID || merged.Reference != "P-1" || merged.LocalTime != "2026-12-01T18:00:00" {
			t.Fatalf("merged into %+v", merged)
		}
		l.queue(merged, "WT1")
		accepted := models.Message{Signal: models.TaskAccepted, Type: "reservation.accepted", CallbackID: cb.ID, Dispatch: 1, TaskSid: "WT1", WorkerSid: "WK1"}
		l.must(l.Observe(l.ctx, accepted))
		for i, kind := range []models.WelcomeType{models.WelcomeRequested, models.WelcomeRescheduled, models.WelcomeCancelled} {
			l.refused(welcome(fmt.Sprint("x", i), kind, "P-1", "D-1", "2026-12-01T20:00"), "already_with_agent")
		}
		l.refused(welcome("x9", models.WelcomeRequested, "P-2", "D-1", "2026-12-01T20:00"), "already_with_agent")
	})
}

// The reference names the chain: what the donor is promised after the first call is moved and called off by it too.
func TestWelcomeReferenceFollowsTheChain(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		first := l.told(welcome("w1", models.WelcomeRequested, "P-1", "D-1", "2026-12-01T13:00"))
		l.queue(first, "WT1")
		l.apply(models.Message{DedupeKey: "EV1", Source: models.SourceEvents, Type: "task.wrapup", Role: models.RoleCall, Signal: models.TaskWrapping, CallbackID: first.ID, TaskSid: "WTcall",
			WorkerSid: "WK1", Outcome: "callback_queue", Request: &models.CallbackRequest{LocalTime: "2026-12-02T13:00", Timezone: "Australia/Perth"}})
		next := l.told(welcome("w2", models.WelcomeRescheduled, "P-1", "", "2026-12-02T15:00"))
		if next.ID == first.ID || next.ChainID != first.ID || next.Reference != "P-1" || next.FundraiserTeam != "Street 4" || next.LocalTime != "2026-12-02T15:00:00" {
			t.Fatalf("moved %+v", next)
		}
	})
}

func TestRefusedWelcomeCalls(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		night := l.refused(welcome("w1", models.WelcomeRequested, "P-1", "D-1", "2026-12-01T23:30"), "outside_calling_hours")
		if len(night.Alternatives) != 3 {
			t.Fatalf("%d alternatives", len(night.Alternatives))
		}
		for i, a := range night.Alternatives {
			m := welcome(fmt.Sprint("a", i), models.WelcomeRequested, fmt.Sprint("A-", i), fmt.Sprint("D-a", i), a.LocalTime)
			m.Request.Timezone, m.Request.WindowMinutes = a.Timezone, &a.WindowMinutes
			l.told(m)
		}
		l.refused(welcome("w2", models.WelcomeRescheduled, "P-none", "", "2026-12-01T18:00"), "not_found")
		l.refused(welcome("w3", models.WelcomeCancelled, "P-none", "", ""), "not_found")
		l.refused(welcome("w4", "welcome_call.forgotten", "P-1", "D-1", "2026-12-01T18:00"), "validation_failed")
		l.refused(welcome("w5", models.WelcomeRequested, " ", "D-1", "2026-12-01T18:00"), "validation_failed")
		l.refused(welcome("w6", models.WelcomeRequested, "P-6", "D-1", ""), "validation_failed")
		entries, err := l.Inbox(l.ctx, models.InboxRejected, 50)
		l.must(err)
		if len(entries) != 6 {
			t.Errorf("%d are kept", len(entries))
		}
	})
}

// Fifty senders of one reference, each under an id of its own, make one promise.
func TestOneReferenceManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		ids := make([]string, 20)
		together(len(ids), func(i int) {
			m := welcome(fmt.Sprint("w", i), models.WelcomeRequested, "P-1", fmt.Sprint("D-", i%2), "2026-12-01T18:00")
			m.Record.Phone = fmt.Sprint("+6149157015", 6+i%2)
			if err := l.PutInbox(l.ctx, []models.Message{m}); err != nil {
				t.Error(err)
				return
			}
			entry, err := l.InboxByKey(l.ctx, m.DedupeKey)
			if err != nil {
				t.Error(err)
				return
			}
			done, err := l.ApplyInbox(l.ctx, *entry)
			if err != nil || done.Callback == nil {
				t.Errorf("%v %v", done.Refusal, err)
				return
			}
			ids[i] = done.Callback.ID
		})
		for _, id := range ids {
			if story := l.story(id); story.Reference != "P-1" {
				t.Errorf("%s is for %q", id, story.Reference)
			}
		}
	})
}

func TestPreviewOfAWelcomeCall(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		preview := func(m models.Message) models.Preview {
			t.Helper()
			p, err := l.PreviewWelcome(l.ctx, m)
			l.must(err)
			return p
		}
		if p := preview(welcome("", models.WelcomeRequested, "P-1", "D-1", "2026-12-01T18:00")); !p.Allowed || p.WindowStart.IsZero() || len(p.Suggestions) != 3 {
			t.Errorf("%+v", p)
		}
		if p := preview(welcome("", models.WelcomeRequested, "P-1", "D-1", "2026-12-01T23:00")); p.Allowed || p.Problems[0].Code != "outside_calling_hours" {
			t.Errorf("%+v", p)
		}
		if p := preview(welcome("", models.WelcomeRescheduled, "P-1", "", "2026-12-01T18:00")); p.Allowed || p.Problems[0].Code != "not_found" {
			t.Errorf("%+v", p.Problems)
		}
		made := l.told(welcome("w1", models.WelcomeRequested, "P-1", "D-1", "2026-12-01T18:00"))
		for _, kind := range []models.WelcomeType{models.WelcomeRequested, models.WelcomeRescheduled, models.WelcomeCancelled} {
			if p := preview(welcome("", kind, "P-1", "D-1", "2026-12-01T19:00")); !p.Allowed {
				t.Errorf("%s: %+v", kind, p.Problems)
			}
		}
		if story := l.story(made.ID); story.Version != 1 {
			t.Error("a preview changed something")
		}
	})
}

// What was refused can be mended, and is answered anew when it is sent again.
func TestRefusedWelcomeCallIsMended(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		m := welcome("w1", models.WelcomeRequested, "P-1", "D-1", "2026-11-01T18:00")
		l.refused(m, "in_the_past")
		entry, err := l.InboxByKey(l.ctx, "w1")
		l.must(err)
		mended := models.Mending{Request: &models.CallbackRequest{LocalTime: "2026-12-01T18:00", Timezone: "Australia/Perth"}}
		if _, err := l.MendInbox(l.ctx, entry.ID, mended); err != nil {
			t.Fatal(err)
		}
		l.must(l.ReplayInbox(l.ctx, entry.ID))
		waiting, err := l.ClaimInbox(l.ctx, 10, time.Minute)
		l.must(err)
		l.must(l.ApplyInboxTogether(l.ctx, waiting))
		answer, err := l.AnswerTo(l.ctx, "w1")
		l.must(err)
		if answer.Callback == nil || answer.Callback.LocalTime != "2026-12-01T18:00:00" {
			t.Errorf("answered %+v", answer)
		}
		if _, err := l.MendInbox(l.ctx, entry.ID, mended); err == nil {
			t.Error("what was applied was mended")
		}
	})
}
