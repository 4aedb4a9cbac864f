package models_test

import (
	"testing"

	"github.com/ringback/ringback/models"
)

// A batch reads its callbacks once and writes only what changed: each message must still see what the one before it did, whichever way
// that one found the callback.
func TestMessagesOfABatchSeeEachOther(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T12:10")
		l.queue(cb, ownTask)
		l.apply(own(cb, "EV1", models.TaskAccepted), call(cb, "EV2", models.TaskSeen, ""))
		later := source("EV5", "WS5", 1, owner) // another call of that donor: found by the record, not by the callback
		later.Request.LocalTime = "2026-12-02T11:00"
		entries := l.stored(call(cb, "EV3", models.TaskFinished, "busy"), own(cb, "EV4", models.TaskFinished), later, call(cb, "EV6", models.TaskWrapping, "busy"))
		l.must(l.ApplyInboxTogether(l.ctx, entries))
		s := l.wantStatus(cb.ID, models.Scheduled)
		if s.LocalTime != "2026-12-02T11:00:00" || s.Attempts != 1 || s.TaskOpen || !s.FirstAttemptAt.IsZero() {
			t.Errorf("%+v", s.Callback)
		}
		l.wantLedger(cb.ID)
	})
}
