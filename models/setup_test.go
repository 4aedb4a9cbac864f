package models_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

const setupWorkspace = "WS00000000000000000000000000000001"

func TestOneSetupAtATime(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		work := models.SetupWork{Action: models.SetupApply, Events: "callback", Steps: []models.SetupStep{{Kind: "task queue", Name: "one", State: models.SetupWaiting}}}
		run, err := l.BeginSetup(l.ctx, work, "admin")
		l.must(err)
		if _, err := l.BeginSetup(l.ctx, work, "admin"); !errors.Is(err, models.ErrTaken) {
			t.Errorf("a second run beside it: %v", err)
		}
		mine, err := l.ClaimSetup(l.ctx, time.Minute)
		l.must(err)
		if other, err := l.open().ClaimSetup(l.ctx, time.Minute); err != nil || other != nil {
			t.Errorf("another instance takes it too: %v, %v", other, err)
		}
		mine.Body.V.Steps[0].State, mine.Body.V.Begun = models.SetupDone, true
		l.must(l.SaveSetup(l.ctx, mine, time.Minute))
		if open, err := l.OpenSetupRun(l.ctx); err != nil || open == nil || open.Body.V.Done() != 1 || !open.Body.V.Begun {
			t.Errorf("%+v, %v", open, err)
		}
		l.must(l.SaveSetup(l.ctx, mine, 0)) // given back
		other, err := l.open().ClaimSetup(l.ctx, time.Minute)
		l.must(err)
		if err := l.SaveSetup(l.ctx, mine, time.Minute); !errors.Is(err, models.ErrStale) {
			t.Errorf("two work on it: %v", err)
		}
		l.must(l.FinishSetup(l.ctx, other))
		if open, err := l.OpenSetupRun(l.ctx); err != nil || open != nil {
			t.Errorf("it is over: %+v, %v", open, err)
		}
		if over, err := l.SetupRun(l.ctx, run.ID); err != nil || over.FinishedAt.IsZero() || !over.NextAt.IsZero() {
			t.Errorf("%+v, %v", over, err)
		}
		_, err = l.BeginSetup(l.ctx, work, "admin")
		l.must(err)
	})
}

func TestJournalInTheDatabaseIsOneRuns(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		one, other := l.JournalKeeper(setupWorkspace), l.open().JournalKeeper(setupWorkspace)
		if text, err := one.Load(l.ctx); err != nil || text != nil {
			t.Fatalf("%s, %v", text, err)
		}
		l.must(one.Save(l.ctx, []byte(`{"n":1}`)))
		if err := other.Save(l.ctx, []byte(`{"n":2}`)); err == nil {
			t.Error("another run writes over what it has not read")
		}
		text, err := other.Load(l.ctx)
		l.must(err)
		if string(text) != `{"n":1}` {
			t.Errorf("%s", text)
		}
		l.must(one.Save(l.ctx, []byte(`{"n":3}`)))
		if err := errors.Join(other.Save(l.ctx, text), other.Remove(l.ctx)); !errors.Is(err, models.ErrStale) {
			t.Errorf("got %v", err)
		}
		l.must(one.Remove(l.ctx))
		if text, err := other.Load(l.ctx); err != nil || text != nil {
			t.Errorf("%s, %v", text, err)
		}
	})
}
