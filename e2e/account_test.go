package e2e_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// Four hundred are due at once, and the account takes 8 calls at a time and 40 a second: all are dispatched, and the account is not
// flooded. (How few calls are refused is held by the limiter's own tests, in virtual time; how near to the ceiling it comes is measured
// in bench/. Here it depends on how busy the machine is.)
func TestSmallAccount(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.SetLimits(twiliosim.Limits{Concurrent: 8, CreatesPerSecond: 40})
		o.must(o.Inject(twiliosim.Fault{Op: "CreateTask", Kind: twiliosim.FaultLatency, Latency: 20 * time.Millisecond, Jitter: 20 * time.Millisecond}))
		ids := o.book(400)
		o.start()
		o.until("all are queued", func() bool { return o.queued() == len(ids) })
		if !o.settled(ids) {
			t.Fatal("not each has one live Task")
		}
		refused := 0
		for _, r := range o.Requests() {
			if r.Op == "CreateTask" && r.Status == 429 {
				refused++
			}
		}
		if refused >= len(ids) {
			t.Fatalf("%d calls refused of %d", refused, refused+len(ids))
		}
	})
}

func (o *office) queued() int {
	o.t.Helper()
	counts, err := o.store.Count(o.ctx)
	o.must(err)
	return int(counts.ByStatus[models.Queued])
}

// An instance stops while promises wait, and the next version starts on its database: they are kept. (Each later schema is reached
// through this story, since the database is as the first instance left it.)
func TestUpgradeWithWaitingRows(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_agent", 10*time.Minute)
		w.forward(time.Minute)
		w.must(w.app.Stop(w.ctx))
		w.apps = w.apps[:0]
		w.forward(20 * time.Minute) // it was due while nobody was there
		w.app = w.open()
		w.SetEventCallback("http://" + w.app.Address() + "/webhooks/twilio/events")
		w.turn()
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
		w.wantCreated(1)
	})
}
