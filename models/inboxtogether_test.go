package models_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// stored puts messages into the inbox and claims them.
func (l *ledger) stored(messages ...models.Message) []models.InboxEntry {
	l.t.Helper()
	l.must(l.PutInbox(l.ctx, messages))
	entries, err := l.ClaimInbox(l.ctx, len(messages), time.Minute)
	l.must(err)
	if len(entries) != len(messages) {
		l.t.Fatalf("%d messages wait, want %d", len(entries), len(messages))
	}
	return entries
}

func (l *ledger) inStates() map[models.InboxState]int {
	l.t.Helper()
	entries, err := l.Inbox(l.ctx, "", 1000)
	l.must(err)
	count := map[models.InboxState]int{}
	for _, e := range entries {
		count[e.State]++
	}
	return count
}

// wishes are calls of as many donors, who each ask to be rung later.
func wishes(n int) []models.Message {
	list := make([]models.Message, n)
	for i := range list {
		list[i] = source(fmt.Sprint("EV", i), fmt.Sprint("WS", i), 1, owner)
		list[i].Record.ExternalID = fmt.Sprint("D-", i)
	}
	return list
}

// A batch does what its messages do one by one, each once, and says of each what it came to.
func TestMessagesAppliedTogether(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("all the way", "2026-12-01T12:10")
		l.queue(cb, ownTask)
		stranger := own(&models.Callback{ID: "cb_of_others"}, "EV-other", models.TaskSeen)
		entries := l.stored(append(wishes(20), own(cb, "EV-a", models.TaskAccepted), call(cb, "EV-b", models.TaskSeen, ""), call(cb, "EV-c", models.TaskWrapping, "contacted"),
			own(cb, "EV-d", models.TaskFinished), stranger)...)
		l.must(l.ApplyInboxTogether(l.ctx, append(entries, entries[0])))
		l.wantStatus(cb.ID, models.Completed)
		l.wantLedger(cb.ID)
		if got := l.inStates(); got[models.InboxApplied]+got[models.InboxIgnored] != 25 || got[models.InboxIgnored] == 0 { // the stranger's, and what came after better news
			t.Fatalf("%v", got)
		}
		entry, err := l.InboxByKey(l.ctx, "EV3")
		l.must(err)
		made := l.wantStatus(entry.CallbackID, models.Scheduled)
		if made.Record.ExternalID != "D-3" || entry.AppliedAt.IsZero() || !entry.NextAt.IsZero() {
			t.Errorf("%+v made %s", entry, made.Record.ExternalID)
		}
		l.must(l.ApplyInboxTogether(l.ctx, entries)) // somebody whose lease had ended comes late
		if _, err := l.ApplyInbox(l.ctx, entries[0]); !models.AppliedBefore(err) {
			t.Errorf("applied again: %v", err)
		}
		l.wantLedger(made.ID, models.EventCreated)
		if counts, err := l.Count(l.ctx); err != nil || counts.Rejected != 0 {
			t.Errorf("%+v %v", counts, err)
		}
	})
}

// One message that cannot be honoured leaves the whole batch as it was; one by one, all but that one are applied.
func TestABatchIsAllOrNothing(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		messages := wishes(10)
		messages[7].Outcome = "Ring Later"
		entries := l.stored(messages...)
		var bad *models.InvalidError
		if err := l.ApplyInboxTogether(l.ctx, entries); !errors.As(err, &bad) {
			t.Fatalf("error %v", err)
		}
		if got := l.inStates(); got[models.InboxReceived] != 10 {
			t.Fatalf("%v", got)
		}
		if found, _, err := l.List(l.ctx, models.Filter{Limit: 10}); err != nil || len(found) != 0 {
			t.Fatalf("%d callbacks, %v", len(found), err)
		}
		for _, entry := range entries {
			_, err := l.ApplyInbox(l.ctx, entry)
			l.must(err)
		}
		if got := l.inStates(); got[models.InboxApplied] != 9 || got[models.InboxRejected] != 1 {
			t.Errorf("%v", got)
		}
	})
}

// Whoever applies the same messages at once, in whatever cut, each takes effect once.
func TestBatchesRace(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open()
		messages := wishes(40)
		for i := range messages[:20] {
			messages[20+i].Record.ExternalID = messages[i].Record.ExternalID // another call of that donor: the wish that is applied last holds
		}
		entries := l.stored(messages...)
		together(8, func(i int) {
			store := l.Store
			if i%2 == 1 {
				store = other
			}
			turned := append(append([]models.InboxEntry{}, entries[i*5:]...), entries[:i*5]...)
			if store.ApplyInboxTogether(l.ctx, turned) == nil {
				return
			}
			for _, entry := range turned {
				if _, err := store.ApplyInbox(l.ctx, entry); err != nil && !models.AppliedBefore(err) {
					t.Errorf("apply: %v", err)
				}
			}
		})
		if got := l.inStates(); got[models.InboxApplied]+got[models.InboxIgnored] != 40 {
			t.Fatalf("%v", got)
		}
		found, _, err := l.List(l.ctx, models.Filter{Limit: 100})
		l.must(err)
		if len(found) != 20 {
			t.Fatalf("%d callbacks, want one of each donor", len(found))
		}
		for _, cb := range found {
			l.wantLedger(cb.ID)
		}
	})
}
