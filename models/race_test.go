package models_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// Invariant 1: at most one open callback per record, whoever books at once, over however many instances.
func TestOneOpenCallbackPerRecord(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open()
		var mu sync.Mutex
		made, refused := 0, map[string]int{}
		together(20, func(i int) {
			store := l.Store
			if i%2 == 1 {
				store = other
			}
			_, _, err := store.Book(l.ctx, wish("D-1", "2026-12-01T18:00"))
			mu.Lock()
			defer mu.Unlock()
			var open *models.OpenCallbackError
			switch {
			case err == nil:
				made++
			case errors.As(err, &open):
				refused[open.CallbackID]++
			default:
				t.Errorf("book: %v", err)
			}
		})
		if made != 1 || len(refused) != 1 {
			t.Fatalf("%d made, refused for %v", made, refused)
		}
	})
}

// Two bookings that know a donor by phone alone make one record.
func TestOneRecordPerPhone(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		together(10, func(int) {
			b := wish("", "2026-12-01T18:00")
			b.Record.ExternalID = ""
			_, _, err := l.Book(l.ctx, b)
			var open *models.OpenCallbackError
			if err != nil && !errors.As(err, &open) {
				t.Errorf("book: %v", err)
			}
		})
		records, _, err := l.Records(l.ctx, models.RecordFilter{Limit: 10})
		l.must(err)
		if len(records) != 1 {
			t.Fatalf("%d records", len(records))
		}
	})
}

// Invariant 2, the claim's part: of many instances that claim at once each callback goes to one.
func TestClaimsAreExclusive(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		const n = 120
		for i := range n {
			l.book(fmt.Sprint("D-", i), "2026-12-01T18:00")
		}
		l.clock.Advance(6 * time.Hour)
		stores := []*models.Store{l.Store, l.open(), l.open()}
		var mu sync.Mutex
		got := map[string]int{}
		together(6, func(i int) {
			for range n { // bounded: each round but the last claims something, or loses it to someone who did
				claims, err := stores[i%3].ClaimDue(l.ctx, 7, 0, time.Minute)
				if err != nil {
					t.Errorf("claim: %v", err)
					return
				}
				mu.Lock()
				for _, c := range claims {
					got[c.ID]++
				}
				all := len(got) == n
				mu.Unlock()
				if all {
					return
				}
			}
		})
		if len(got) != n {
			t.Fatalf("%d of %d claimed", len(got), n)
		}
		for id, times := range got {
			if times != 1 {
				t.Errorf("%s claimed %d times", id, times)
			}
			l.wantLedger(id, models.EventCreated, models.EventDispatching)
		}
	})
}

// Invariant 7: the same message, stored and applied by many at once, takes effect once.
func TestOneMessageTakesEffectOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open()
		m := models.Message{DedupeKey: "EV1", Source: models.SourceEvents, Type: "task.completed", Role: models.RoleSource, Signal: models.TaskFinished,
			TaskSid: "WT9", TaskVersion: 3, Outcome: models.OutcomeCallbackQueue, Record: models.RecordRef{ExternalID: "D-1", Phone: "+61491570156"},
			Request: &models.CallbackRequest{LocalTime: "2026-12-02T10:00", Timezone: "Australia/Perth"}}
		twin := m
		twin.DedupeKey = "EV2" // the reservation's twin of the same choice
		together(20, func(i int) {
			store, message := l.Store, m
			if i%2 == 1 {
				store = other
			}
			if i%4 > 1 {
				message = twin
			}
			if err := store.PutInbox(l.ctx, []models.Message{message}); err != nil {
				t.Errorf("put: %v", err)
				return
			}
			entry, err := store.InboxByKey(l.ctx, message.DedupeKey)
			if err != nil {
				t.Errorf("read: %v", err)
				return
			}
			if _, err := store.ApplyInbox(l.ctx, *entry); err != nil && !models.AppliedBefore(err) {
				t.Errorf("apply: %v", err)
			}
		})
		entries, err := l.Inbox(l.ctx, "", 50)
		l.must(err)
		if len(entries) != 2 {
			t.Fatalf("%d messages stored", len(entries))
		}
		found, _, err := l.List(l.ctx, models.Filter{Limit: 10})
		l.must(err)
		if len(found) != 1 {
			t.Fatalf("%d callbacks", len(found))
		}
		l.wantLedger(found[0].ID, models.EventCreated)
	})
}

// Invariants 3 and 4 under fire: many changes of one callback at once leave a ledger without gaps, and the record in step.
func TestLedgerHasNoGapsUnderConcurrency(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, ownTask)
		together(16, func(i int) {
			var err error
			switch i % 4 {
			case 0:
				err = l.Observe(l.ctx, own(cb, "", models.TaskAccepted))
			case 1:
				err = l.Observe(l.ctx, own(cb, "", models.TaskLost))
			case 2:
				_, err = l.ReportOutcome(l.ctx, cb.ID, models.Report{Code: "busy"}, models.Asked{Actor: "test"})
			case 3:
				_, err = l.Cancel(l.ctx, cb.ID, "changed their mind", models.DonorCancelled, models.Asked{Actor: "test"})
			}
			var step *models.TransitionError
			if err != nil && !errors.As(err, &step) && !errors.Is(err, models.ErrWithAgent) {
				t.Errorf("change %d: %v", i, err)
			}
		})
		l.wantLedger(cb.ID)
		want := models.RecordDormant
		if !l.story(cb.ID).Status.Open() {
			want = models.RecordCallable
		}
		l.wantRecord(cb.RecordID, want)
	})
}

// A lease that is lost to someone faster changes nothing, and its Task is closed.
func TestLateResultOfALostLease(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(6 * time.Hour)
		l.claim()
		first := models.DispatchResult{ID: cb.ID, Dispatch: 1, Fate: models.FateQueued, TaskSid: ownTask}
		for range 2 { // two looks find no Task
			l.clock.Advance(time.Minute)
			work, err := l.WorkFor(l.ctx, models.StepRescue, 10, time.Second)
			l.must(err)
			if len(work) != 1 {
				t.Fatalf("%d to rescue", len(work))
			}
			l.must(l.NotFound(l.ctx, work[0]))
		}
		if claims := l.claim(); len(claims) != 1 || claims[0].Dispatch != 2 {
			t.Fatalf("claims %+v", claims)
		}
		second := models.DispatchResult{ID: cb.ID, Dispatch: 2, Fate: models.FateQueued, TaskSid: callTask}
		l.must(l.SaveResults(l.ctx, []models.DispatchResult{second, first})) // the first was made after all
		if s := l.wantStatus(cb.ID, models.Queued); s.TaskSid != ownTask {
			t.Fatalf("kept %s, want the older", s.TaskSid)
		}
		strays, err := l.Strays(l.ctx, 10)
		l.must(err)
		if len(strays) != 1 || strays[0].TaskSid != callTask {
			t.Fatalf("strays %+v", strays)
		}
		l.wantLedger(cb.ID)
	})
}
