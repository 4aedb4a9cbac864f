package models_test

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/models/hours"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// noon is when every test begins: Tuesday 1 December 2026, 12:00 in Perth.
const noon = "2026-12-01T04:00:00Z"

// ledger is a migrated store on a fresh database with a clock of its own.
type ledger struct {
	*models.Store
	t     testing.TB
	ctx   context.Context
	url   string
	clock *clockwork.FakeClock

	beneath *sql.DB // see raw
}

func each(t *testing.T, f func(t *testing.T, l *ledger)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) { f(t, newLedger(t, url)) })
}

// eachRuled is each with the calling hours as they ship.
func eachRuled(t *testing.T, f func(t *testing.T, l *ledger)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) { f(t, ruled(t, url)) })
}

func newLedger(t testing.TB, url string) *ledger {
	t.Helper()
	l := ruled(t, url)
	_, err := l.SavePolicy(l.ctx, models.ReplaceCallingHours(hours.Rules{Regions: map[string]string{hours.AnyRegion: "none-24x7"}}), models.Saving{Actor: "test"})
	l.must(err)
	return l
}

// ruled is a ledger with the calling hours as they ship; that of other tests has none, since theirs is another matter.
func ruled(t testing.TB, url string) *ledger {
	t.Helper()
	start, err := time.Parse(time.RFC3339, noon)
	if err != nil {
		t.Fatal(err)
	}
	l := &ledger{t: t, ctx: t.Context(), url: url, clock: clockwork.NewFakeClockAt(start)}
	l.Store = l.open()
	return l
}

// open gives another instance on the same database.
func (l *ledger) open() *models.Store {
	l.t.Helper()
	store, err := models.Open(l.ctx, models.Config{URL: l.url, Clock: l.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() {
		if err := store.Close(); err != nil {
			l.t.Error(err)
		}
	})
	return store
}

// wish is a booking at a Perth wall time for the donor with an external id.
func wish(externalID, localTime string) models.Booking {
	return models.Booking{
		CallbackRequest: models.CallbackRequest{LocalTime: localTime, Timezone: "Australia/Perth", Routing: models.ToTeam, Team: "welcome", Reason: "driving"},
		Record:          models.RecordRef{ExternalID: externalID, Name: "Aroha Ngata", Phone: "+61491570156"},
		Source:          models.SourceAPI, Actor: "test",
	}
}

func (l *ledger) book(externalID, localTime string) *models.Callback {
	l.t.Helper()
	cb, made, err := l.Book(l.ctx, wish(externalID, localTime))
	if err != nil || !made {
		l.t.Fatalf("book: made %v, %v", made, err)
	}
	return cb
}

func (l *ledger) story(id string) *models.Story {
	l.t.Helper()
	story, err := l.Get(l.ctx, id, models.Seen{})
	if err != nil {
		l.t.Fatal(err)
	}
	return story
}

// must fails the test on an error.
func (l *ledger) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// claim claims everything that is due.
func (l *ledger) claim() []models.Claim {
	l.t.Helper()
	claims, err := l.ClaimDue(l.ctx, 50, 0, 30*time.Second)
	l.must(err)
	return claims
}

// queue makes a callback due, claimed and queued under a Task.
func (l *ledger) queue(cb *models.Callback, taskSid string) {
	l.t.Helper()
	l.clock.Advance(cb.DueAt.Sub(models.At(l.clock.Now())))
	for _, c := range l.claim() {
		if c.ID == cb.ID {
			l.must(l.SaveResults(l.ctx, []models.DispatchResult{{ID: c.ID, Dispatch: c.Dispatch, Fate: models.FateQueued, TaskSid: taskSid}}))
			return
		}
	}
	l.t.Fatalf("callback %s was not due", cb.ID)
}

// apply stores messages and applies each.
func (l *ledger) apply(messages ...models.Message) []models.Applied {
	l.t.Helper()
	l.must(l.PutInbox(l.ctx, messages))
	done := make([]models.Applied, len(messages))
	for i, m := range messages {
		entry, err := l.InboxByKey(l.ctx, m.DedupeKey)
		l.must(err)
		done[i], err = l.ApplyInbox(l.ctx, *entry)
		l.must(err)
	}
	return done
}

func (l *ledger) wantStatus(id string, want models.Status) *models.Story {
	l.t.Helper()
	story := l.story(id)
	if story.Status != want {
		l.t.Fatalf("callback is %s (%s %s), want %s", story.Status, story.WaitReason, story.Resolution, want)
	}
	return story
}

func (l *ledger) wantRecord(id string, want models.RecordState) {
	l.t.Helper()
	rec, err := l.Record(l.ctx, id)
	l.must(err)
	if rec.State != want {
		l.t.Fatalf("record is %s, want %s", rec.State, want)
	}
}

// wantLedger checks that each version of the callback has its line, in order, and that the lines connect.
func (l *ledger) wantLedger(id string, types ...models.EventType) {
	l.t.Helper()
	story := l.story(id)
	var got []models.EventType
	before := models.Status("")
	for i, e := range story.Events {
		got = append(got, e.Type)
		if e.Seq != int64(i+1) || e.BeforeStatus != before || e.Actor == "" {
			l.t.Errorf("line %d: seq %d, %s -> %s by %q after %s", i+1, e.Seq, e.BeforeStatus, e.AfterStatus, e.Actor, before)
		}
		before = e.AfterStatus
	}
	if story.Version != int64(len(got)) || before != story.Status {
		l.t.Errorf("version %d status %s, but %d lines ending %s", story.Version, story.Status, len(got), before)
	}
	if len(types) > 0 && !equal(got, types) {
		l.t.Errorf("ledger is %v, want %v", got, types)
	}
}

func equal(a, b []models.EventType) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// together runs f n times at once and waits for all.
func together(n int, f func(i int)) {
	var all, start sync.WaitGroup
	start.Add(1)
	for i := range n {
		all.Go(func() { start.Wait(); f(i) })
	}
	start.Done()
	all.Wait()
}
