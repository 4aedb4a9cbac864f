package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// A message that cannot be honoured stays where a person sees it, until what was wrong is mended and it is replayed.
func TestARejectedMessageStaysAndIsReplayed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		m := source("EV1", "WS1", 1, owner)
		m.Outcome = "Ring Later"
		if done := l.apply(m)[0]; done.State != models.InboxRejected || done.Callback != nil || done.Refusal == nil {
			t.Fatalf("%+v", done)
		}
		l.must(l.PutInbox(l.ctx, []models.Message{m})) // delivered again
		if claimed, err := l.ClaimInbox(l.ctx, 10, time.Minute); err != nil || len(claimed) != 0 {
			t.Fatalf("a rejected message is tried again: %d, %v", len(claimed), err)
		}
		rejected, err := l.Inbox(l.ctx, models.InboxRejected, 10)
		l.must(err)
		if len(rejected) != 1 || rejected[0].Code != "validation_failed" || !strings.Contains(rejected[0].Reason, "Ring Later") || rejected[0].AppliedAt.IsZero() {
			t.Fatalf("%+v", rejected)
		}
		if counts, err := l.Count(l.ctx); err != nil || counts.Rejected != 1 {
			t.Errorf("%+v %v", counts, err)
		}
		l.must(l.PutOutcomes(l.ctx, models.Outcome{Code: "ring_later", Label: "Ring later", Action: models.ActCallback}))
		l.must(l.ReplayInbox(l.ctx, rejected[0].ID))
		waiting, err := l.ClaimInbox(l.ctx, 10, time.Minute)
		l.must(err)
		if len(waiting) != 1 || waiting[0].Code != "" || waiting[0].Reason != "" || !waiting[0].AppliedAt.IsZero() {
			t.Fatalf("%+v", waiting)
		}
		if done, err := l.ApplyInbox(l.ctx, waiting[0]); err != nil || done.State != models.InboxApplied {
			t.Fatalf("%s %v %v", done.State, done.Refusal, err)
		}
		if err := l.ReplayInbox(l.ctx, rejected[0].ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an applied message was replayed: %v", err)
		}
	})
}

// A taker that dies gives its messages back when the lease ends; while it holds, nobody else gets them.
func TestInboxClaimsAreLeases(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open()
		var messages []models.Message
		for i := range 250 { // more than one statement's batch
			messages = append(messages, source(fmt.Sprint("EV", i), fmt.Sprint("WS", i), 1, owner))
		}
		l.must(l.PutInbox(l.ctx, append(messages, messages[:50]...)))
		first, err := l.ClaimInbox(l.ctx, 200, time.Minute)
		l.must(err)
		second, err := other.ClaimInbox(l.ctx, 200, time.Minute)
		l.must(err)
		if len(first) != 200 || len(second) != 50 {
			t.Fatalf("%d and %d claimed", len(first), len(second))
		}
		l.clock.Advance(time.Minute - time.Millisecond)
		if third, err := l.ClaimInbox(l.ctx, 300, time.Minute); err != nil || len(third) != 0 {
			t.Fatalf("%d claimed while leased, %v", len(third), err)
		}
		if _, err := l.ApplyInbox(l.ctx, first[0]); err != nil {
			t.Fatal(err)
		}
		l.clock.Advance(time.Millisecond)
		if fourth, err := l.ClaimInbox(l.ctx, 300, time.Minute); err != nil || len(fourth) != 249 || fourth[0].Tries != 1 {
			t.Fatalf("%d claimed after the leases, %v", len(fourth), err)
		}
	})
}

func TestInboxPages(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 5 {
			l.must(l.PutInbox(l.ctx, []models.Message{source(fmt.Sprint("EV", i), "WS1", 1, owner)}))
			l.clock.Advance(time.Millisecond)
		}
		var keys []string
		cursor := ""
		for page := 1; ; page++ {
			entries, next, err := l.InboxPage(l.ctx, "", cursor, 2)
			l.must(err)
			for _, e := range entries {
				keys = append(keys, e.DedupeKey)
			}
			if cursor = next; cursor == "" || page == 9 {
				break
			}
		}
		if strings.Join(keys, " ") != "EV4 EV3 EV2 EV1 EV0" {
			t.Errorf("pages hold %v", keys)
		}
	})
}

// Text beyond its column is cut or refused: a database that checks lengths must not fail on it each time anew.
func TestMessagesOfAnySizeAreStoredAndSettled(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-9", "2026-12-01T18:00")
		long := strings.Repeat("é", 7000)
		messages := map[string]models.Message{}
		for _, role := range []models.TaskRole{models.RoleOwn, models.RoleCall, models.RoleSource, models.TaskRole(long)} {
			for _, signal := range []models.TaskSignal{models.TaskDeclined, models.TaskFinished} {
				base := models.Message{Source: models.SourceEvents, Role: role, Signal: signal, TaskSid: "WT1", CallbackID: cb.ID, Dispatch: 1, WorkerSid: owner,
					Outcome: "busy", Type: long, TaskReason: long, Notes: long, ConversationID: long, Record: models.RecordRef{ExternalID: "D-10", Phone: mobile}}
				sid, worker, outcome, malformed := base, base, base, base
				sid.TaskSid, worker.WorkerSid, outcome.Outcome, malformed.Malformed = long, long, long, long
				for i, m := range []models.Message{base, sid, worker, outcome, malformed} {
					m.DedupeKey = fmt.Sprintf("EV %.8s %s %d", role, signal, i)
					messages[m.DedupeKey] = m
				}
			}
		}
		for key, m := range messages {
			if done := l.apply(m)[0]; done.State != models.InboxApplied && done.State != models.InboxIgnored && done.State != models.InboxRejected {
				t.Errorf("%s is %q", key, done.State)
			}
		}
		l.wantLedger(cb.ID)
	})
}

// Traces are kept as long as TaskRouter can tell of them again; what a person should see is kept until it is dealt with.
func TestPrune(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, ownTask)
		rejected := source("EV3", "WS3", 1, owner)
		rejected.Outcome = "Sold!"
		l.apply(own(cb, "EV1", models.TaskLost), own(cb, "EV2", models.TaskSeen), rejected)
		l.must(l.PutInbox(l.ctx, []models.Message{own(cb, "EV4", models.TaskSeen)}))
		l.clock.Advance(31 * 24 * time.Hour)
		if n, err := l.Prune(l.ctx, 10); err != nil || n != 0 {
			t.Fatalf("%d pruned too soon, %v", n, err)
		}
		l.clock.Advance(time.Millisecond)
		var total int64
		for range 3 { // one of each kind at a time: two messages and a Task
			n, err := l.Prune(l.ctx, 1)
			l.must(err)
			total += n
		}
		left, err := l.Inbox(l.ctx, "", 10)
		l.must(err)
		if total != 3 || len(left) != 2 || left[0].State == models.InboxApplied || left[1].State == models.InboxApplied {
			t.Errorf("%d pruned, left %+v", total, left)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventDispatching, models.EventQueued, models.EventReturned)
	})
}

func TestExpiry(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		waits, queued, assigned := l.book("waits", "2026-12-01T18:00"), l.book("queued", "2026-12-01T17:00"), l.book("assigned", "2026-12-01T16:00")
		l.queue(assigned, "WT1")
		l.must(l.Observe(l.ctx, news(assigned, models.TaskAccepted, "WT1", 1)))
		l.queue(queued, "WT2")
		l.clock.Advance(waits.WindowEnd.Add(7*24*time.Hour).Sub(models.At(l.clock.Now())) - time.Millisecond)
		if n, err := l.ExpireOld(l.ctx, 10); err != nil || n != 1 {
			t.Fatalf("%d expired, %v; want the queued one alone", n, err)
		}
		l.clock.Advance(time.Millisecond)
		if n, err := l.ExpireOld(l.ctx, 10); err != nil || n != 1 {
			t.Fatalf("%d expired, %v", n, err)
		}
		l.wantStatus(waits.ID, models.Expired)
		if s := l.wantStatus(queued.ID, models.Expired); s.Resolution != models.TimedOut || s.Step != models.StepClose || !s.ExpiresAt.IsZero() {
			t.Errorf("%s, %s", s.Resolution, s.Step)
		}
		l.wantStatus(assigned.ID, models.Assigned)
		l.wantRecord(waits.RecordID, models.RecordCallable)
		l.wantRecord(assigned.RecordID, models.RecordDormant)
		l.wantLedger(queued.ID)
	})
}
