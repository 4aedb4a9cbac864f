package models_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// refusedWith returns the problem with which a booking is refused.
func (l *ledger) refusedWith(b models.Booking, code string) models.Problem {
	l.t.Helper()
	_, _, err := l.Book(l.ctx, b)
	var bad *models.InvalidError
	if !errors.As(err, &bad) || bad.Code() != code {
		l.t.Fatalf("booking at %s: %v, want %s", b.LocalTime, err, code)
	}
	return bad.Problems[0]
}

// ownedBy makes a wish that its owner is to keep.
func ownedBy(worker, externalID, localTime string) models.Booking {
	b := wish(externalID, localTime)
	b.Routing, b.OwnerSid = models.ToAgent, worker
	return b
}

func (l *ledger) booked(b models.Booking) *models.Callback {
	l.t.Helper()
	cb, made, err := l.Book(l.ctx, b)
	if err != nil || !made {
		l.t.Fatalf("booking at %s: made %v, %v", b.LocalTime, made, err)
	}
	return cb
}

func (l *ledger) wantWarnings(cb *models.Callback, want ...string) {
	l.t.Helper()
	if !slices.Equal(l.story(cb.ID).Warnings.V, want) {
		l.t.Errorf("callback at %s: warnings %v, want %v", cb.LocalTime, l.story(cb.ID).Warnings.V, want)
	}
}

// A quarter hour takes what the team can keep, then what it overbooks, with a warning, and then nothing. An end frees the place.
func TestSlotTakesItsCapacityAndItsOverbooking(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 2, SlotOverbook: 10})) // 2.2 is 3
		first := l.book("D-1", "2026-12-01T18:00")
		l.wantWarnings(first)
		l.wantWarnings(l.book("D-2", "2026-12-01T18:14"))
		l.wantWarnings(l.book("D-3", "2026-12-01T18:05"), "slot_overbooked")
		if p := l.refusedWith(wish("D-4", "2026-12-01T18:10"), "slot_full"); p.Field != "callback_request.local_time" ||
			p.Detail != "3 of 3 promises of that quarter hour are taken for the team welcome: choose another time" {
			t.Errorf("%+v", p)
		}
		l.wantWarnings(l.book("D-5", "2026-12-01T18:15"))
		l.wantWarnings(l.book("D-6", "2026-12-01T17:59"))
		_, err := l.Cancel(l.ctx, first.ID, "rang us", "", models.Asked{Actor: "test"})
		l.must(err)
		l.wantWarnings(l.book("D-4", "2026-12-01T18:10"), "slot_overbooked")
	})
}

// Teams do not share places, and a promise to nobody's team has no limit.
func TestOtherTeamsHavePlacesOfTheirOwn(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 1}, models.Team{Name: "regular"}))
		l.book("D-1", "2026-12-01T18:00")
		l.refusedWith(wish("D-2", "2026-12-01T18:00"), "slot_full")
		for _, team := range []string{"regular", "unheard of", ""} {
			for i := range 2 {
				b := wish(fmt.Sprint(team, i), "2026-12-01T18:00")
				b.Team, b.Routing = team, ""
				l.wantWarnings(l.booked(b))
			}
		}
	})
}

// An owner has places too, where the team counts by agents. Whom the team serves in the owner's place takes none of the owner's.
func TestOwnerHasPlaces(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		const other = "WK00000000000000000000000000000002"
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotPerAgent: 1.5, SlotOverbook: 100}, models.Team{Name: "regular", SlotPerAgent: 0.25}))
		l.must(l.PutAgents(l.ctx, models.Agent{WorkerSid: other, Team: "regular"}))
		l.wantWarnings(l.booked(ownedBy(owner, "D-1", "2026-12-01T18:00")))
		l.wantWarnings(l.booked(ownedBy(owner, "D-2", "2026-12-01T18:14")), "slot_overbooked")
		if p := l.refusedWith(ownedBy(owner, "D-3", "2026-12-01T18:00"), "slot_full"); p.Detail !=
			"2 of 2 promises of that quarter hour are taken for the agent "+owner+": choose another time" {
			t.Errorf("%+v", p)
		}
		team := wish("D-3", "2026-12-01T18:00")
		team.WorkerSid = owner
		l.wantWarnings(l.booked(team)) // nobody knows yet who is rostered: the team has no limit
		l.wantWarnings(l.booked(ownedBy(other, "D-4", "2026-12-01T18:00")))
		l.refusedWith(ownedBy(other, "D-5", "2026-12-01T18:00"), "slot_full") // a quarter of a promise is one, by the agent's own team
	})
}

// A callback that stays in its slot keeps its place, though the capacity was lowered; one that moves needs a place where it goes. What was
// said on the telephone is stored all the same, and warned of.
func TestMovedCallbackKeepsOrNeedsAPlace(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 2}))
		cb := l.book("D-1", "2026-12-01T18:00")
		l.book("D-2", "2026-12-01T18:00")
		l.book("D-3", "2026-12-01T19:00")
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 1}))
		move := func(key, localTime string) {
			m := source(key, "WS"+key, 1, owner)
			m.Record, m.Outcome = models.RecordRef{ExternalID: "D-1"}, models.OutcomeCallbackQueue
			m.Request = &models.CallbackRequest{LocalTime: localTime, Timezone: "Australia/Perth", Routing: models.ToTeam, Team: "welcome"}
			l.apply(m)
		}
		move("EV1", "2026-12-01T18:10")
		l.wantWarnings(cb, "slot_overbooked")
		move("EV2", "2026-12-01T19:00")
		l.wantWarnings(cb, "slot_full")
		if got := l.story(cb.ID).LocalTime; got != "2026-12-01T19:00:00" {
			t.Errorf("promised for %s", got)
		}
	})
}

func TestSlotsAreListed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 4, SlotOverbook: 25}))
		l.book("D-1", "2026-12-01T18:00")
		l.book("D-2", "2026-12-01T18:14")
		l.book("D-3", "2026-12-01T18:15")
		b := wish("D-4", "2026-12-01T18:30")
		b.Team, b.Routing = "", models.ToAnyone
		l.booked(b)
		ended := l.book("D-5", "2026-12-01T18:00")
		_, err := l.Cancel(l.ctx, ended.ID, "rang us", "", models.Asked{Actor: "test"})
		l.must(err)
		for team, want := range map[string]string{
			"welcome": "10:00 2 of 4 to 5, 10:15 1 of 4 to 5, 10:30 0 of 4 to 5, ",
			"":        "10:00 2, 10:15 1, 10:30 1, ", "regular": "10:00 0, 10:15 0, 10:30 0, ",
		} {
			if got := l.slots(team, "2026-12-01T10:07:00Z", "2026-12-01T10:30:00.001Z"); got != want {
				t.Errorf("%q: %s, want %s", team, got, want)
			}
		}
	})
}

// slots writes out what is known of a stretch.
func (l *ledger) slots(team, from, to string) string {
	l.t.Helper()
	slots, err := l.Slots(l.ctx, models.SlotQuery{Team: team, From: l.at(from), To: l.at(to)})
	l.must(err)
	text := ""
	for _, s := range slots {
		text += fmt.Sprintf("%s %d", s.StartsAt.Time().Format("15:04"), s.Promised)
		if s.Capacity != nil {
			text += fmt.Sprintf(" of %d to %d", *s.Capacity, *s.Limit)
		}
		text += ", "
	}
	return text
}

func (l *ledger) at(text string) models.Instant {
	l.t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	l.must(err)
	return models.At(at)
}

func TestSlotsOfTooLongAStretchAreRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		from := l.at("2026-12-01T10:07:00Z")
		for long, want := range map[time.Duration]int{0: -1, -time.Hour: -1, 7*24*time.Hour + 1e6: -1, 7 * 24 * time.Hour: 673, time.Millisecond: 1} {
			slots, err := l.Slots(l.ctx, models.SlotQuery{From: from, To: from.Add(long)})
			var bad *models.InvalidError
			if want < 0 && (!errors.As(err, &bad) || bad.Problems[0].Field != "to") || want >= 0 && (err != nil || len(slots) != want) {
				t.Errorf("%v: %d slots, %v", long, len(slots), err)
			}
		}
	})
}

// Locks of slots that are over are nobody's any more.
func TestSlotLocksArePruned(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 9}))
		l.book("D-1", "2026-12-01T18:00")
		l.book("D-2", "2026-12-01T18:15")
		locks := func() (n int) {
			l.must(l.raw().QueryRowContext(l.ctx, "SELECT COUNT(*) FROM slot_locks").Scan(&n))
			return n
		}
		want := map[bool]int{true: 2, false: 0}[l.isMySQL()] // SQLite has one writer
		if n := locks(); n != want {
			t.Fatalf("%d locks, want %d", n, want)
		}
		for _, step := range []struct {
			at   string
			left int
		}{{"2026-12-02T10:00:00Z", want}, {"2026-12-02T10:00:01Z", want / 2}, {"2026-12-02T11:00:00Z", 0}} {
			l.clock.Advance(l.at(step.at).Sub(models.At(l.clock.Now())))
			_, err := l.Prune(l.ctx, 10)
			l.must(err)
			if n := locks(); n != step.left {
				t.Errorf("at %s: %d locks, want %d", step.at, n, step.left)
			}
		}
	})
}
