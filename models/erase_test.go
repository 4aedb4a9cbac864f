package models_test

import (
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// secrets are what is known of the donor of these tests alone.
func secrets() []string {
	return []string{"D-77", "Zebulon", "Quatermain", "491570158", "gallbladder", "RE0123", "asks for Zeb"}
}

// confide makes a promise to that donor with all that can be told of one, has it tried, and leaves a message that was rejected.
func (l *ledger) confide() *models.Callback {
	l.t.Helper()
	b := wish("D-77", "2026-12-01T13:00")
	b.Record.Name, b.Record.Phone = "Zebulon Quatermain", "+61491570158"
	b.Reason, b.Notes = "gallbladder", "asks for Zeb"
	b.Override = &models.OverrideRequest{RequestedBy: "Zebulon", CapturedVia: "call", Wording: "my gallbladder", RecordingSid: "RE0123"}
	cb, _, err := l.Book(l.ctx, b)
	l.must(err)
	m := on(call(cb, "EV1", models.TaskWrapping, "busy"), "WC1")
	m.Notes, m.Phones, m.Record = "gallbladder again", []string{"+61491570158"}, b.Record
	l.apply(m)
	bad := source("EV2", "WS2", 1, owner)
	bad.Record, bad.Request.LocalTime = b.Record, "2020-01-01T10:00"
	if done := l.apply(bad)[0]; done.State != models.InboxRejected {
		l.t.Fatalf("%s", done.State)
	}
	return cb
}

// tells lists where in the database any of the secrets stands: every text of every table is read.
func (l *ledger) tells(words []string) []string {
	l.t.Helper()
	tables := map[string]bool{}
	for column := range l.columns() {
		table, _, _ := strings.Cut(column, ".")
		tables[table] = true
	}
	var found []string
	for table := range tables {
		found = append(found, l.tellsIn(table, words)...)
	}
	return found
}

func (l *ledger) tellsIn(table string, words []string) (found []string) {
	l.t.Helper()
	rows, err := l.raw().QueryContext(l.ctx, "SELECT * FROM "+table)
	l.must(err)
	defer func() { l.must(errors.Join(rows.Err(), rows.Close())) }()
	names, err := rows.Columns()
	l.must(err)
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		l.must(rows.Scan(into...))
		for i, value := range values {
			text := fmt.Sprintf("%s", value)
			if slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) }) {
				found = append(found, table+"."+names[i]+": "+text)
			}
		}
	}
	return found
}

// Nothing is left by which an erased donor could be known, in any table; what was promised and tried is counted as before.
func TestErasing(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.confide()
		other := l.book("D-1", "2026-12-01T13:00")
		if len(l.tells(secrets())) < 8 {
			t.Fatalf("too little is told: %v", l.tells(secrets()))
		}
		before := l.stats(day())
		l.queue(&l.story(cb.ID).Callback, "WT1")
		l.must(l.EraseRecord(l.ctx, cb.RecordID, models.Asked{Actor: "key:admin"}))
		if left := l.tells(secrets()); len(left) > 0 {
			t.Errorf("left:\n%s", strings.Join(left, "\n"))
		}
		s := l.wantStatus(cb.ID, models.Cancelled)
		if s.Resolution != models.Erased || s.Step != models.StepClose || s.ScrubbedAt.IsZero() {
			t.Errorf("%s, %s", s.Resolution, s.Step)
		}
		l.wantRecord(cb.RecordID, models.RecordClosed)
		l.wantLedger(cb.ID)
		after := l.stats(day())
		if after.Promises.All != before.Promises.All || after.Promises.Tried != before.Promises.Tried || after.Attempts != before.Attempts {
			t.Errorf("counted %+v, then %+v", before.Promises, after.Promises)
		}
		if b, err := l.Balance(l.ctx, day().From, day().To); err != nil || b.Off() != 0 || b.Made != 2 {
			t.Errorf("balance %+v, %v", b, err)
		}
		if l.story(other.ID).Phone == "" {
			t.Error("another donor was erased")
		}
	})
}

// A late outcome of a call to somebody who was erased brings nothing back, and nobody rings them again.
func TestAfterErasing(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.confide()
		l.must(l.EraseRecord(l.ctx, cb.RecordID, models.Asked{Actor: "key:admin"}))
		late := on(call(cb, "EV9", models.TaskWrapping, "contacted"), "WC1")
		late.Notes, late.TaskVersion = "late words", 9
		l.apply(late)
		if left := l.tells([]string{"late words"}); slices.ContainsFunc(left, func(at string) bool { return !strings.HasPrefix(at, "inbox.") }) {
			t.Errorf("left %v", left)
		}
		b := wish("", "2026-12-01T15:00")
		b.RecordID, b.Record = cb.RecordID, models.RecordRef{}
		b.Phone = "+61491570158"
		var bad *models.InvalidError
		if _, _, err := l.Book(l.ctx, b); !errors.As(err, &bad) || bad.Code() != "erased" {
			t.Errorf("booked: %v", err)
		}
		again, made, err := l.AddRecord(l.ctx, models.RecordRef{ExternalID: "D-77", Phone: "+61491570158"})
		l.must(err)
		if !made || again.ID == cb.RecordID || again.State != models.RecordCallable {
			t.Errorf("the person's new record is %+v", again)
		}
		l.must(l.EraseRecord(l.ctx, cb.RecordID, models.Asked{Actor: "key:admin"})) // once more does no harm
		if err := l.EraseRecord(l.ctx, "rec_none", models.Asked{}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("of nobody: %v", err)
		}
	})
}

// keeping gives another instance on the same database, which erases what ended so long ago.
func (l *ledger) keeping(age time.Duration) *models.Store {
	l.t.Helper()
	store, err := models.Open(l.ctx, models.Config{URL: l.url, Clock: l.clock, Policy: models.Policy{ScrubAfter: age}, Log: slog.New(slog.DiscardHandler)})
	l.must(err)
	l.t.Cleanup(func() { l.must(store.Close()) })
	return store
}

// What ended long ago is scrubbed where the site says so, in batches, and no earlier.
func TestOldCallbacksAreScrubbed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.confide()
		_, err := l.Cancel(l.ctx, cb.ID, "asks for Zeb", models.DonorCancelled, models.Asked{Actor: "test"})
		l.must(err)
		keeps := l.keeping(90 * 24 * time.Hour)
		scrub := func(store *models.Store, want int) {
			t.Helper()
			if n, err := store.ScrubOld(l.ctx, 500); err != nil || n != want {
				t.Errorf("scrubbed %d, %v; want %d", n, err, want)
			}
		}
		l.clock.Advance(89 * 24 * time.Hour)
		scrub(keeps, 0)
		l.clock.Advance(25 * time.Hour)
		scrub(l.Store, 0)
		scrub(keeps, 1)
		scrub(keeps, 0)
		// The donor is not forgotten with an old callback: the record stays, and the words it is found by.
		rows := regexp.MustCompile(`^(records|record_words|team_words|inbox)\.`)
		for _, left := range l.tells([]string{"491570158", "gallbladder", "RE0123", "asks for Zeb"}) {
			if !rows.MatchString(left) || strings.Contains(left, "RE0123") {
				t.Errorf("left %s", left)
			}
		}
	})
}
