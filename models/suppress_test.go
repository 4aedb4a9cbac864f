package models_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// openWith gives another instance on the same database, with its own suppression.
func (l *ledger) openWith(p models.Suppression) *models.Store {
	l.t.Helper()
	store, err := models.Open(l.ctx, models.Config{URL: l.url, Clock: l.clock, Policy: models.Policy{Suppression: p}, Log: slog.New(slog.DiscardHandler)})
	l.must(err)
	l.t.Cleanup(func() {
		if err := store.Close(); err != nil {
			l.t.Error(err)
		}
	})
	return store
}

// Where suppression is off nothing is withdrawn, and leaks are counted all the same.
func TestSuppressionCanBeOff(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.Store = l.openWith(models.Suppression{Off: true})
		l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(time.Minute)
		l.apply(l.others("EV1", "WT1", models.TaskSeen))
		tasks, err := l.ToWithdraw(l.ctx, 10)
		l.must(err)
		sought, err := l.Sweeps(l.ctx, 10, time.Minute)
		if err != nil || len(tasks)+len(sought) != 0 {
			t.Fatalf("to withdraw: %+v; to look for: %+v; %v", tasks, sought, err)
		}
		l.apply(l.others("EV2", "WT1", models.TaskAccepted))
		l.wantLeaks(1)
	})
}

// A site that names its dialer's Tasks has those withdrawn and no others; an inbound call never.
func TestTheDialersTasksCanBeNamed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.Store = l.openWith(models.Suppression{TaskTypes: []string{"robot"}})
		l.book("D-1", "2026-12-01T18:00")
		l.clock.Advance(time.Minute)
		dialled, robot, inbound := l.others("EV1", "WT1", models.TaskSeen), l.others("EV2", "WT2", models.TaskSeen), l.ringsIn("EV3", "WT3", models.TaskSeen)
		robot.Call = models.CallFacts{TaskType: "robot"}
		inbound.Call.TaskType = "robot"
		l.apply(dialled, robot, inbound)
		tasks, err := l.ToWithdraw(l.ctx, 10)
		l.must(err)
		if len(tasks) != 1 || tasks[0].TaskSid != "WT2" {
			t.Fatalf("to withdraw: %+v", tasks)
		}
	})
}

// A Task whose donor's promise has ended meanwhile is nobody's business any more.
func TestAnEndedPromiseSuppressesNothing(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.apply(l.others("EV1", "WT1", models.TaskSeen))
		_, err := l.Cancel(l.ctx, cb.ID, "asked by mail", models.DonorCancelled, models.Asked{Actor: "test"})
		l.must(err)
		if tasks, err := l.ToWithdraw(l.ctx, 10); err != nil || len(tasks) != 0 {
			t.Fatalf("to withdraw: %+v, %v", tasks, err)
		}
	})
}

// A dialer that asks about the number at which a donor is to be rung is told, although the record has another.
func TestThePromisesNumberIsHeldOutToo(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		b := wish("D-1", "2026-12-01T18:00")
		b.Phone = "+61491570199"
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		ask := func() []models.Answer {
			answers, err := l.CheckCallList(l.ctx, []models.Asking{{Phone: "+61491570199"}, {Phone: "+61491570156"}, {Phone: "+61491570157"}})
			l.must(err)
			return answers
		}
		if got := ask(); got[0].Callable || got[1].Callable || !got[2].Callable {
			t.Errorf("%+v", got)
		}
		_, err = l.Cancel(l.ctx, cb.ID, "asked by mail", models.DonorCancelled, models.Asked{Actor: "test"})
		l.must(err)
		if got := ask(); !got[0].Callable || !got[1].Callable {
			t.Errorf("%+v", got)
		}
	})
}
