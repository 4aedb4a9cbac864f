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

const perth = "Australia/Perth"

// rostered puts shifts "WORKER START END", each by the clock of Perth in December 2026 (DDTHH:MM), in place of all that month's.
func (l *ledger) rostered(team string, shifts ...string) {
	l.t.Helper()
	r := models.Roster{From: l.at("2026-11-29T00:00:00Z"), To: l.at("2027-01-02T00:00:00Z"), Team: team}
	for _, text := range shifts {
		part := strings.Fields(text)
		r.Shifts = append(r.Shifts, models.ShiftRequest{WorkerSid: part[0], LocalStart: "2026-12-" + part[1], LocalEnd: "2026-12-" + part[2], Timezone: perth})
	}
	done, err := l.PutShifts(l.ctx, r)
	l.must(err)
	if done.Stored != len(shifts) || len(done.Teamless) > 0 {
		l.t.Fatalf("stored %+v", done)
	}
}

func worker(n int) string { return fmt.Sprintf("WK%032d", n) }

// The capacity of a quarter hour is that of the agents who are on shift when it begins. Where nobody has said who is, there is no limit.
func TestCapacityFollowsTheRoster(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotPerAgent: 0.5, SlotOverbook: 50}))
		l.rostered("welcome",
			worker(1)+" 01T17:05 01T18:20", worker(2)+" 01T17:00 01T18:00", worker(2)+" 01T17:30 01T18:15", worker(3)+" 01T17:15 01T18:16", worker(1)+" 01T19:00 01T19:30")
		got := l.slots("welcome", "2026-12-01T08:45:00Z", "2026-12-01T11:45:00Z")
		want := "08:45 0, 09:00 0 of 0 to 0, 09:15 0 of 1 to 2, 09:30 0 of 1 to 2, 09:45 0 of 1 to 2, 10:00 0 of 1 to 2, 10:15 0 of 1 to 2, " +
			"10:30 0 of 0 to 0, 10:45 0 of 0 to 0, 11:00 0 of 0 to 0, 11:15 0 of 0 to 0, 11:30 0, "
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		l.wantWarnings(l.book("D-1", "2026-12-01T18:15"))
		l.wantWarnings(l.book("D-2", "2026-12-01T18:15"), "slot_overbooked")
		l.refusedWith(wish("D-3", "2026-12-01T18:15"), "slot_full")
		l.refusedWith(wish("D-3", "2026-12-01T18:30"), "slot_full") // nobody is there
		l.wantWarnings(l.book("D-3", "2026-12-01T19:30"))           // nobody knows yet who will be
	})
}

// Parts of a promise add up as decimal fractions do.
func TestCapacityOfFractions(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		var shifts []string
		for i := range 100 {
			shifts = append(shifts, worker(i)+" 01T17:00 01T18:00")
		}
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotPerAgent: 0.29, SlotOverbook: 10}))
		l.rostered("welcome", shifts...)
		if got := l.slots("welcome", "2026-12-01T09:00:00Z", "2026-12-01T09:15:00Z"); got != "09:00 0 of 29 to 32, " {
			t.Error(got)
		}
	})
}

// An owner who is off then is warned of; where only the owner may ring it is refused, and the next shift named. Before the first known
// shift and after the last nothing is known, nor of agents without any.
func TestOwnerOffShift(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.rostered("welcome", owner+" 01T14:00 01T18:00", owner+" 01T18:00 01T18:30", owner+" 02T10:00 02T12:00", worker(7)+" 01T13:00 02T12:00")
		for i, c := range []struct {
			local string
			off   bool
		}{
			{"2026-12-01T13:59", false}, {"2026-12-01T14:00", false}, {"2026-12-01T18:00", false}, {"2026-12-01T18:29", false}, {"2026-12-01T18:30", true},
			{"2026-12-02T09:59", true}, {"2026-12-02T10:00", false}, {"2026-12-02T11:59", false}, {"2026-12-02T12:00", false},
		} {
			var want []string
			if c.off {
				want = []string{"owner_off_shift"}
			}
			l.wantWarnings(l.booked(ownedBy(owner, fmt.Sprint("D-", i), c.local)), want...)
			strict := ownedBy(owner, fmt.Sprint("S-", i), c.local)
			strict.AgentStrict = true
			if !c.off {
				l.wantWarnings(l.booked(strict))
			} else if p := l.refusedWith(strict, "owner_off_shift"); p.Field != "callback_request.agent_strict" || !strings.Contains(p.Detail, "again from 2026-12-02T10:00 (Australia/Perth)") {
				t.Errorf("%s: %+v", c.local, p)
			}
		}
		l.wantWarnings(l.booked(ownedBy(worker(8), "D-8x", "2026-12-01T18:30")))
	})
}

// Other times for a promise that only its owner may keep are times at which the owner is there and has a place.
func TestOffersSuitTheOwner(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotPerAgent: 1}))
		l.rostered("welcome", owner+" 01T14:00 01T17:00", owner+" 02T10:00 02T11:00", owner+" 04T10:00 04T11:00")
		l.booked(ownedBy(owner, "D-1", "2026-12-02T10:15"))
		strict := ownedBy(owner, "D-2", "2026-12-02T09:30")
		strict.AgentStrict = true
		_, _, err := l.Book(l.ctx, strict)
		var bad *models.InvalidError
		if !errors.As(err, &bad) || len(bad.Alternatives) != 3 {
			t.Fatalf("%v: %+v", err, bad)
		}
		for i, offer := range bad.Alternatives {
			strict.LocalTime = offer.LocalTime
			if strict.Record.ExternalID = fmt.Sprint("D-3", i); offer.LocalTime == "2026-12-02T10:15" {
				t.Error("a full slot is offered")
			}
			l.wantWarnings(l.booked(strict))
		}
	})
}

// A roster takes the place of what was known of its stretch, for its team or its agents, and of nothing else.
func TestRosterReplaces(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.rostered("welcome", worker(1)+" 01T09:00 01T17:00", worker(2)+" 01T09:00 01T17:00", worker(1)+" 02T09:00 02T17:00")
		l.rostered("regular", worker(3)+" 01T09:00 01T17:00")
		day := models.Roster{From: l.at("2026-11-30T16:00:00Z"), To: l.at("2026-12-01T16:00:00Z")}
		put := func(r models.Roster, want ...string) {
			t.Helper()
			_, err := l.PutShifts(l.ctx, r)
			l.must(err)
			if got := l.shifts(models.ShiftQuery{Limit: 100}); !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		}
		late := models.ShiftRequest{WorkerSid: worker(1), LocalStart: "2026-12-01T12:00", LocalEnd: "2026-12-01T20:00", Timezone: perth}
		day.Workers, day.Shifts = []string{worker(1)}, []models.ShiftRequest{late}
		put(day, "2 01T09-01T17 welcome", "3 01T09-01T17 regular", "1 01T12-01T20 ", "1 02T09-02T17 welcome")
		day.Workers, day.Team, day.Shifts = nil, "welcome", []models.ShiftRequest{late}
		put(day, "3 01T09-01T17 regular", "1 01T12-01T20 welcome", "1 02T09-02T17 welcome")
		day.Shifts = nil
		put(day, "3 01T09-01T17 regular", "1 02T09-02T17 welcome")
		day.Team = ""
		put(day, "1 02T09-02T17 welcome")
	})
}

// shifts lists what is known of December in short.
func (l *ledger) shifts(q models.ShiftQuery) (list []string) {
	l.t.Helper()
	if q.From.IsZero() {
		q.From, q.To = l.at("2026-11-29T00:00:00Z"), l.at("2027-01-02T00:00:00Z")
	}
	loc, err := l.Zone(perth)
	l.must(err)
	for {
		found, next, err := l.Shifts(l.ctx, q)
		l.must(err)
		for _, s := range found {
			clock := func(at models.Instant) string { return at.Time().In(loc).Format("02T15") }
			list = append(list, strings.TrimLeft(s.WorkerSid, "WK0")+" "+clock(s.StartsAt)+"-"+clock(s.EndsAt)+" "+s.Team)
		}
		if q.Cursor = next; next == "" {
			return list
		}
	}
}

func TestShiftsAreListed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.rostered("welcome", worker(1)+" 01T09:00 01T17:00", worker(2)+" 01T09:00 01T17:00", worker(1)+" 02T22:00 03T06:00", worker(3)+" 02T22:00 03T06:00")
		all := []string{"1 01T09-01T17 welcome", "2 01T09-01T17 welcome", "1 02T22-03T06 welcome", "3 02T22-03T06 welcome"}
		for limit := 1; limit < 6; limit++ {
			if got := l.shifts(models.ShiftQuery{Limit: limit}); !slices.Equal(got, all) {
				t.Errorf("by %d: %q", limit, got)
			}
		}
		night := models.ShiftQuery{From: l.at("2026-12-02T16:00:00Z"), To: l.at("2026-12-02T17:00:00Z"), WorkerSid: worker(3), Team: "welcome", Limit: 9}
		if got := l.shifts(night); !slices.Equal(got, all[3:]) {
			t.Errorf("at midnight: %q", got)
		}
		night.From = l.at("2026-12-02T22:00:00Z") // its end
		night.To = night.From.Add(time.Hour)
		if got := l.shifts(night); len(got) > 0 {
			t.Errorf("in the morning: %q", got)
		}
	})
}

func TestRosterIsRefusedWhole(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.rostered("welcome", worker(1)+" 01T09:00 01T17:00")
		good := models.ShiftRequest{WorkerSid: worker(1), LocalStart: "2026-12-01T12:00", LocalEnd: "2026-12-01T20:00", Timezone: perth}
		for field, spoil := range map[string]func(*models.Roster, *models.ShiftRequest){
			"to":                  func(r *models.Roster, _ *models.ShiftRequest) { r.To = r.From },
			"worker_sids[0]":      func(r *models.Roster, _ *models.ShiftRequest) { r.Workers = []string{"WK1"} },
			"items[1].worker_sid": func(_ *models.Roster, s *models.ShiftRequest) { s.WorkerSid = "WK" + strings.Repeat("g", 32) },
			"items[1].timezone":   func(_ *models.Roster, s *models.ShiftRequest) { s.Timezone = "AWST" },
			"items[1].team":       func(_ *models.Roster, s *models.ShiftRequest) { s.Team = strings.Repeat("x", 65) },
			"items[1].local_start": func(_ *models.Roster, s *models.ShiftRequest) {
				s.LocalStart, s.LocalEnd = "2026-12-02T00:00", "2026-12-02T01:00"
			},
			"items[1].local_end": func(_ *models.Roster, s *models.ShiftRequest) { s.LocalEnd = "2026-12-03T12:00" },
		} {
			r := models.Roster{From: l.at("2026-11-30T16:00:00Z"), To: l.at("2026-12-01T16:00:00Z"), Shifts: []models.ShiftRequest{good, good}}
			r.Shifts[1].WorkerSid = worker(2)
			spoil(&r, &r.Shifts[1])
			_, err := l.PutShifts(l.ctx, r)
			var bad *models.InvalidError
			if !errors.As(err, &bad) || bad.Problems[0].Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		if got := l.shifts(models.ShiftQuery{Limit: 9}); len(got) != 1 {
			t.Errorf("something was stored: %q", got)
		}
	})
}
