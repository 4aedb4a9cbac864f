package e2e_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// Killed before it claimed: the promise waits in the database, and is kept after the restart.
func TestKilledBeforeTheClaim(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.start()
		o.kill()
		ids := o.book(3)
		o.start()
		o.until("all are queued", func() bool { return o.settled(ids) })
	})
}

// Killed after the claim, with the request on the way: no Task was made. Nobody knows that, so it is looked for twice, and then
// dispatched again under the next number.
func TestKilledBeforeTheTaskWasMade(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultHangBefore}))
		o.start()
		ids := o.book(1)
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseArrived, 1))
		o.kill()
		o.ClearFaults()
		o.start()
		o.until("it is queued", func() bool { return o.settled(ids) })
		if s := o.story(ids[0]); s.Dispatch != 2 {
			t.Fatalf("dispatch %d:\n%s", s.Dispatch, ledger(s))
		}
	})
}

// Killed when the Task was made and the answer was not there yet: the Task is found, and no other made.
func TestKilledBeforeTheAnswer(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.SetWebhookFaults(twiliosim.WebhookFaults{Lose: 1})
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultHangAfter}))
		o.start()
		ids := o.book(1)
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseApplied, 1))
		o.kill()
		o.ClearFaults()
		o.start()
		o.until("it is queued", func() bool { return o.settled(ids) })
		if s := o.story(ids[0]); s.Dispatch != 1 {
			t.Fatalf("dispatch %d:\n%s", s.Dispatch, ledger(s))
		}
	})
}

// Killed when the answer was there and not yet written down: the Task is found, and no other made.
func TestKilledBeforeTheResultWasWritten(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.SetWebhookFaults(twiliosim.WebhookFaults{Lose: 1})
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultHangAfter, Count: 1}))
		o.start()
		ids := o.book(1)
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseApplied, 1))
		unlock := o.lockCallbacks()
		o.Release()
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseAnswered, 1))
		o.kill()
		unlock()
		if s := o.story(ids[0]); s.Status != models.Dispatching {
			t.Fatalf("%s: the result was written although the table was locked", s.Status)
		}
		o.start()
		o.until("it is queued", func() bool { return o.settled(ids) })
		if s := o.story(ids[0]); s.Dispatch != 1 {
			t.Fatalf("dispatch %d:\n%s", s.Dispatch, ledger(s))
		}
	})
}

// beside is how to open a database beside whoever uses it, without Ringback.
func beside(url string) (driver, dsn string) {
	rest, ok := strings.CutPrefix(url, "mysql://")
	if !ok {
		return "sqlite", "file:" + strings.TrimPrefix(url, "sqlite:") + "?_txlock=immediate&_pragma=busy_timeout(5000)"
	}
	user, place, _ := strings.Cut(rest, "@")
	host, name, _ := strings.Cut(place, "/")
	cfg := mysql.NewConfig()
	cfg.User, cfg.Net, cfg.Addr, cfg.DBName = strings.TrimSuffix(user, ":"), "tcp", host, name
	return "mysql", cfg.FormatDSN()
}

// lockCallbacks keeps everybody else from writing callbacks until the returned func is called.
func (o *office) lockCallbacks() func() {
	o.t.Helper()
	lock := "SELECT COUNT(*) FROM callbacks"
	if strings.HasPrefix(o.url, "mysql:") {
		lock += " FOR UPDATE"
	}
	db, err := sql.Open(beside(o.url))
	o.must(err)
	tx, err := db.BeginTx(context.WithoutCancel(o.ctx), nil)
	o.must(err)
	var n int
	o.must(tx.QueryRowContext(o.ctx, lock).Scan(&n))
	return func() {
		o.must(tx.Rollback())
		o.must(db.Close())
	}
}

// Three hundred promises, every fault there is, and four power cuts: each ends under exactly one live Task, and none is lost.
func TestEveryFaultAndFourKills(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.SetWebhookFaults(twiliosim.WebhookFaults{Lose: 0.2, Double: 0.2, Reorder: 0.2})
		for _, kind := range []twiliosim.FaultKind{twiliosim.FaultErrorBefore, twiliosim.FaultErrorAfter, twiliosim.FaultHangBefore, twiliosim.FaultHangAfter,
			twiliosim.FaultResetBefore, twiliosim.FaultResetAfter, twiliosim.FaultTruncate, twiliosim.FaultGateway} {
			o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: kind, Probability: 0.03}))
		}
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultTooMany, Probability: 0.05}))
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultTooMany, Probability: 0.02, RetryAfter: time.Second}))
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultLatency, Latency: 20 * time.Millisecond, Jitter: 80 * time.Millisecond}))
		ids := o.book(300)
		for cut := range 4 {
			o.start()
			o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseArrived, 40*(cut+1)))
			o.kill()
		}
		o.start()
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseArrived, 250))
		o.ClearFaults()
		o.Release()
		o.SetWebhookFaults(twiliosim.WebhookFaults{})
		o.until("each has one live Task", func() bool { return o.settled(ids) })
		o.settledStays(ids)
		for _, id := range ids {
			if s := o.story(id); int64(len(s.Events)) != s.Version {
				t.Fatalf("version %d, but %d lines in the ledger:\n%s", s.Version, len(s.Events), ledger(s))
			}
		}
	})
}

// settledStays looks again after the passes have gone round once more: nothing is undone and nothing doubled.
func (o *office) settledStays(ids []string) {
	o.t.Helper()
	before := len(o.Requests())
	o.until("the passes have looked again", func() bool { return len(o.Requests()) > before })
	if !o.settled(ids) {
		o.t.Fatal("it did not stay settled")
	}
}

// Told to end, it finishes what it claimed and ends well, although the provider does not answer.
func TestTerminates(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultHangBefore, Count: 2}))
		o.start()
		ids := o.book(5)
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseArrived, 5))
		code, took := o.terminate()
		if code != 0 || took > 12*time.Second {
			t.Fatalf("exit %d after %s:\n%s", code, took, o.output)
		}
		o.start()
		o.until("all are queued", func() bool { return o.settled(ids) })
	})
}

// Told to end while the database does not answer, it ends in time all the same. What it could not write down is settled by the next.
func TestTerminatesWhileTheDatabaseHangs(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultHangAfter, Count: 1}))
		o.start()
		ids := o.book(1)
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseApplied, 1))
		unlock := o.lockCallbacks()
		o.Release()
		o.must(o.Await(o.ctx, "CreateTask", twiliosim.PhaseAnswered, 1))
		code, took := o.terminate()
		unlock()
		if code != 0 || took > 12*time.Second {
			t.Fatalf("exit %d after %s:\n%s", code, took, o.output)
		}
		o.start()
		o.until("it is queued", func() bool { return o.settled(ids) })
	})
}
