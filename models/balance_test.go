package models_test

import (
	"maps"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

func TestVerdict(t *testing.T) {
	t.Parallel()
	start, grace := models.AtMillis(1_800_000_000_000), 15*time.Minute
	for name, c := range map[string]struct {
		attempt time.Duration // after the window's start
		none    bool
		status  models.Status
		want    models.Verdict
	}{
		"just too early":                {attempt: -2*time.Minute - time.Millisecond, want: models.Early},
		"two minutes before":            {attempt: -2 * time.Minute, want: models.Kept},
		"at the start":                  {want: models.Kept},
		"at the grace's end":            {attempt: 45 * time.Minute, want: models.Kept},
		"just too late":                 {attempt: 45*time.Minute + time.Millisecond, want: models.Late},
		"rung, whatever came of it":     {status: models.Failed, want: models.Kept},
		"waiting":                       {none: true, want: models.Owed},
		"with an agent who has no call": {none: true, status: models.Assigned, want: models.Owed},
		"cancelled":                     {none: true, status: models.Cancelled, want: models.Closed},
		"given up":                      {none: true, status: models.Expired, want: models.Closed},
	} {
		cb := &models.Callback{Status: models.Scheduled, WindowStart: start, WindowEnd: start.Add(30 * time.Minute)}
		if c.status != "" {
			cb.Status = c.status
		}
		if !c.none {
			cb.FirstAttemptAt = start.Add(c.attempt)
		}
		if got := cb.Verdict(grace); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// movedTo moves the promise of a donor by a wish in another call.
func (l *ledger) movedTo(external, key, localTime string) {
	l.t.Helper()
	m := source(key, "WS"+key, 1, owner)
	m.Record.ExternalID, m.Request.LocalTime = external, localTime
	if done := l.apply(m)[0]; done.State != models.InboxApplied {
		l.t.Fatalf("%s: %v", done.State, done.Refusal)
	}
}

// A promise that is replaced gets its verdict at that moment, and the new one starts with a clean sheet.
func TestTheBooksBalance(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		moved, late, kept := l.book("moved", "2026-12-01T18:00"), l.book("late", "2026-12-01T12:10"), l.book("kept", "2026-12-01T12:20")
		closed := l.book("closed", "2026-12-01T18:00")
		l.movedTo("moved", "EV1", "2026-12-01T19:00")
		l.clock.Advance(20 * time.Minute)
		l.movedTo("late", "EV2", "2026-12-01T20:00")
		l.apply(on(call(kept, "EV3", models.TaskWrapping, "busy"), "WC3"))
		l.clock.Advance(time.Minute)
		l.movedTo("kept", "EV4", "2026-12-02T20:00")
		straggler := on(call(kept, "EV5", models.TaskSeen, ""), "WC5") // dialled before the last wish, told after it
		straggler.OccurredAt = models.At(l.clock.Now().Add(-30 * time.Second))
		l.apply(straggler)
		_, err := l.Cancel(l.ctx, closed.ID, "", models.DonorCancelled, models.Asked{Actor: "test"})
		l.must(err)
		afterwards := on(call(closed, "EV6", models.TaskSeen, ""), "WC6")
		l.clock.Advance(time.Minute)
		l.apply(afterwards)

		l.wantBooks("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z", 6, map[models.Verdict]int64{models.Moved: 1, models.Late: 1, models.Kept: 1, models.Closed: 1, models.Owed: 2})
		l.wantBooks("2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z", 1, map[models.Verdict]int64{models.Owed: 1})
		l.wantBooks("2026-12-03T00:00:00Z", "2026-12-04T00:00:00Z", 0, map[models.Verdict]int64{})
		for _, cb := range []*models.Callback{moved, late, kept} {
			if s := l.story(cb.ID); !s.FirstAttemptAt.IsZero() || s.Verdict(0) != models.Owed {
				t.Errorf("%s: first attempt %v", cb.RecordID, s.FirstAttemptAt)
			}
		}
	})
}

func (l *ledger) wantBooks(from, to string, made int64, want map[models.Verdict]int64) {
	l.t.Helper()
	instant := func(text string) models.Instant {
		at, err := time.Parse(time.RFC3339, text)
		l.must(err)
		return models.At(at)
	}
	b, err := l.Balance(l.ctx, instant(from), instant(to))
	l.must(err)
	if b.Off() != 0 || b.Made != made || !maps.Equal(b.Verdicts, want) {
		l.t.Errorf("%s: %+v, want %d: %v", from, b, made, want)
	}
	if n := want[models.Closed]; n > 0 && b.ClosedBy[models.DonorCancelled] != n {
		l.t.Errorf("closed by %v", b.ClosedBy)
	}
}

// A change that leaves the window is the same promise: it is not counted twice, and keeps its first attempt.
func TestAnotherOwnerIsNoOtherPromise(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.apply(source("EV1", "WS1", 3, ""))[0].Callback
		l.apply(source("EV2", "WS1", 3, owner))
		l.wantLedger(cb.ID, models.EventCreated, models.EventAmended)
		l.wantBooks("2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z", 1, map[models.Verdict]int64{models.Owed: 1})
	})
}

// The plugin books over the API; the event of the same call comes later and says the same.
func TestABookingAndItsEventAreOne(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		m := source("EV1", "WS1", 4, owner)
		b := models.Booking{CallbackRequest: *m.Request, Record: m.Record, Outcome: m.Outcome, OwnerSid: owner, SourceTaskSid: "WS1", Actor: "agent:" + owner}
		cb, made, err := l.Book(l.ctx, b)
		if err != nil || !made {
			t.Fatal(made, err)
		}
		if again, made, err := l.Book(l.ctx, b); err != nil || made || again.ID != cb.ID {
			t.Fatalf("booked again: made %v, %v", made, err)
		}
		if done := l.apply(m)[0]; done.State != models.InboxIgnored || done.Callback.ID != cb.ID {
			t.Fatalf("%s: %v", done.State, done.Refusal)
		}
		later := source("EV2", "WS1", 5, owner)
		later.Request.LocalTime = "2026-12-02T11:00"
		l.apply(later)
		if s := l.story(cb.ID); s.LocalTime != "2026-12-02T11:00:00" {
			t.Errorf("promised for %s", s.LocalTime)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventAmended)
	})
}
