package models_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// pages lists everything a filter lets through, two at a time, by external id.
func (l *ledger) pages(f models.Filter) string {
	l.t.Helper()
	var names []string
	for f.Limit = 2; len(names) < 50; {
		found, next, err := l.List(l.ctx, f)
		l.must(err)
		for _, cb := range found {
			names = append(names, string(cb.Record.ExternalID))
		}
		if f.Cursor = next; next == "" {
			break
		}
	}
	return strings.Join(names, " ")
}

func TestListsFilterAndPage(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		made := map[string]*models.Callback{}
		for i, c := range []struct{ name, local, team, owner string }{
			{"a", "2026-12-01T12:30", "welcome", ""}, {"b", "2026-12-01T12:10", "welcome", owner}, {"c", "2026-12-03T12:00", "retain", ""},
			{"d", "2026-12-01T12:30", "retain", owner}, {"e", "2026-12-01T12:30", "welcome", "WK2"},
		} {
			b := wish(c.name, c.local)
			b.Team, b.Record.Name, b.Record.Phone = c.team, fmt.Sprintf("Émile 100%%_%d", i), fmt.Sprintf("+6149157015%d", i)
			if c.owner != "" {
				b.Routing, b.OwnerSid, b.AgentStrict = models.ToAgent, c.owner, true
			}
			cb, _, err := l.Book(l.ctx, b)
			l.must(err)
			made[c.name] = cb
			l.clock.Advance(time.Millisecond)
		}
		l.clock.Advance(15 * time.Minute)
		_, err := l.Cancel(l.ctx, made["a"].ID, "", models.DonorCancelled, models.Asked{Actor: "test"})
		l.must(err)
		for _, c := range []struct {
			want   string
			filter models.Filter
		}{
			{"b a d e c", models.Filter{}}, {"e d c b a", models.Filter{Newest: true}},
			{"a", models.Filter{Status: []models.Status{models.Cancelled, models.Failed}}}, {"b a d e c", models.Filter{Status: models.Statuses()}},
			{"b a e", models.Filter{Team: "welcome"}}, {"b d", models.Filter{WorkerSid: owner}}, {"a c", models.Filter{WorkerSid: models.NoOwner}}, {"c", models.Filter{RecordID: made["c"].RecordID}},
			{"b", models.Filter{Due: "now"}}, {"b", models.Filter{Due: "overdue"}}, {"b d e", models.Filter{Due: "today"}}, {"b d e c", models.Filter{Due: "owed"}},
			{"d", models.Filter{Text: "100%_3"}}, {"", models.Filter{Text: "mile"}}, {"e", models.Filter{Text: "+61491570154"}}, {"b a d e c", models.Filter{Text: "1 ÉMI"}},
			{"e", models.Filter{Text: "0491570154"}}, {"e", models.Filter{Text: "70154"}}, {"b a d e c", models.Filter{Text: "614915"}}, {"", models.Filter{Text: "%_"}},
			{"c", models.Filter{Text: made["c"].ID}}, {"c", models.Filter{Text: "C", Newest: true}}, {"e c", models.Filter{Text: "émile", Due: "owed", Status: []models.Status{models.Scheduled}, Seen: models.Seen{WorkerSid: "WK2", Team: "retain"}}},
			{"b a", models.Filter{Seen: models.Seen{WorkerSid: owner, Team: "welcome"}, Team: "welcome", Newest: true}}, // e is strictly another agent's
			{"b a d", models.Filter{Seen: models.Seen{WorkerSid: owner, Team: "welcome"}}},
		} {
			if got := l.pages(c.filter); got != c.want {
				t.Errorf("%+v: %q, want %q", c.filter, got, c.want)
			}
		}
		for _, f := range []models.Filter{{Due: "soon", Limit: 1}, {Cursor: "x", Limit: 1}, {Cursor: "12", Limit: 1}} {
			var bad *models.InvalidError
			if _, _, err := l.List(l.ctx, f); !errors.As(err, &bad) {
				t.Errorf("%+v: %v", f, err)
			}
		}
		if _, err := l.Get(l.ctx, made["e"].ID, models.Seen{WorkerSid: owner, Team: "welcome"}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("another agent's strict callback: %v", err)
		}
	})
}

// Following the ledger shows every line once, also those of one millisecond.
func TestEventsAfter(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 7 {
			l.book(fmt.Sprint("D-", i), "2026-12-01T18:00")
			l.clock.Advance(time.Duration(i%2) * time.Millisecond)
		}
		seen := map[string]bool{}
		last := ""
		for range 10 {
			events, err := l.EventsAfter(l.ctx, last, 2)
			l.must(err)
			for _, e := range events {
				if seen[e.ID] || e.ID <= last {
					t.Errorf("%s came again", e.ID)
				}
				seen[e.ID], last = true, e.ID
			}
		}
		if len(seen) != 7 {
			t.Errorf("%d lines of 7", len(seen))
		}
	})
}

func TestCallList(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		add := func(external, phone string) {
			_, _, err := l.AddRecord(l.ctx, models.RecordRef{ExternalID: external, Phone: phone, Campaign: "spring"})
			l.must(err)
		}
		add("free", "+61491570150")
		add("shared-1", landline)
		add("shared-2", landline)
		held := l.book("shared-2", "2026-12-01T18:00")
		gone := l.book("gone", "2026-12-01T18:00")
		_, err := l.Cancel(l.ctx, gone.ID, "", models.DoNotCall, models.Asked{Actor: "test"})
		l.must(err)
		asked := []models.Asking{{ExternalID: "free"}, {ExternalID: " shared-2 "}, {ExternalID: "shared-1"}, {Phone: "+61 8 9321 1234"}, {ExternalID: "gone"},
			{ExternalID: "nobody"}, {Phone: "+61491570199"}, {Phone: "twelve"}, {Phone: "+61491570150"}}
		answers, err := l.CheckCallList(l.ctx, asked)
		l.must(err)
		var got []string
		for i, a := range answers {
			if a.Asking != asked[i] {
				t.Errorf("answer %d is for %+v", i, a.Asking)
			}
			got = append(got, fmt.Sprint(a.Callable, a.Why))
		}
		want := []string{"true []", "false [dormant]", "true []", "false [dormant]", "false [do_not_call]", "true [unknown_record]", "true [unknown_record]", "false [invalid_phone]", "true []"}
		if !slices.Equal(got, want) {
			t.Errorf("got  %v\nwant %v", got, want)
		}
		callable, next, err := l.Records(l.ctx, models.RecordFilter{State: models.RecordCallable, Campaign: "spring", Limit: 2})
		l.must(err)
		if len(callable) != 2 || next != "" {
			t.Errorf("%d callable, next %q", len(callable), next)
		}
		l.wantRecord(held.RecordID, models.RecordDormant)
	})
}
