package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// The managers are told once of a callback that nobody takes, after as many minutes as their team asks for.
func TestManagersAreTold(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", AlertMinutes: 5}, models.Team{Name: "renewals"}))
		soon, later := l.book("D-1", "2026-12-01T13:00"), wish("D-2", "2026-12-01T13:00")
		later.Team = "renewals"
		other, _, err := l.Book(l.ctx, later)
		l.must(err)
		l.clock.Advance(time.Hour)
		for _, step := range []struct {
			after time.Duration
			want  int
		}{{4 * time.Minute, 0}, {time.Minute, 1}, {time.Minute, 0}, {23 * time.Minute, 0}, {time.Minute, 1}, {time.Hour, 0}} {
			l.clock.Advance(step.after)
			n, err := l.TellManagers(l.ctx, 10)
			l.must(err)
			if n != step.want {
				t.Errorf("at %v told of %d, want %d", l.clock.Now(), n, step.want)
			}
		}
		for _, id := range []string{soon.ID, other.ID} {
			if events := l.story(id).Events; events[len(events)-1].Type != models.EventAlert {
				t.Errorf("%+v", events[len(events)-1])
			}
		}
	})
}

// A promise is told as broken once; a new promise in its place can be broken anew; one that was tried is not.
func TestBrokenIsToldOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T13:00")
		tried := wish("D-2", "2026-12-01T13:00")
		tried.Record.Phone = "+61491570157"
		second, _, err := l.Book(l.ctx, tried)
		l.must(err)
		l.clock.Advance(65 * time.Minute)
		l.apply(on(call(second, "EV1", models.TaskSeen, ""), "WC1"))
		l.clock.Advance(40*time.Minute - time.Millisecond)
		l.wantTold(0)
		l.clock.Advance(time.Millisecond)
		l.wantTold(1)
		l.wantTold(0)
		l.movedTo("D-1", "EV2", "2026-12-01T16:00")
		l.clock.Advance(3 * time.Hour)
		l.wantTold(1)
		if s := l.story(cb.ID); s.Status != models.Scheduled || s.BrokenAt.IsZero() {
			t.Errorf("%+v", s.Callback)
		}
	})
}
